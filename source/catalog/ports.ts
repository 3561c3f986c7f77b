import type { Sourced } from './source.ts'

export interface Port {
	/** '6443' or '30000-32767'. */
	readonly port: string
	readonly protocol: 'tcp' | 'udp'
	/** Who may reach it once it is opened: everybody, the nodes of the cluster, or nobody from outside. */
	readonly from: 'all' | 'nodes' | 'nobody'
	readonly what: string
}

interface RolePorts extends Sourced {
	readonly ports: readonly Port[]
}

const kubelet = { port: '10250', protocol: 'tcp', from: 'nodes', what: 'kubelet' } as const
const nodePorts = [
	{ port: '30000-32767', protocol: 'tcp', from: 'all', what: 'NodePort services' },
	{ port: '30000-32767', protocol: 'udp', from: 'all', what: 'NodePort services' },
] as const
const source = 'kubernetes/website content/en/docs/reference/networking/ports-and-protocols.md'

/** By what a node is. What is `nobody`'s binds to localhost: it must be free, and stays closed. */
export const rolePorts = {
	'control-plane': {
		ports: [
			{ port: '6443', protocol: 'tcp', from: 'all', what: 'kube-apiserver' },
			{ port: '2379-2380', protocol: 'tcp', from: 'nodes', what: 'etcd' },
			kubelet,
			{ port: '10259', protocol: 'tcp', from: 'nobody', what: 'kube-scheduler' },
			{ port: '10257', protocol: 'tcp', from: 'nobody', what: 'kube-controller-manager' },
			...nodePorts,
		],
		source,
	},
	worker: {
		ports: [kubelet, ...nodePorts],
		source,
	},
} as const satisfies Readonly<Record<'control-plane' | 'worker', RolePorts>>
