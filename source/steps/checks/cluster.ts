import * as v from 'valibot'
import type { Looked } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import { kubeletKubeconfig } from '../changes.ts'
import type { Check } from '../step.ts'
import { holdsAddress, nthAddress } from './cidr.ts'
import { kubectlGet } from './kubectl.ts'

type Found = Looked<{ holds: boolean; detail: string }>

const minute = 60_000
const found = (holds: boolean, detail: string): Found => ({ looked: true, value: { holds, detail } })

const Node = v.object({
	status: v.object({
		conditions: v.array(v.object({ type: v.string(), status: v.string(), message: v.optional(v.string(), '') })),
	}),
})

/** The kubelet says that it can run pods. */
export const nodeReady = (name: string, kubeconfig: string): Check => ({
	what: message('step.ready.node', { name }),
	within: 5 * minute,
	shell: `kubectl --kubeconfig=${kubeconfig} wait --for=condition=Ready node/${name} --timeout=300s`,
	look: async host => {
		const looked = await kubectlGet(host, Node, ['node', name], kubeconfig)
		if (!looked.looked) return looked
		const condition = looked.value.status.conditions.find(({ type }) => type === 'Ready')
		return found(
			condition?.status === 'True',
			`Ready: ${condition?.status ?? 'not said yet'} ${condition?.message ?? ''}`.trim(),
		)
	},
})

const Pods = v.object({
	items: v.array(
		v.object({
			metadata: v.object({
				name: v.string(),
				namespace: v.string(),
				annotations: v.optional(v.record(v.string(), v.string()), {}),
			}),
			spec: v.object({ hostNetwork: v.optional(v.boolean(), false) }),
			status: v.object({
				phase: v.optional(v.string(), 'Pending'),
				podIP: v.optional(v.string()),
				containerStatuses: v.optional(
					v.array(v.object({ ready: v.boolean(), state: v.optional(v.record(v.string(), v.unknown()), {}) })),
					[],
				),
			}),
		}),
	),
})
type Pod = v.InferOutput<typeof Pods>['items'][number]

const systemNamespaces = ['kube-system', 'kube-flannel', 'calico-system']

/** Every pod of the cluster's own runs, with all of its containers ready. */
export const systemPods: Check = {
	what: message('step.ready.pods'),
	within: 5 * minute,
	look: async host => {
		const looked = await kubectlGet(host, Pods, ['pods', '--all-namespaces'])
		if (!looked.looked) return looked
		return allReady(looked.value.items)
	},
}

/** The same of the pods that run on one node, as its kubelet may read them. */
export const podsOfNode = (name: string): Check => ({
	what: message('step.ready.podsOfNode', { name }),
	within: 5 * minute,
	look: async host => {
		const what = ['pods', '--all-namespaces', `--field-selector=spec.nodeName=${name}`]
		const looked = await kubectlGet(host, Pods, what, kubeletKubeconfig)
		return looked.looked ? allReady(looked.value.items) : looked
	},
})

function allReady(pods: readonly Pod[]): Found {
	const own = pods.filter(({ metadata }) => systemNamespaces.includes(metadata.namespace))
	const waiting = own.filter(pod => !isReady(pod))
	const detail = (waiting.length > 0 ? waiting : own).map(inWords).join('\n')
	// Not before there are pods that the control plane has made itself.
	const made = own.some(({ metadata }) => metadata.annotations['kubernetes.io/config.mirror'] === undefined)
	return found(made && waiting.length === 0, detail === '' ? 'no pods yet' : detail)
}

/**
 * Of a static pod it counts that it runs: kubelets of 1.20 call it ready up to a minute late. What the control plane
 * does shows in the other pods: they exist, are scheduled, and have addresses.
 */
function isReady({ metadata, status }: Pod): boolean {
	const { phase, containerStatuses } = status
	if (phase === 'Succeeded') return true
	const isStatic = metadata.annotations['kubernetes.io/config.mirror'] !== undefined
	const works = ({ ready, state }: Pod['status']['containerStatuses'][number]): boolean =>
		ready || (isStatic && state['running'] !== undefined)
	return phase === 'Running' && containerStatuses.length > 0 && containerStatuses.every(works)
}

function inWords({ metadata, status }: Pod): string {
	const ready = status.containerStatuses.filter(container => container.ready).length
	return `${metadata.namespace}/${metadata.name} ${status.phase} ${ready}/${status.containerStatuses.length}`
}

/** A pod that is not on the host's own network has an address of the pod subnet: the CNI does its work. */
export const podAddresses = (podSubnet: readonly string[]): Check => ({
	what: message('step.ready.podAddress', { podSubnet: podSubnet.join(', ') }),
	within: minute,
	look: async host => {
		const looked = await kubectlGet(host, Pods, ['pods', '--all-namespaces'])
		if (!looked.looked) return looked
		const own = looked.value.items.filter(({ spec, status }) => !spec.hostNetwork && status.podIP !== undefined)
		const strays = own.filter(({ status }) => !podSubnet.some(subnet => holdsAddress(subnet, status.podIP ?? '')))
		const detail = (strays.length > 0 ? strays : own).map(pod => `${pod.metadata.name} ${pod.status.podIP}`).join('\n')
		return found(own.length > 0 && strays.length === 0, detail === '' ? 'no pod has an address yet' : detail)
	},
})

/** The API server answers at its service's cluster address, over kube-proxy's rules, with the cluster's certificate. */
export const serviceAddress = (serviceSubnet: readonly string[]): Check => {
	const address = nthAddress(serviceSubnet[0] ?? '', 1)
	return {
		what: message('step.ready.service', { address }),
		within: minute,
		look: async host => {
			const ca = await host.readText('/etc/kubernetes/pki/ca.crt')
			if (ca === undefined) return { looked: false, reason: '/etc/kubernetes/pki/ca.crt: no such file' }
			const url = `https://${address.includes(':') ? `[${address}]` : address}:443/version`
			// What was sent before the rules were there is lost for good: rather ask anew soon.
			const result = await host.request({ url, ca, timeout: 2_000 })
			// Without a name it may refuse to tell its version: it answered all the same.
			return result.ok
				? found(result.status < 500, `${url}: ${result.status}`)
				: found(false, `${url}: ${result.reason}`)
		},
	}
}

const name = 'kubernetes.default.svc.cluster.local'

/** Cluster DNS, asked at its service's address, knows the API server's. */
export const clusterDns = (serviceSubnet: readonly string[]): Check => {
	const server = nthAddress(serviceSubnet[0] ?? '', 10)
	const expected = nthAddress(serviceSubnet[0] ?? '', 1)
	return {
		what: message('step.ready.dns', { server }),
		within: minute,
		look: async host => {
			const looked = await host.queryDns(name, { server })
			if (!looked.looked) return found(false, looked.reason)
			return found(looked.value.includes(expected), `${name}: ${looked.value.join(', ') || 'unknown to it'}`)
		},
	}
}
