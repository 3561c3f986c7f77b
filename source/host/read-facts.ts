import { message } from '../locales/message.ts'
import type { ClusterFacts, Facts } from './facts.ts'
import { clusterPaths, factsCommands } from './facts-commands.ts'
import type { Host } from './host.ts'
import { readKernel } from './read-kernel.ts'
import { readNetwork } from './read-network.ts'
import { readOperatingSystem } from './read-os.ts'
import { readServices, reasonOf } from './read-services.ts'
import { HostUnsupported } from './unsupported.ts'

/**
 * Looks at everything that a plan follows from, all at once, and changes nothing. Throws HostUnsupported (exit 3) for
 * a host that no plan can be made for. `sudoUser` replaces SUDO_USER, which a runner apart from the terminal lacks.
 */
export async function readFacts(host: Host, options: { sudoUser?: string | undefined } = {}): Promise<Facts> {
	const os = await readOperatingSystem(host)
	if ((await host.stat('/run/systemd/system')) === undefined) throw new HostUnsupported(message('facts.noSystemd'))
	const [kernel, network, services, cluster, machine, memory, rest] = await Promise.all([
		readKernel(host),
		readNetwork(host),
		readServices(host, os.family),
		readCluster(host),
		readMachine(host),
		readMemory(host),
		readRest(host),
	])
	return {
		os,
		...kernel,
		...network,
		...services,
		cluster,
		...machine,
		memoryBytes: memory,
		...rest,
		sudoUser: await readSudoUser(host, options.sudoUser),
		timezone: await readTimezone(host),
		swap: await readSwap(host),
		selinux: await readSelinux(host),
		ports: await readPorts(host),
	}
}

async function readMachine(host: Host): Promise<Pick<Facts, 'architecture' | 'systemd' | 'container' | 'cpus'>> {
	const [machine, systemd, container, cpus] = await Promise.all([
		host.look(factsCommands.machine),
		host.look(factsCommands.systemd),
		host.look(factsCommands.container),
		host.look(factsCommands.cpus),
	])
	const name = machine.stdout.trim()
	const architecture = name === 'x86_64' ? 'amd64' : name === 'aarch64' ? 'arm64' : undefined
	if (architecture === undefined) throw new HostUnsupported(message('facts.architecture', { machine: name }))
	const version = /^systemd (\d+)/m.exec(systemd.stdout)?.[1]
	if (version === undefined) throw new HostUnsupported(message('facts.unreadable', { what: 'systemctl --version' }))
	// It prints "none", with exit code 1, on a machine.
	const kind = container.stdout.trim()
	return {
		architecture,
		systemd: Number(version),
		container: kind === '' || kind === 'none' ? undefined : kind,
		cpus: Number(cpus.stdout.trim()) || 1,
	}
}

async function readMemory(host: Host): Promise<number> {
	const total = /^MemTotal:\s+(\d+) kB/m.exec((await host.readText('/proc/meminfo')) ?? '')?.[1]
	if (total === undefined) throw new HostUnsupported(message('facts.unreadable', { what: '/proc/meminfo' }))
	return Number(total) * 1024
}

async function readRest(host: Host): Promise<Pick<Facts, 'hostname' | 'root'>> {
	const [hostname, user] = await Promise.all([
		host.readText('/proc/sys/kernel/hostname'),
		host.look(factsCommands.userId),
	])
	return { hostname: (hostname ?? '').trim(), root: user.stdout.trim() === '0' }
}

async function readSudoUser(host: Host, given: string | undefined): Promise<Facts['sudoUser']> {
	const name = given ?? (await host.look(factsCommands.sudoUser)).stdout.trim()
	if (!/^[A-Za-z0-9_][A-Za-z0-9._@-]*$/.test(name) || name === 'root') return undefined
	const entry = (await host.look([...factsCommands.passwd, name])).stdout.trim().split(':')
	const [, , uid, gid, , home] = entry
	if (uid === undefined || gid === undefined || home === undefined || !home.startsWith('/')) return undefined
	return { name, uid: Number(uid), gid: Number(gid), home }
}

