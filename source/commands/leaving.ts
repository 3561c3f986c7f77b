import * as v from 'valibot'
import type { Leave } from '../changes/change.ts'
import type { PastChange } from '../engine/history.ts'
import type { Host, Looked } from '../host/host.ts'
import { kubectl } from '../host/kubectl.ts'
import { type Message, message } from '../locales/message.ts'
import { adminKubeconfig } from '../steps/changes.ts'
import type { Arguments } from './arguments.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import type { HostState } from './prepare.ts'

/** What a cluster holds of this node, and whether it can be taken out of it from here. */
export interface Leaving {
	/** For the operator, one line each. */
	readonly told: readonly Message[]
	/** How to take it out; undefined: it cannot be done from here, or there is nothing left that goes on. */
	readonly leave: Leave | undefined
	/** What is to be done by hand when it is not taken out. */
	readonly byHand: Message | undefined
}

const nothing: Leaving = { told: [], leave: undefined, byHand: undefined }

/** Looks into the cluster with the rights that this host has, or with a kubeconfig that the operator names. */
export async function leavingOf(
	host: Host,
	{ facts, record }: HostState,
	changes: readonly PastChange[],
	given: string | undefined,
): Promise<Leaving> {
	const isNode = changes.some(({ change }) => change.kind === 'kubeadm-init' || change.kind === 'kubeadm-join')
	if (!isNode || facts.cluster.role === 'none') return nothing
	const node = record?.answers.hostname ?? facts.hostname
	const byHand = message('command.leave.byHand', { node })
	const isControlPlane = (await host.stat(adminKubeconfig)) !== undefined
	const kubeconfig = given ?? (isControlPlane ? adminKubeconfig : undefined)
	if (kubeconfig === undefined) return { told: [message('command.leave.noRights', { node })], leave: undefined, byHand }
	const nodes = await readNodes(host, kubeconfig)
	if (!nodes.looked)
		return { told: [message('command.leave.couldNotLook', { reason: nodes.reason })], leave: undefined, byHand }

	const others = nodes.value.filter(({ name }) => name !== node)
	const staying = others.filter(other => other.isControlPlane)
	if (isControlPlane && staying.length === 0) {
		const names = others.map(({ name }) => name).join(', ')
		return others.length === 0 ? nothing : { ...nothing, told: [message('command.leave.last', { names })] }
	}
	if (others.length === nodes.value.length) return nothing
	const etcdMember = (await host.stat('/etc/kubernetes/manifests/etcd.yaml')) !== undefined
	const ready = staying.filter(({ isReady }) => isReady).length
	if (etcdMember && ready <= staying.length / 2)
		return { told: [message('command.leave.majority', { ready, of: staying.length })], leave: undefined, byHand }
	const servers = isControlPlane
		? staying.flatMap(({ address }) => (address ? [`https://${bracketed(address)}:6443`] : []))
		: []
	return {
		told: [message(etcdMember ? 'command.leave.holdsBoth' : 'command.leave.holdsNode', { node })],
		leave: { node, kubeconfig, etcdMember, servers },
		byHand,
	}
}

/** Tells, and asks where somebody can be asked. Undefined: what the cluster holds stays there. */
export async function chooseToLeave(
	frontEnd: FrontEnd,
	{ told, leave }: Leaving,
	given: Pick<Arguments, 'yes' | 'leave'>,
): Promise<Leave | undefined> {
	for (const line of told) frontEnd.say(line)
	if (!leave || given.leave) return leave
	if (given.yes || !frontEnd.interactive) return undefined
	return (await frontEnd.confirm(message('command.leave.consent', { node: leave.node }))) ? leave : undefined
}

interface NodeInCluster {
	readonly name: string
	readonly isControlPlane: boolean
	readonly isReady: boolean
	readonly address: string | undefined
}

const Nodes = v.object({
	items: v.array(
		v.object({
			metadata: v.object({ name: v.string(), labels: v.optional(v.record(v.string(), v.string()), {}) }),
			status: v.object({
				addresses: v.optional(v.array(v.object({ type: v.string(), address: v.string() })), []),
				conditions: v.optional(v.array(v.object({ type: v.string(), status: v.string() })), []),
			}),
		}),
	),
})

async function readNodes(host: Host, kubeconfig: string): Promise<Looked<NodeInCluster[]>> {
	const result = await host.look(kubectl(kubeconfig, 'get', 'nodes', '-o', 'json'), { timeout: 15_000 })
	const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Nodes), result.stdout)
	if (result.exitCode !== 0 || !read.success)
		return { looked: false, reason: result.stderr.trim().split('\n').pop() || 'kubectl get nodes' }
	const value = read.output.items.map(({ metadata: { name, labels }, status }) => ({
		name,
		isControlPlane: ['control-plane', 'master'].some(role => `node-role.kubernetes.io/${role}` in labels),
		isReady: status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
		address: status.addresses.find(({ type }) => type === 'InternalIP')?.address,
	}))
	return { looked: true, value }
}

function bracketed(address: string): string {
	return address.includes(':') ? `[${address}]` : address
}
