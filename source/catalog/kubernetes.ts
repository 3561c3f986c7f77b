import compare from 'semver/functions/compare.js'
import minor from 'semver/functions/minor.js'
import parse from 'semver/functions/parse.js'
import { kubernetesImages } from './kubernetes-images.ts'
import type { Sourced } from './source.ts'

/** '1.20' … '1.37'. */
export type Minor = keyof typeof kubernetesImages

interface KubeadmApi extends Sourced {
	/** First and last minor that this program uses it for. */
	readonly from: number
	readonly to: number | undefined
	readonly api: 'v1beta2' | 'v1beta3' | 'v1beta4'
	/** `extraArgs` are a map up to v1beta3 and a list of {name, value} from v1beta4 on. */
	readonly extraArgs: 'map' | 'list'
}

/** One API per version, never two. Minors are the numbers behind '1.'. */
export const kubeadmApis = [
	{ from: 20, to: 21, api: 'v1beta2', extraArgs: 'map', source: 'kubernetes/kubernetes#114540: removed in 1.27' },
	{ from: 22, to: 30, api: 'v1beta3', extraArgs: 'map', source: 'kubernetes/kubernetes#125029, #136016' },
	{ from: 31, to: undefined, api: 'v1beta4', extraArgs: 'list', source: 'kubernetes/kubernetes#125029' },
] as const satisfies readonly KubeadmApi[]

interface ByMinor extends Sourced {
	readonly from: number
	/** Last minor; undefined: still so. */
	readonly to: number | undefined
}

/** Taints that kubeadm puts on a control plane; `schedulable` takes them off. */
export const controlPlaneTaints = [
	{
		from: 20,
		to: 23,
		taints: ['node-role.kubernetes.io/master'],
		source: 'KEP-2067, stage 1',
	},
	{
		from: 24,
		to: 24,
		taints: ['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane'],
		source: 'KEP-2067, stage 2',
	},
	{ from: 25, to: undefined, taints: ['node-role.kubernetes.io/control-plane'], source: 'KEP-2067, stage 3' },
] as const satisfies readonly (ByMinor & { taints: readonly string[] })[]

/** Flags that only some kubelets know: outside of their minors the kubelet does not start with them. */
export const kubeletFlags = {
	'--container-runtime': {
		from: 20,
		to: 26,
		source: 'kubernetes/minikube#16124; the value `remote` is needed up to 1.23, where dockershim is the default',
	},
	'--container-runtime-endpoint': {
		from: 20,
		to: undefined,
		source: 'kubernetes/kubernetes cmd/kubelet/app/options',
	},
	'--runtime-request-timeout': { from: 20, to: undefined, source: 'kubernetes/kubernetes cmd/kubelet/app/options' },
	'--pod-infra-container-image': {
		from: 20,
		to: 34,
		source: 'kubernetes/kubernetes CHANGELOG-1.35, #133779',
	},
} as const satisfies Readonly<Record<string, ByMinor>>

/** Fields of the kubelet's own document, and sub-commands of kubeadm, that only some versions know. */
export const componentFields = {
	'KubeletConfiguration.containerRuntimeEndpoint': {
		from: 27,
		to: undefined,
		source: 'kubernetes/kubelet config/v1beta1/types.go at v0.26.0 and v0.27.0',
	},
	'KubeletConfiguration.failCgroupV1': {
		from: 31,
		to: undefined,
		source: 'kubernetes/kubelet config/v1beta1/types.go at v0.31.0',
	},
	'kubeadm config validate': { from: 26, to: undefined, source: 'kubernetes.io, reference of kubeadm config' },
	// Before, a second member takes etcd its majority until it has started.
	'kubeadm join: etcd learner': {
		from: 29,
		to: undefined,
		source: 'kubernetes/kubernetes#120228: EtcdLearnerMode is on by default',
	},
} as const satisfies Readonly<Record<string, ByMinor>>

interface ProxyMode extends ByMinor {
	/** Oldest kernel; undefined: every one will do. */
	readonly kernel: string | undefined
	/** From this minor on kube-proxy or kubeadm warns about it. */
	readonly warnsFrom: number | undefined
}

export const proxyModes = {
	iptables: { from: 20, to: undefined, kernel: undefined, warnsFrom: undefined, source: 'KEP-5343' },
	ipvs: { from: 20, to: 39, kernel: undefined, warnsFrom: 35, source: 'KEP-5495; kubeadm warns since 1.37 (#139067)' },
	nftables: {
		from: 33,
		to: undefined,
		kernel: '5.13.0',
		warnsFrom: undefined,
		source: 'KEP-3866 (GA in 1.33); kubernetes/website kernel-version-requirements.md',
	},
} as const satisfies Readonly<Record<string, ProxyMode>>

/** What kubeadm itself asks of a host. */
export const minimumHost = {
	memoryBytes: 1700 * 1024 * 1024,
	controlPlaneCpus: 2,
	source: 'kubernetes/kubernetes cmd/kubeadm/app/constants/constants.go: ControlPlaneMem, ControlPlaneNumCPU',
} as const

/** The number behind '1.': 20 for '1.20.2'. */
export function minorOf(version: string): number {
	return minor(version)
}

/** The entry whose minors hold this version. */
export function byMinor<Entry extends { from: number; to?: number | undefined }>(
	entries: readonly Entry[],
	version: string,
): Entry | undefined {
	const number = minor(version)
	return entries.find(entry => entry.from <= number && (entry.to === undefined || number <= entry.to))
}

/** Whether a flag, field or mode exists in this version. */
export function existsIn(entry: { from: number; to?: number | undefined }, version: string): boolean {
	return byMinor([entry], version) !== undefined
}

/** Every version that the catalog knows, oldest first. */
export function kubernetesVersions(): string[] {
	return Object.entries(kubernetesImages)
		.flatMap(([name, { patches }]) =>
			patches.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => `${name}.${from + index}`)),
		)
		.sort(compare)
}

/** The tags of pause, etcd and coredns for a version; undefined: the catalog does not know the version. */
export function imageTagsOf(version: string): { pause: string; etcd: string; coredns: string } | undefined {
	const parsed = parse(version)
	if (parsed === null) return undefined
	const entries: Readonly<Record<string, { patches: readonly ImageTagRange[] }>> = kubernetesImages
	const tags = entries[`${parsed.major}.${parsed.minor}`]?.patches.find(
		range => range.from <= parsed.patch && parsed.patch <= range.to,
	)
	return tags === undefined ? undefined : { pause: tags.pause, etcd: tags.etcd, coredns: tags.coredns }
}

type ImageTagRange = { from: number; to: number; pause: string; etcd: string; coredns: string }
