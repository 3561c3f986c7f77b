import minor from 'semver/functions/minor.js'
import type { Port } from './ports.ts'
import type { Sourced } from './source.ts'

export interface CniManifest extends Sourced {
	readonly version: string
	readonly manifest: string
	readonly sha256: string
	/** Images that the manifest names, as it names them. */
	readonly images: readonly string[]
	/** First and last minor that its makers test it with; undefined: newer ones too. */
	readonly from: number
	readonly to: number | undefined
	/** Oldest kernel. */
	readonly kernel: string
}

const flannel = [
	{
		version: '0.28.9',
		manifest: 'https://raw.githubusercontent.com/flannel-io/flannel/v0.28.9/Documentation/kube-flannel.yml',
		sha256: 'e875824be2f552b45711dbda91af81b17eb961d00025d914d9fef18fad8f09c0',
		images: ['ghcr.io/flannel-io/flannel:v0.28.9', 'ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3'],
		from: 17,
		to: undefined,
		kernel: '3.10.0',
		source: 'flannel-io/flannel v0.28.9 (5cd0d52648), the file at the tag; README: Kubernetes v1.17+',
	},
] as const satisfies readonly CniManifest[]

const calicoManifest = (version: string) =>
	`https://raw.githubusercontent.com/projectcalico/calico/v${version}/manifests/calico.yaml`

const calicoImages = (registry: string, version: string) =>
	['cni', 'node', 'kube-controllers'].map(name => `${registry}/calico/${name}:v${version}`)

/** Oldest first: the last one whose `from` and kernel allow it. */
const calico = [
	{
		version: '3.25.2',
		manifest: calicoManifest('3.25.2'),
		sha256: '67244318479625fc58bbd01653cf2b397ee0227d0cd143f2f4d55c7a96ce0945',
		images: calicoImages('docker.io', '3.25.2'),
		from: 20,
		to: 25,
		kernel: '3.10.0',
		source: 'projectcalico/calico v3.25.2 (978a0e4bcd); tested by its makers with 1.22–1.25, CentOS 7 listed',
	},
	{
		version: '3.29.7',
		manifest: calicoManifest('3.29.7'),
		sha256: 'b200cb3c2c7341717abe98e4acc80a13117bcd2c9c46ad46e8c209c5753f0b2f',
		images: calicoImages('docker.io', '3.29.7'),
		from: 29,
		to: 32,
		kernel: '5.10.0',
		source: 'projectcalico/calico v3.29.7 (82fd18c202); tigera/docs _system-requirements.mdx',
	},
	{
		version: '3.31.7',
		manifest: calicoManifest('3.31.7'),
		sha256: 'd6d8a489a4ed8e5b8efd8b339047b496ca657b55ee2e3618e791507b0a853e8d',
		images: calicoImages('quay.io', '3.31.7'),
		from: 33,
		to: 35,
		kernel: '5.10.0',
		source: 'projectcalico/calico v3.31.7 (94bd1d5b0e); tigera/docs _system-requirements.mdx',
	},
	{
		version: '3.32.1',
		manifest: calicoManifest('3.32.1'),
		sha256: 'a1df919d9721cf667accdc3e72848911b0cb25cfab7d2478ad0c996302c95744',
		images: calicoImages('quay.io', '3.32.1'),
		from: 36,
		to: 36,
		kernel: '5.10.0',
		source: 'projectcalico/calico v3.32.1 (0ca9d1b936); tigera/docs _system-requirements.mdx',
	},
] as const satisfies readonly CniManifest[]

interface Cni extends Sourced {
	/** Pinned manifests, oldest first; none: the operator's own, or the plugins of kubernetes-cni alone. */
	readonly manifests: readonly CniManifest[]
	readonly ports: readonly Port[]
	/** Kernel modules besides those that every node needs. */
	readonly modules: readonly string[]
	/** Its pods' namespace; undefined: it has none. */
	readonly namespace: string | undefined
	/** Where the pod subnet goes. */
	readonly podSubnet: 'net-conf.json' | 'read from kubeadm-config' | 'conflist' | 'by the operator'
	/** Serves a cluster of several nodes. */
	readonly manyNodes: boolean
}

export const cnis = {
	flannel: {
		manifests: flannel,
		ports: [{ port: '8472', protocol: 'udp', from: 'nodes', what: 'flannel VXLAN' }],
		modules: ['vxlan'],
		namespace: 'kube-flannel',
		podSubnet: 'net-conf.json',
		manyNodes: true,
		source: 'flannel-io/flannel Documentation/kube-flannel.yml, backends.md',
	},
	calico: {
		manifests: calico,
		ports: [
			{ port: '179', protocol: 'tcp', from: 'nodes', what: 'calico BGP' },
			{ port: '4789', protocol: 'udp', from: 'nodes', what: 'calico VXLAN' },
			{ port: '5473', protocol: 'tcp', from: 'nodes', what: 'calico Typha' },
		],
		modules: ['ipip', 'ip_set', 'xt_set'],
		namespace: 'kube-system',
		podSubnet: 'read from kubeadm-config',
		manyNodes: true,
		source: 'projectcalico/calico requirements.md; node/pkg/lifecycle/startup/startup.go',
	},
	bridge: {
		manifests: [],
		ports: [],
		modules: [],
		namespace: undefined,
		podSubnet: 'conflist',
		manyNodes: false,
		source: 'containernetworking/plugins bridge, host-local, portmap; in the kubernetes-cni package',
	},
	cilium: {
		manifests: [],
		ports: [
			{ port: '8472', protocol: 'udp', from: 'nodes', what: 'cilium VXLAN' },
			{ port: '4240', protocol: 'tcp', from: 'nodes', what: 'cilium health' },
		],
		modules: [],
		namespace: 'kube-system',
		podSubnet: 'by the operator',
		manyNodes: true,
		source: 'cilium/cilium Documentation/operations/system_requirements.rst',
	},
	none: {
		manifests: [],
		ports: [],
		modules: [],
		namespace: undefined,
		podSubnet: 'by the operator',
		manyNodes: true,
		source: 'DESIGN, answers: the operator brings one',
	},
} as const satisfies Readonly<Record<string, Cni>>

export type CniName = keyof typeof cnis

/** The newest pinned manifest that this kernel and Kubernetes take; undefined: none is pinned for them. */
export function manifestFor(
	name: CniName,
	kubernetesVersion: string,
	kernel: { major: number; minor: number },
): CniManifest | undefined {
	const fits = (entry: CniManifest) => {
		const [major = 0, minorNumber = 0] = entry.kernel.split('.').map(Number)
		return (
			entry.from <= minor(kubernetesVersion) &&
			(kernel.major > major || (kernel.major === major && kernel.minor >= minorNumber))
		)
	}
	const manifests: readonly CniManifest[] = cnis[name].manifests
	return manifests.filter(fits).pop()
}
