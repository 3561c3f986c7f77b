import type { Model } from './model.ts'

/** Milliseconds from the first answer of the API server until things are up. */
const untilReady = 9_000
const untilDns = 15_000

const isUp = ({ clock, cluster }: Model, after: number): boolean => clock.now() >= (cluster.since ?? 0) + after

/** `kubectl get node NAME -o json` of a cluster that comes up. */
export function readyNode(model: Model, name: string): string {
	const ready = isUp(model, untilReady)
	const message = ready
		? 'kubelet is posting ready status'
		: 'container runtime network not ready: cni plugin not initialized'
	return JSON.stringify({
		metadata: { name },
		status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', message }] },
	})
}

/** `kubectl get pods --all-namespaces -o json`. */
export function systemPods(model: Model): string {
	const pod = (name: string, hostNetwork: boolean, ready: boolean, podIP?: string) => ({
		metadata: { name, namespace: 'kube-system' },
		spec: { hostNetwork },
		status: { phase: ready ? 'Running' : 'Pending', ...(podIP && { podIP }), containerStatuses: [{ ready }] },
	})
	const host = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy-x7q2m']
	const dns = isUp(model, untilDns)
	const subnet = /podSubnet: (\d+\.\d+)\./.exec(model.files.text('/etc/k8s-wizard/kubeadm.yaml') ?? '')?.[1] ?? '10.244'
	return JSON.stringify({
		items: [
			...host.map(name => pod(name, true, isUp(model, untilReady), '192.0.2.10')),
			...['coredns-7f74c56694-4kq8z', 'coredns-7f74c56694-zl5tb'].map((name, index) =>
				pod(name, false, dns, dns ? `${subnet}.0.${index + 2}` : undefined),
			),
		],
	})
}
