import { Address4, Address6 } from 'ip-address'
import { succeeded } from '../host/errors.ts'
import { message } from '../locales/message.ts'
import type { Leave, UndoContext, UndoResult } from './change.ts'
import { tellPhase } from './cluster-remains.ts'
import type { ClusterState } from './cluster-state.ts'
import { routesOf, savedRules } from './cluster-state.ts'
import { ruleRemovals } from './iptables-rules.ts'
import { resetAndLeave } from './leave-cluster.ts'
import { mountsBelow } from './leftovers.ts'
import { ChangeRefused } from './refused.ts'

/** A change that made this host a node. */
interface NodeChange {
	readonly criSocket: string
	readonly links: readonly string[]
	/** CIDRs of the cluster's pods; left out by earlier versions. */
	readonly podNetworks?: readonly string[]
	readonly spare?: readonly string[]
}

/**
 * `kubeadm reset`, then what it leaves: links and namespaces of pods, rules of the cluster's chains, files in folders
 * that were there before. The host's own rules stay.
 */
export async function resetNode(
	{ criSocket, links, podNetworks = [], spare = [] }: NodeChange,
	before: ClusterState,
	context: UndoContext,
): Promise<UndoResult> {
	const { host, log, leave } = context
	const reset = (): Promise<string> => kubeadmReset(criSocket, context)
	const said = leave ? await resetAndLeave(context, leave, reset) : await reset()
	await host.act(['systemctl', 'stop', 'kubelet.service'], { log })
	// The groups of pods; with cgroupfs as driver there is no such unit.
	await host.act(['systemctl', 'stop', 'kubepods.slice'], { log })
	await removeLinks(context, links, before.links)
	await removeRoutes(context, podNetworks, before.routes ?? [])
	await removeRules(context, before)
	if (links.includes('kube-ipvs0')) await host.act(['ipvsadm', '--clear'], { log })
	const stay = await emptyFolders(context, before.folders, spare)
	for (const path of before.noMountPoints) {
		if ((await host.list(path))?.length === 0) await host.remove(path)
	}
	if (leave) refuseLeftMember(leave, said)
	if (stay.length === 0) return { undone: true }
	return { undone: false, kept: message('change.kept.mounted', { paths: stay.join(', ') }) }
}

/** What it said. It takes the etcd member out before it stops etcd. */
async function kubeadmReset(criSocket: string, context: UndoContext): Promise<string> {
	const { host, log } = context
	const argv = ['kubeadm', 'reset', '--force', `--cri-socket=${criSocket}`] as const
	const result = await host.act(argv, { log, onLine: line => tellPhase(line, context) })
	// Without kubeadm there is nothing left that it could reset; what it would have removed is removed by us.
	if (result.cut !== 'not-found') succeeded(result, log)
	return result.stdout
}

/**
 * kubeadm only warns of a member that it could not take out, and etcd goes on counting it. That etcd knows of no such
 * member is good news: it was taken out, and only the answer was lost.
 */
function refuseLeftMember({ etcdMember, node }: Leave, said: string): void {
	const lines = said
		.split('\n')
		.filter(line => /failed to remove etcd member/i.test(line) && !/etcdserver: member not found/.test(line))
	if (etcdMember && lines.length > 0) throw new ChangeRefused(message('change.leave.etcdMember', { node }), lines)
}

async function removeLinks(
	{ host, log }: UndoContext,
	links: readonly string[],
	before: readonly string[],
): Promise<void> {
	const present = (await host.list('/sys/class/net')) ?? []
	for (const link of links) {
		if (!present.includes(link) || before.includes(link)) continue
		succeeded(await host.act(['ip', 'link', 'delete', link], { log }), log)
	}
}

/** A CNI without tunnels leads to the pods of other nodes by routes through the host's own interface. */
async function removeRoutes(
	{ host, log }: UndoContext,
	podNetworks: readonly string[],
	before: readonly string[],
): Promise<void> {
	for (const line of await routesOf(host)) {
		const [, destination, gateway] = /^(\S+\/\d+) via (\S+) /.exec(`${line} `) ?? []
		if (destination === undefined || gateway === undefined || before.includes(line)) continue
		if (!podNetworks.some(network => isWithin(destination, network))) continue
		const family = destination.includes(':') ? '-6' : '-4'
		succeeded(await host.act(['ip', family, 'route', 'delete', destination, 'via', gateway], { log }), log)
	}
}

function isWithin(network: string, other: string): boolean {
	if (network.includes(':') !== other.includes(':')) return false
	return network.includes(':')
		? new Address6(network).isInSubnet(new Address6(other))
		: new Address4(network).isInSubnet(new Address4(other))
}

async function removeRules({ host, log, kept }: UndoContext, { rules }: ClusterState): Promise<void> {
	for (const [command, hash] of Object.entries(rules)) {
		const now = await savedRules(host, command)
		if (now === undefined || now === '') continue
		const old = hash === null ? '' : Buffer.from(await kept(hash)).toString('utf8')
		const input = ruleRemovals(old, now)
		if (input === '') continue
		succeeded(await host.act([`${command}-restore`, '--noflush'], { log, input }), log)
	}
}

/** What was not in these folders before goes; a folder that was not there goes too, when nothing is mounted in it. */
async function emptyFolders(
	{ host, log }: UndoContext,
	before: ClusterState['folders'],
	spare: readonly string[],
): Promise<string[]> {
	const stay: string[] = []
	for (const [folder, names] of Object.entries(before)) {
		for (const name of (await host.list(folder)) ?? []) {
			if (names?.includes(name)) continue
			const path = `${folder}/${name}`
			if (spare.some(file => file === path || file.startsWith(`${path}/`))) continue
			for (const mount of await mountsBelow(host, path)) await host.act(['umount', mount], { log })
			if ((await mountsBelow(host, path)).length > 0) stay.push(path)
			else await host.remove(path, { recursive: true })
		}
		const left = await host.list(folder)
		if (names === null && left?.length === 0 && (await mountsBelow(host, folder)).length === 0)
			await host.remove(folder)
	}
	return stay
}
