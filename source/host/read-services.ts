import type { Facts } from './facts.ts'
import { containerdPaths, factsCommands } from './facts-commands.ts'
import type { Host, Looked } from './host.ts'

type ServiceFacts = Pick<Facts, 'firewall' | 'timeSync' | 'docker' | 'containerd'>

/** What runs here already of firewalls, clocks and container runtimes. */
export async function readServices(host: Host, family: 'rpm' | 'deb'): Promise<ServiceFacts> {
	const shown = await host.look(factsCommands.units)
	const units: Looked<Units> =
		shown.exitCode === 0
			? { looked: true, value: parseUnits(shown.stdout) }
			: { looked: false, reason: reasonOf(shown) }
	const [firewall, docker, containerd] = await Promise.all([
		readFirewall(host, units),
		readDocker(host, units),
		readContainerd(host, units, family),
	])
	return { firewall, timeSync: timeSyncOf(units), docker, containerd }
}

/** ActiveState by the unit's real name; units that are not there are left out. */
type Units = ReadonlyMap<string, string>

/** Blocks of `systemctl show -p Id -p LoadState -p ActiveState`, one for each unit, in any order of properties. */
export function parseUnits(text: string): Units {
	const units = new Map<string, string>()
	for (const block of text.split(/\n\s*\n/)) {
		const read = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1]
		const id = read('Id')
		if (id !== undefined && read('LoadState') !== 'not-found') units.set(id, read('ActiveState') ?? 'unknown')
	}
	return units
}

const active = (units: Units, ...names: string[]) => names.some(name => units.get(name) === 'active')

export function reasonOf(result: { stderr: string; stdout: string; cut?: string; argv: readonly string[] }): string {
	const words = (result.stderr || result.stdout).trim().split('\n')[0]
	return `${result.argv.join(' ')}: ${result.cut ?? words ?? ''}`
}

async function readFirewall(host: Host, units: Looked<Units>): Promise<Facts['firewall']> {
	if (!units.looked) return units
	if (active(units.value, 'firewalld.service')) return { looked: true, value: 'firewalld' }
	// The unit only loads the rules at boot: whether they are in force stands in its file.
	const ufw = await host.readText('/etc/ufw/ufw.conf')
	if (ufw !== undefined && /^\s*ENABLED=["']?yes/im.test(ufw)) return { looked: true, value: 'ufw' }
	const iptables = active(units.value, 'iptables.service', 'netfilter-persistent.service')
	return { looked: true, value: iptables ? 'iptables' : 'none' }
}

function timeSyncOf(units: Looked<Units>): Facts['timeSync'] {
	if (!units.looked) return units
	const { value } = units
	if (active(value, 'chronyd.service')) return { looked: true, value: 'chronyd' }
	if (active(value, 'chrony.service')) return { looked: true, value: 'chrony' }
	if (active(value, 'systemd-timesyncd.service')) return { looked: true, value: 'systemd-timesyncd' }
	const ntpd = active(value, 'ntpd.service', 'ntp.service', 'ntpsec.service')
	return { looked: true, value: ntpd ? 'ntpd' : 'none' }
}

async function readDocker(host: Host, units: Looked<Units>): Promise<Facts['docker']> {
	if (!units.looked) return units
	const shown = await host.look(factsCommands.docker)
	if (shown.cut === 'not-found') return { looked: true, value: undefined }
	const version = /version\s+v?([^\s,]+)/i.exec(shown.stdout)?.[1]
	if (shown.exitCode !== 0 || version === undefined) return { looked: false, reason: reasonOf(shown) }
	if (!active(units.value, 'docker.service')) return { looked: true, value: { version, running: false, containers: 0 } }
	const listed = await host.look(factsCommands.dockerContainers)
	if (listed.exitCode !== 0) return { looked: false, reason: reasonOf(listed) }
	const containers = listed.stdout.split('\n').filter(line => line.trim() !== '').length
	return { looked: true, value: { version, running: true, containers } }
}

async function readContainerd(host: Host, units: Looked<Units>, family: 'rpm' | 'deb'): Promise<Facts['containerd']> {
	if (!units.looked) return units
	const shown = await host.look(factsCommands.containerd)
	if (shown.cut === 'not-found') return { looked: true, value: undefined }
	// containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+b1
	const version = /\sv?(\d+\.\d+\.\d+\S*)/.exec(shown.stdout)?.[1]
	if (shown.exitCode !== 0 || version === undefined) return { looked: false, reason: reasonOf(shown) }
	const running = active(units.value, 'containerd.service')
	return { looked: true, value: { version, running, package: await ownerOfContainerd(host, family) } }
}

async function ownerOfContainerd(host: Host, family: 'rpm' | 'deb'): Promise<string | undefined> {
	for (const path of containerdPaths) {
		if ((await host.stat(path)) === undefined) continue
		const ask = family === 'deb' ? factsCommands.containerdOwnerDeb : factsCommands.containerdOwnerRpm
		const shown = await host.look([...ask, path])
		if (shown.exitCode !== 0) return undefined
		return shown.stdout.split('\n')[0]?.split(':')[0]?.trim()
	}
	return undefined
}
