import type { Sourced } from './source.ts'

/** The tags that kubeadm's own list names beside `kube-*:v<version>`, for the patches `from`…`to` of a minor. */
export interface ImageTags {
	readonly from: number
	readonly to: number
	readonly pause: string
	readonly etcd: string
	readonly coredns: string
}

interface MinorImages extends Sourced {
	readonly patches: readonly ImageTags[]
}

const minikube =
	'kubernetes/minikube pkg/minikube/constants/constants_kubeadm_images.go@383c3aa4af, from `kubeadm config images list`'

/** Older than what public mirrors have: for custom ones only. */
const earlier = 'an older copy of the same file, which went back to 1.16'

/** By minor. At run time `kubeadm config images list` has the last word; this is what a plan is made from. */
export const kubernetesImages = {
	'1.20': {
		patches: [{ from: 0, to: 15, pause: '3.2', etcd: '3.4.13-0', coredns: '1.7.0' }],
		source: `${earlier}; kubernetes/kubernetes v1.20.2 cmd/kubeadm/app/constants/constants.go`,
	},
	'1.21': {
		// 1.21.0 and 1.21.1 look for CoreDNS elsewhere than all others with a mirror (kubernetes/kubeadm#2501).
		patches: [{ from: 2, to: 14, pause: '3.4.1', etcd: '3.4.13-0', coredns: 'v1.8.0' }],
		source: earlier,
	},
	'1.22': {
		patches: [
			{ from: 0, to: 16, pause: '3.5', etcd: '3.5.0-0', coredns: 'v1.8.4' },
			{ from: 17, to: 17, pause: '3.5', etcd: '3.5.6-0', coredns: 'v1.8.4' },
		],
		source: earlier,
	},
	'1.23': {
		patches: [
			{ from: 0, to: 13, pause: '3.6', etcd: '3.5.1-0', coredns: 'v1.8.6' },
			{ from: 14, to: 14, pause: '3.6', etcd: '3.5.5-0', coredns: 'v1.8.6' },
			{ from: 15, to: 17, pause: '3.6', etcd: '3.5.6-0', coredns: 'v1.8.6' },
		],
		source: earlier,
	},
	'1.24': {
		patches: [
			{ from: 0, to: 7, pause: '3.7', etcd: '3.5.3-0', coredns: 'v1.8.6' },
			{ from: 8, to: 8, pause: '3.7', etcd: '3.5.5-0', coredns: 'v1.8.6' },
			{ from: 9, to: 17, pause: '3.7', etcd: '3.5.6-0', coredns: 'v1.8.6' },
		],
		source: minikube,
	},
	'1.25': {
		patches: [
			{ from: 0, to: 3, pause: '3.8', etcd: '3.5.4-0', coredns: 'v1.9.3' },
			{ from: 4, to: 4, pause: '3.8', etcd: '3.5.5-0', coredns: 'v1.9.3' },
			{ from: 5, to: 14, pause: '3.8', etcd: '3.5.6-0', coredns: 'v1.9.3' },
			{ from: 15, to: 16, pause: '3.8', etcd: '3.5.9-0', coredns: 'v1.9.3' },
		],
		source: minikube,
	},
	'1.26': {
		patches: [
			{ from: 0, to: 9, pause: '3.9', etcd: '3.5.6-0', coredns: 'v1.9.3' },
			{ from: 10, to: 12, pause: '3.9', etcd: '3.5.9-0', coredns: 'v1.9.3' },
			{ from: 13, to: 15, pause: '3.9', etcd: '3.5.10-0', coredns: 'v1.9.3' },
		],
		source: minikube,
	},
	'1.27': {
		patches: [
			{ from: 0, to: 6, pause: '3.9', etcd: '3.5.7-0', coredns: 'v1.10.1' },
			{ from: 7, to: 9, pause: '3.9', etcd: '3.5.9-0', coredns: 'v1.10.1' },
			{ from: 10, to: 11, pause: '3.9', etcd: '3.5.10-0', coredns: 'v1.10.1' },
			{ from: 12, to: 16, pause: '3.9', etcd: '3.5.12-0', coredns: 'v1.10.1' },
		],
		source: minikube,
	},
	'1.28': {
		patches: [
			{ from: 0, to: 5, pause: '3.9', etcd: '3.5.9-0', coredns: 'v1.10.1' },
			{ from: 6, to: 7, pause: '3.9', etcd: '3.5.10-0', coredns: 'v1.10.1' },
			{ from: 8, to: 13, pause: '3.9', etcd: '3.5.12-0', coredns: 'v1.10.1' },
			{ from: 14, to: 15, pause: '3.9', etcd: '3.5.15-0', coredns: 'v1.10.1' },
		],
		source: minikube,
	},
	'1.29': {
		patches: [
			{ from: 0, to: 2, pause: '3.9', etcd: '3.5.10-0', coredns: 'v1.11.1' },
			{ from: 3, to: 8, pause: '3.9', etcd: '3.5.12-0', coredns: 'v1.11.1' },
			{ from: 9, to: 10, pause: '3.9', etcd: '3.5.15-0', coredns: 'v1.11.1' },
			{ from: 11, to: 15, pause: '3.9', etcd: '3.5.16-0', coredns: 'v1.11.1' },
		],
		source: minikube,
	},
	'1.30': {
		patches: [
			{ from: 0, to: 4, pause: '3.9', etcd: '3.5.12-0', coredns: 'v1.11.1' },
			{ from: 5, to: 14, pause: '3.9', etcd: '3.5.15-0', coredns: 'v1.11.3' },
		],
		source: minikube,
	},
	'1.31': {
		patches: [
			{ from: 0, to: 0, pause: '3.10', etcd: '3.5.15-0', coredns: 'v1.11.1' },
			{ from: 1, to: 13, pause: '3.10', etcd: '3.5.15-0', coredns: 'v1.11.3' },
			{ from: 14, to: 14, pause: '3.10', etcd: '3.5.24-0', coredns: 'v1.11.3' },
		],
		source: minikube,
	},
	'1.32': {
		patches: [
			{ from: 0, to: 9, pause: '3.10', etcd: '3.5.16-0', coredns: 'v1.11.3' },
			{ from: 10, to: 13, pause: '3.10', etcd: '3.5.24-0', coredns: 'v1.11.3' },
		],
		source: minikube,
	},
	'1.33': {
		patches: [
			{ from: 0, to: 5, pause: '3.10', etcd: '3.5.21-0', coredns: 'v1.12.0' },
			{ from: 6, to: 13, pause: '3.10', etcd: '3.5.24-0', coredns: 'v1.12.0' },
		],
		source: minikube,
	},
	'1.34': {
		patches: [
			{ from: 0, to: 1, pause: '3.10.1', etcd: '3.6.4-0', coredns: 'v1.12.1' },
			{ from: 2, to: 10, pause: '3.10.1', etcd: '3.6.5-0', coredns: 'v1.12.1' },
		],
		source: minikube,
	},
	'1.35': {
		patches: [{ from: 0, to: 7, pause: '3.10.1', etcd: '3.6.6-0', coredns: 'v1.13.1' }],
		source: minikube,
	},
	'1.36': {
		patches: [{ from: 0, to: 3, pause: '3.10.2', etcd: '3.6.8-0', coredns: 'v1.14.2' }],
		source: minikube,
	},
	'1.37': {
		patches: [{ from: 1, to: 1, pause: '3.10.2', etcd: '3.7.0-0', coredns: 'v1.14.6' }],
		source: 'a published kubeadm 1.37.1 transcript; equal to 1.37.0-rc.0 in minikube; 1.37.0 itself was not seen',
	},
} as const satisfies Readonly<Record<string, MinorImages>>

/** `kube-<name>:v<version>`. */
export const controlPlaneImages = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'] as const
