import { stringify } from 'yaml'
import type { Json, JsonMap, KubeadmExtra, KubeadmKind, Role } from '../../answers/answers.ts'
import { byMinor, kubeadmApis } from '../../catalog/kubernetes.ts'
import { secretPlaces } from '../../changes/kubeadm-join.ts'
import { containerdSocket } from './containerd-config.ts'

/** What `kubeadm init` is told; plain values, so that a config is rendered without a host. */
export interface InitSettings {
	/** '1.20.2' */
	readonly kubernetesVersion: string
	readonly hostname: string
	readonly nodeAddress: string
	readonly controlPlaneEndpoint: string
	readonly certSANs: readonly string[]
	readonly podSubnet: readonly string[]
	readonly serviceSubnet: readonly string[]
	/** imageRepository, without a slash at its end. */
	readonly imageRepository: string
	/** Where CoreDNS is, when it is not under imageRepository. */
	readonly dns: { readonly repository: string; readonly tag: string } | undefined
	readonly schedulable: boolean
	readonly proxyMode: string
	/** The host may write conntrack limits; kube-proxy dies where it tries and may not. */
	readonly mayWriteConntrack: boolean
	/** Swap that is not this host's to switch off stays on. */
	readonly swapStays: boolean
	/** The resolv.conf that pods inherit; undefined: /etc/resolv.conf. */
	readonly resolvConf: string | undefined
	readonly extra: KubeadmExtra
}

type Documents = readonly (readonly [kind: KubeadmKind, document: JsonMap])[]

/** The config file of `kubeadm init`, in the API of this version; throws a RangeError for a version without one. */
export function kubeadmInitConfig(settings: InitSettings): string {
	const api = kubeadmApi(settings.kubernetesVersion)
	const kubeadm = `kubeadm.k8s.io/${api}`
	const documents: Documents = [
		['InitConfiguration', { apiVersion: kubeadm, kind: 'InitConfiguration', ...init(settings) }],
		['ClusterConfiguration', { apiVersion: kubeadm, kind: 'ClusterConfiguration', ...cluster(settings) }],
		['KubeletConfiguration', kubelet(settings)],
		['KubeProxyConfiguration', proxy(settings)],
	]
	return documents
		.map(([kind, document]) => stringify(merge(document, settings.extra[kind] ?? {}), { lineWidth: 0 }))
		.join('---\n')
}

/** What `kubeadm join` is told. */
export interface JoinSettings {
	/** Of this node: '1.20.2' */
	readonly kubernetesVersion: string
	readonly role: Role
	readonly hostname: string
	readonly nodeAddress: string
	readonly schedulable: boolean
	/** Where the cluster's kubelet configuration, which all nodes have in common, does not fit this host. */
	readonly kubeletFlags: Readonly<Record<string, string>>
	readonly join: { readonly endpoint: string; readonly caCertHash: string }
	readonly kubeadmExtra: KubeadmExtra
}

/** The config file of `kubeadm join`, with `secretPlaces` in the places of its secrets. Throws a RangeError as above. */
export function kubeadmJoinConfig(settings: JoinSettings): string {
	const { join, nodeAddress, kubeadmExtra } = settings
	const document: JsonMap = {
		apiVersion: `kubeadm.k8s.io/${kubeadmApi(settings.kubernetesVersion)}`,
		kind: 'JoinConfiguration',
		discovery: {
			bootstrapToken: {
				apiServerEndpoint: join.endpoint,
				token: secretPlaces.token,
				caCertHashes: [join.caCertHash],
			},
		},
		nodeRegistration: { ...nodeRegistration(settings), ...kubeletArguments(settings) },
		...(settings.role === 'join-control-plane'
			? {
					controlPlane: {
						localAPIEndpoint: { advertiseAddress: nodeAddress, bindPort: 6443 },
						certificateKey: secretPlaces.certificateKey,
					},
				}
			: {}),
	}
	return stringify(merge(document, kubeadmExtra.JoinConfiguration ?? {}), { lineWidth: 0 })
}

export function kubeadmApi(version: string): (typeof kubeadmApis)[number]['api'] {
	const entry = byMinor(kubeadmApis, version)
	if (entry === undefined) throw new RangeError(`no kubeadm API is known for ${version}`)
	return entry.api
}

function init(settings: InitSettings): JsonMap {
	return {
		localAPIEndpoint: { advertiseAddress: settings.nodeAddress, bindPort: 6443 },
		nodeRegistration: nodeRegistration(settings),
	}
}

function nodeRegistration({ hostname, schedulable }: Pick<InitSettings, 'hostname' | 'schedulable'>): JsonMap {
	return {
		name: hostname,
		criSocket: `unix://${containerdSocket}`,
		// Left out, kubeadm sets its own taints; an empty list means none.
		...(schedulable ? { taints: [] } : {}),
	}
}

function kubeletArguments({ kubernetesVersion, kubeletFlags }: JoinSettings): JsonMap {
	const flags = Object.entries(kubeletFlags)
	if (flags.length === 0) return {}
	const isList = byMinor(kubeadmApis, kubernetesVersion)?.extraArgs === 'list'
	return { kubeletExtraArgs: isList ? flags.map(([name, value]) => ({ name, value })) : kubeletFlags }
}

function cluster(settings: InitSettings): JsonMap {
	const { dns } = settings
	return {
		kubernetesVersion: `v${settings.kubernetesVersion}`,
		controlPlaneEndpoint: settings.controlPlaneEndpoint,
		imageRepository: settings.imageRepository,
		networking: {
			dnsDomain: 'cluster.local',
			podSubnet: settings.podSubnet.join(','),
			serviceSubnet: settings.serviceSubnet.join(','),
		},
		...(settings.certSANs.length > 0 ? { apiServer: { certSANs: settings.certSANs } } : {}),
		...(dns === undefined ? {} : { dns: { imageRepository: dns.repository, imageTag: dns.tag } }),
	}
}

function kubelet({ resolvConf, swapStays }: InitSettings): JsonMap {
	return {
		apiVersion: 'kubelet.config.k8s.io/v1beta1',
		kind: 'KubeletConfiguration',
		cgroupDriver: 'systemd',
		...(swapStays ? { failSwapOn: false } : {}),
		...(resolvConf === undefined ? {} : { resolvConf }),
	}
}

function proxy({ proxyMode, mayWriteConntrack }: InitSettings): JsonMap {
	return {
		apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
		kind: 'KubeProxyConfiguration',
		// Always written: newer kube-proxies warn where it is left to them.
		mode: proxyMode,
		...(mayWriteConntrack ? {} : { conntrack: { maxPerCore: 0 } }),
	}
}

/** Maps are merged key by key; everything else in `extra` takes the place of what was there. */
function merge(base: JsonMap, extra: JsonMap): JsonMap {
	const merged: Record<string, Json> = { ...base }
	for (const [key, value] of Object.entries(extra)) {
		const own = Object.hasOwn(merged, key) ? merged[key] : undefined
		merged[key] = isMap(own) && isMap(value) ? merge(own, value) : value
	}
	return merged
}

function isMap(value: Json | undefined): value is JsonMap {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
