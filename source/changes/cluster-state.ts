import type { Host } from '../host/host.ts'
import { isLoaded, loadedModules } from '../host/modules.ts'
import type { Keep } from './path-image.ts'

/** What a cluster will add to: recorded before, so that only what came is taken away. */
export interface ClusterState {
	/** Names in folders that it writes to, by folder; null: no such folder. */
	readonly folders: Readonly<Record<string, readonly string[] | null>>
	/** Hash of what iptables-save printed, by the command; null: it is not there. */
	readonly rules: Readonly<Record<string, string | null>>
	readonly links: readonly string[]
	/** Lines of `ip route show`; left out by earlier versions. */
	readonly routes?: readonly string[]
	/** Mount points of pods that were not there: the runtime makes them. */
	readonly noMountPoints: readonly string[]
}

/** Folders that kubeadm, the kubelet, the runtime's CNI and its plugins write to, innermost first where one holds another. */
const folders = [
	'/etc/kubernetes/manifests',
	'/etc/kubernetes/pki',
	'/etc/kubernetes',
	'/etc/cni/net.d',
	'/etc/cni',
	'/var/lib/etcd',
	'/var/lib/kubelet',
	'/var/lib/cni',
	'/var/lib/dockershim',
	'/var/lib/calico',
	'/var/log/pods',
	'/var/log/containers',
	'/var/log/calico',
	'/var/run/kubernetes',
	'/run/flannel',
	'/run/calico',
	'/opt/cni/bin',
	'/opt/cni',
	'/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
	'/usr/libexec/kubernetes/kubelet-plugins/volume',
	'/usr/libexec/kubernetes/kubelet-plugins',
	'/usr/libexec/kubernetes',
] as const

/** Both of iptables' kinds may hold rules at the same time: a proxy inside a container chooses its own. */
export const ruleCommands = [
	'iptables',
	'ip6tables',
	'iptables-nft',
	'ip6tables-nft',
	'iptables-legacy',
	'ip6tables-legacy',
] as const

/** Host paths that kube-proxy mounts; a host without a kernel of its own may lack them. */
const mountPoints = ['/usr/lib/modules', '/lib/modules'] as const

export async function clusterState(host: Host, keep: Keep): Promise<ClusterState> {
	const rules: Record<string, string | null> = {}
	const any = await mayHaveRules(host)
	for (const command of ruleCommands) {
		const text = any ? await savedRules(host, command) : undefined
		rules[command] = text === undefined ? null : await keep(Buffer.from(text))
	}
	const listed: Record<string, readonly string[] | null> = {}
	for (const folder of folders) listed[folder] = (await host.list(folder)) ?? null
	const noMountPoints: string[] = []
	for (const path of mountPoints) if (!(await host.stat(path))) noMountPoints.push(path)
	const links = (await host.list('/sys/class/net')) ?? []
	return { folders: listed, rules, links, routes: await routesOf(host), noMountPoints }
}

/** Lines of the main tables: '10.244.1.0/24 via 10.0.0.2 dev eth0'. None where that cannot be told. */
export async function routesOf(host: Host): Promise<string[]> {
	const shown = await Promise.all([4, 6].map(family => host.look(['ip', `-${family}`, 'route', 'show'])))
	return shown.flatMap(({ stdout }) => stdout.split('\n').map(line => line.trim())).filter(line => line !== '')
}

/** Asking a kernel that has no tables yet would load its modules. */
async function mayHaveRules(host: Host): Promise<boolean> {
	if ((await loadedModules(host)) === undefined) return true
	return (await isLoaded(host, 'nf_tables')) || (await isLoaded(host, 'ip_tables'))
}

/** What COMMAND-save prints, comments and counters left out; undefined: there is no such command, or no such table. */
export async function savedRules(host: Host, command: string): Promise<string | undefined> {
	const result = await host.look([`${command}-save`])
	if (result.exitCode !== 0 || result.cut !== undefined) return undefined
	return result.stdout
		.split('\n')
		.filter(line => line !== '' && !line.startsWith('#'))
		.map(line => line.replace(/ \[\d+:\d+\]$/, ''))
		.join('\n')
}
