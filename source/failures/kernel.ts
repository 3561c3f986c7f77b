import type { Change } from '../changes/index.ts'
import { swapOffForGood } from '../changes/swap-off.ts'
import { message } from '../locales/message.ts'
import { byHand, confirmed, hint, type KnownFailure, type ProbeContext, proof, refuted, unknown } from './failure.ts'
import type { ReadHost } from './read-host.ts'

const bridgeKey = 'net.bridge.bridge-nf-call-iptables'
const bridgePath = '/proc/sys/net/bridge/bridge-nf-call-iptables'
const forwardPath = '/proc/sys/net/ipv4/ip_forward'

/** Row 22: the failure that the project began with. */
const bridgedTraffic: KnownFailure = {
	id: 'preflight-bridge-nf-call-iptables',
	stage: 'kernel',
	title: message('failure.bridge.title'),
	cause: message('failure.bridge.cause'),
	advice: message('failure.bridge.advice'),
	signatures: [
		proof('[ERROR FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]'),
		proof(
			'/proc/sys/net/bridge/bridge-nf-call-ip',
			/^sysctl: cannot stat \/proc\/sys\/net\/bridge\/bridge-nf-call-ip6?tables: /,
		),
		proof('net.bridge.bridge-nf-call-ip', /error: "net\.bridge\.bridge-nf-call-ip6?tables" is an unknown key/),
		proof('Failed to check br_netfilter: stat /proc/sys/net/bridge/'),
		proof('Missing br-netfilter module or unset sysctl br-nf-call-iptables'),
		hint('[WARNING FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]'),
	],
	alone: 'likely',
	async probe({ host, facts }) {
		const value = (await host.readText(bridgePath))?.trim()
		if (value === '1') return refuted
		const lines = [{ source: bridgePath, line: value ?? 'no such file' }]
		// A module is the whole machine's, and a container may not load one.
		if (value === undefined && facts.container !== undefined)
			return confirmed(lines, byHand(message('failure.bridge.onTheMachine')))
		return confirmed(lines, {
			risk: 'safe',
			destructive: false,
			what: message('failure.bridge.fix'),
			changes: [
				...(value === undefined ? await moduleAtBoot(host, 'br_netfilter') : []),
				...(value === undefined ? [{ kind: 'module' as const, name: 'br_netfilter' }] : []),
				...(await sysctlForGood(host, bridgeKey)),
			],
		})
	},
	check: { what: message('failure.bridge.check'), within: 5_000 },
	source: 'kubeadm preflight FileContentCheck; procps; flannel main.go; kube-proxy server_others.go',
}

const forwarding: KnownFailure = {
	id: 'preflight-ip-forward',
	stage: 'kernel',
	title: message('failure.forward.title'),
	cause: message('failure.forward.cause'),
	advice: message('failure.forward.advice'),
	signatures: [
		proof('[ERROR FileContent--proc-sys-net-ipv4-ip_forward]'),
		hint('[WARNING FileContent--proc-sys-net-ipv4-ip_forward]'),
	],
	alone: 'likely',
	async probe({ host }) {
		const value = (await host.readText(forwardPath))?.trim()
		if (value === '1') return refuted
		return confirmed([{ source: forwardPath, line: value ?? 'no such file' }], {
			risk: 'safe',
			destructive: false,
			what: message('failure.forward.fix'),
			changes: await sysctlForGood(host, 'net.ipv4.ip_forward'),
		})
	},
	check: { what: message('failure.forward.check'), within: 5_000 },
	source: 'kubeadm preflight FileContentCheck',
}

const swapOn: KnownFailure = {
	id: 'kubelet-swap-on',
	stage: 'kernel',
	title: message('failure.swap.title'),
	cause: message('failure.swap.cause'),
	advice: message('failure.swap.advice'),
	signatures: [
		proof('unning with swap on is not supported', /[Rr]unning with swap on is not supported[.,] please disable swap/i),
		hint('[WARNING Swap]'),
	],
	alone: 'likely',
	conclusive: true,
	probe: probeSwap,
	check: { what: message('failure.swap.check'), within: 5_000 },
	source: 'pkg/kubelet/cm/container_manager_linux.go; kubeadm preflight SwapCheck of 1.13 to 1.36',
}

