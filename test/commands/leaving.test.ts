import { expect, test } from 'vitest'
import { leavingOf } from '../../source/commands/leaving.ts'
import type { HostState } from '../../source/commands/prepare.ts'
import type { PastChange } from '../../source/engine/history.ts'
import { modelHost } from '../../source/host/model-host.ts'
import { say } from '../../source/locales/message.ts'

const get = (kubeconfig: string): string =>
	`kubectl --kubeconfig=${kubeconfig} --cache-dir=/run/k8s-wizard/kubectl --request-timeout=10s get nodes -o json`
const admin = '/etc/kubernetes/admin.conf'

interface Node {
	readonly name: string
	readonly controlPlane?: true
	readonly down?: true
}

function nodes(...list: readonly Node[]): string {
	const items = list.map(({ name, controlPlane, down }, index) => ({
		metadata: { name, labels: controlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {} },
		status: {
			addresses: [{ type: 'InternalIP', address: `10.0.0.${index + 1}` }],
			conditions: [{ type: 'Ready', status: down ? 'Unknown' : 'True' }],
		},
	}))
	return JSON.stringify({ items })
}

/** What node-2 is told, with these nodes in its cluster. */
async function leaving(files: readonly string[], recorded: Readonly<Record<string, string>>, kubeconfig?: string) {
	const host = modelHost({ files: Object.fromEntries(files.map(path => [path, ''])), recorded })
	const state = {
		facts: { hostname: 'node-2', cluster: { role: 'worker' } },
		record: undefined,
	} as unknown as HostState
	const changes = [{ change: { kind: 'kubeadm-join' } } as unknown as PastChange]
	const { told, leave, byHand } = await leavingOf(host, state, changes, kubeconfig)
	return { told: told.map(line => say(line, 'en')).join('\n'), leave, byHand: byHand && say(byHand, 'en') }
}

const controlPlane = [admin, '/etc/kubernetes/manifests/etcd.yaml']

test('a control plane among others leaves through one that stays', async () => {
	const recorded = {
		[get(admin)]: nodes({ name: 'node-1', controlPlane: true }, { name: 'node-2', controlPlane: true }),
	}
	expect(await leaving(controlPlane, recorded)).toEqual({
		told: 'The cluster goes on without this host. It holds: etcd member node-2, node node-2',
		leave: { node: 'node-2', kubeconfig: admin, etcdMember: true, servers: ['https://10.0.0.1:6443'] },
		byHand: expect.stringContaining('kubectl delete node node-2'),
	})
})

test('a control plane whose etcd member is needed for a majority does not leave', async () => {
	const others = [
		{ name: 'node-1', controlPlane: true, down: true } as const,
		{ name: 'node-3', controlPlane: true } as const,
	]
	const recorded = { [get(admin)]: nodes(...others, { name: 'node-2', controlPlane: true }) }
	expect(await leaving(controlPlane, recorded)).toMatchObject({
		told: expect.stringMatching(/1 of 2 are Ready: .*no majority/),
		leave: undefined,
	})
})

test('the only control plane has nothing to leave, and says whom it leaves behind', async () => {
	const recorded = { [get(admin)]: nodes({ name: 'node-2', controlPlane: true }, { name: 'node-3' }) }
	expect(await leaving(controlPlane, recorded)).toMatchObject({
		told: expect.stringMatching(/only control plane.*: node-3$/),
		leave: undefined,
		byHand: undefined,
	})
})

test('a cluster of one host ends without a word', async () => {
	const recorded = { [get(admin)]: nodes({ name: 'node-2', controlPlane: true }) }
	expect(await leaving(controlPlane, recorded)).toEqual({ told: '', leave: undefined, byHand: undefined })
})

test('a worker has no rights of its own, and a kubeconfig may have them', async () => {
	expect(await leaving([], {})).toMatchObject({ told: expect.stringContaining('--kubeconfig'), leave: undefined })
	const recorded = { [get('/root/c')]: nodes({ name: 'node-1', controlPlane: true }, { name: 'node-2' }) }
	expect(await leaving([], recorded, '/root/c')).toMatchObject({
		told: 'The cluster goes on without this host. It holds: node node-2',
		leave: { node: 'node-2', kubeconfig: '/root/c', etcdMember: false, servers: [] },
	})
})

test('a cluster that does not answer is neither left nor said to hold nothing', async () => {
	expect(await leaving(controlPlane, {})).toMatchObject({
		told: expect.stringMatching(/could not be looked at: .*refused/),
		leave: undefined,
		byHand: expect.stringContaining('kubectl delete node node-2'),
	})
})