/** The zone that /etc/localtime leads to; without the file it is UTC; 'unknown' for a copy of a zone file. */
async function readTimezone(host: Host): Promise<string> {
	const [link, written] = await Promise.all([host.stat('/etc/localtime'), host.readText('/etc/timezone')])
	if (link === undefined) return 'UTC'
	const zone = link.target === undefined ? undefined : /zoneinfo\/(.+)$/.exec(link.target)?.[1]
	return zone ?? (written?.trim() || 'unknown')
}

async function readSwap(host: Host): Promise<Facts['swap']> {
	const [active, fstab, units, zramGenerator] = await Promise.all([
		host.readText('/proc/swaps'),
		host.readText('/etc/fstab'),
		host.look(factsCommands.swapUnits),
		host.stat('/usr/lib/systemd/system-generators/zram-generator'),
	])
	if (active === undefined) return { looked: false, reason: '/proc/swaps' }
	if (units.exitCode !== 0) return { looked: false, reason: reasonOf(units) }
	const devices = active
		.split('\n')
		.slice(1)
		.flatMap(line => line.trim().split(/\s+/)[0] || [])
	const lines = (fstab ?? '').split('\n').filter(line => /^\s*[^#\s]\S*\s+\S+\s+swap\s/.test(`${line} `))
	const names = units.stdout.split('\n').flatMap(line => /(?:^|\s)(\S+\.swap)(?:\s|$)/.exec(line)?.[1] ?? [])
	const zram = zramGenerator !== undefined || devices.some(device => device.startsWith('/dev/zram'))
	return { looked: true, value: { active: devices, fstab: lines, units: names, zram } }
}

async function readSelinux(host: Host): Promise<Facts['selinux']> {
	const [enforce, config] = await Promise.all([
		host.readText('/sys/fs/selinux/enforce'),
		host.stat('/etc/selinux/config'),
	])
	if (enforce !== undefined) return { looked: true, value: enforce.trim() === '1' ? 'enforcing' : 'permissive' }
	return { looked: true, value: config === undefined ? 'absent' : 'disabled' }
}

/** `ss -ltnp`: State, Recv-Q, Send-Q, local address:port, peer, users:(("sshd",pid=1,fd=3)). */
async function readPorts(host: Host): Promise<Facts['ports']> {
	const shown = await host.look(factsCommands.listeners)
	if (shown.exitCode !== 0) return { looked: false, reason: reasonOf(shown) }
	const value = shown.stdout.split('\n').flatMap(line => {
		const match = /^LISTEN\s+\d+\s+\d+\s+(\S+):(\d+)\s/.exec(`${line} `)
		if (match === null) return []
		const program = /users:\(\("([^"]+)"/.exec(line)?.[1]
		return [{ port: Number(match[2]), address: (match[1] ?? '').replace(/^\[|\]$/g, ''), program }]
	})
	return { looked: true, value }
}

async function readCluster(host: Host): Promise<ClusterFacts> {
	const [kubeadm, kubelet, kubectl, ...states] = await Promise.all([
		host.look(factsCommands.kubeadm),
		host.look(factsCommands.kubelet),
		host.look(factsCommands.kubectl),
		...clusterPaths.map(path => host.stat(path)),
	])
	const version = (text: string) => /v(\d+\.\d+\.\d+\S*?)["\s]/.exec(`${text} `)?.[1]
	const remains = clusterPaths.filter((_, index) => states[index] !== undefined)
	const has = (path: (typeof clusterPaths)[number]) => remains.includes(path)
	const admin = has('/etc/kubernetes/admin.conf')
	const answers = admin && (await host.look(factsCommands.apiServer)).stdout.trim() === 'ok'
	const controlPlane = admin && has('/etc/kubernetes/manifests/kube-apiserver.yaml')
	return {
		kubeadm: version(kubeadm.stdout),
		kubelet: version(kubelet.stdout),
		kubectl: version(kubectl.stdout),
		remains,
		apiAnswers: answers,
		role: controlPlane ? 'control-plane' : has('/etc/kubernetes/kubelet.conf') ? 'worker' : 'none',
	}
}