async function probeSwap({ host, facts }: ProbeContext) {
	const [, ...lines] = ((await host.readText('/proc/swaps')) ?? '').trim().split('\n')
	const active = lines.filter(line => line.trim() !== '')
	if (active.length === 0) return refuted
	const kubelet = (await host.readText('/var/lib/kubelet/config.yaml')) ?? ''
	if (/^failSwapOn: false$/m.test(kubelet)) return refuted
	const evidence = active.map(line => ({ source: '/proc/swaps', line: line.replace(/\s+/g, ' ') }))
	// In a container swap is the whole machine's.
	if (facts.container !== undefined) return confirmed(evidence, byHand(message('failure.swap.onTheMachine')))
	const used = active.some(line => Number(line.split(/\s+/)[3]) > 0)
	return confirmed(evidence, {
		risk: used ? 'ask' : 'safe',
		destructive: false,
		what: message('failure.swap.fix'),
		changes: swapOffForGood(facts),
	})
}

const inotifyKey = 'fs.inotify.max_user_instances'
const inotifyPath = '/proc/sys/fs/inotify/max_user_instances'
/** What kind and others set; each instance takes memory only when it is used. */
const enoughInstances = 8192

/** A low limit is the kernel's default and says nothing alone. */
const inotifyLimits: KnownFailure = {
	id: 'kernel-inotify-limits',
	stage: 'kernel',
	title: message('failure.inotify.title'),
	cause: message('failure.inotify.cause'),
	advice: message('failure.inotify.advice'),
	signatures: [
		proof('unable to create inotify: too many open files'),
		proof('too many open files', /Failed to start cAdvisor.{0,40}inotify_init1?: too many open files/),
		hint('too many open files', /(?:inotify_init1?|fsnotify watcher): too many open files/),
	],
	conclusive: true,
	async probe({ host, facts }) {
		const value = (await host.readText(inotifyPath))?.trim()
		if (value === undefined) return unknown
		if (Number(value) >= enoughInstances) return refuted
		const lines = [{ source: inotifyPath, line: value }]
		// The limit is the whole machine's.
		if (facts.container !== undefined) return confirmed(lines, byHand(message('failure.inotify.onTheMachine')))
		return confirmed(lines, {
			risk: 'safe',
			destructive: false,
			what: message('failure.inotify.fix'),
			changes: await sysctlForGood(host, inotifyKey, String(enoughInstances)),
		})
	},
	check: { what: message('failure.inotify.check'), within: 5_000 },
	source: 'pkg/kubelet/kubelet.go, pkg/kubelet/config/file_linux.go; cAdvisor',
}

const files = ['/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d', '/lib/sysctl.d']

/** A key at no less than a value now and after a boot: lines of other files that say otherwise are commented out. */
async function sysctlForGood(host: ReadHost, key: string, value = '1'): Promise<Change[]> {
	const changes: Change[] = []
	let stands = false
	const folders = await Promise.all(
		files.map(async folder => ((await host.list(folder)) ?? []).map(name => `${folder}/${name}`)),
	)
	for (const path of ['/etc/sysctl.conf', ...folders.flat().filter(name => name.endsWith('.conf'))]) {
		// The links that distributions put there lead to files that are looked at anyway.
		if ((await host.stat(path))?.type !== 'file') continue
		const lines = ((await host.readText(path)) ?? '').split('\n')
		const about = lines.filter(line => line.split('=')[0]?.trim().replaceAll('/', '.') === key)
		const against = about.filter(line => !(Number(line.split('=')[1]) >= Number(value)))
		if (about.length > against.length) stands = true
		if (against.length > 0 && path.startsWith('/etc/')) changes.push({ kind: 'lines-off', path, lines: against })
	}
	return [
		...changes,
		...(stands ? [] : [writtenForGood(`/etc/sysctl.d/99-k8s-wizard-${lastOf(key)}.conf`, `${key} = ${value}`)]),
		{ kind: 'sysctl', key, value },
	]
}

async function moduleAtBoot(host: ReadHost, name: string): Promise<Change[]> {
	const folder = '/etc/modules-load.d'
	const texts = await Promise.all(
		((await host.list(folder)) ?? []).map(file => host.readText(`${folder}/${file}`).catch(() => undefined)),
	)
	if (texts.some(text => text?.split('\n').some(line => line.trim() === name))) return []
	return [writtenForGood(`${folder}/k8s-wizard-${name}.conf`, name)]
}

function writtenForGood(path: string, line: string): Change {
	return { kind: 'file', path, content: `# Written by k8s-wizard.\n${line}\n`, mode: 0o644 }
}

function lastOf(key: string): string {
	return key.split('.').at(-1) ?? key
}

export const kernel: readonly KnownFailure[] = [bridgedTraffic, forwarding, swapOn, inotifyLimits]
