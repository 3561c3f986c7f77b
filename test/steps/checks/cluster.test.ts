import { describe, expect, test } from 'vitest'
import { modelHost } from '../../../source/host/model-host.ts'
import { systemPods } from '../../../source/steps/checks/cluster.ts'

const pod = (name: string, ready: boolean, options: { isStatic?: boolean; state?: object } = {}) => ({
	metadata: {
		name,
		namespace: 'kube-system',
		...(options.isStatic && { annotations: { 'kubernetes.io/config.mirror': 'abc' } }),
	},
	spec: {},
	status: { phase: 'Running', containerStatuses: [{ ready, state: options.state ?? { running: {} } }] },
})

const look = (...items: readonly object[]) => {
	const command =
		'kubectl --kubeconfig=/etc/kubernetes/admin.conf --cache-dir=/run/k8s-wizard/kubectl --request-timeout=10s get pods --all-namespaces -o json'
	return systemPods.look(modelHost({ recorded: { [command]: JSON.stringify({ items }) } }))
}

describe('the system’s pods run', () => {
	test('when static ones run, and all others are ready', async () => {
		const etcd = pod('etcd-node-1', false, { isStatic: true })
		expect(await look(etcd, pod('coredns-1', true))).toMatchObject({ value: { holds: true } })
		expect(await look(etcd, pod('coredns-1', false))).toMatchObject({
			value: { holds: false, detail: 'kube-system/coredns-1 Running 0/1' },
		})
	})

	test('not while a static one is only waiting, or nobody has made any other yet', async () => {
		const waiting = pod('etcd-node-1', false, { isStatic: true, state: { waiting: { reason: 'CrashLoopBackOff' } } })
		expect(await look(waiting, pod('coredns-1', true))).toMatchObject({ value: { holds: false } })
		expect(await look(pod('etcd-node-1', true, { isStatic: true }))).toMatchObject({ value: { holds: false } })
	})
})
