/**
 * What the operator decides, as resolved: every key has its value, whatever it came from (answers file, Record, host,
 * catalog). It survives JSON. The only places where it can hold a secret are a password inside `proxy.http` or
 * `proxy.https`, `join.token` and `join.certificateKey`; `hideSecrets` makes the copy that may be shown, hashed or journaled.
 */
export interface Answers {
	readonly apiVersion: 'k8s-wizard/v1'
	readonly role: Role
	/** RFC 1123, lower case. */
	readonly hostname: string
	readonly mirror: Mirror
	readonly kernel: 'stock' | 'lt' | 'ml'
	/** One CIDR, or two (dual stack, IPv4 first). */
	readonly podSubnet: readonly string[]
	readonly cni: Cni
	/** '1.20.2', without a leading v. */
	readonly kubernetesVersion: string
	readonly serviceSubnet: readonly string[]
	/** One of this host's addresses. */
	readonly nodeAddress: string
	/** 'name:port'. */
	readonly controlPlaneEndpoint: string
	/** What the endpoint's name is in the marked hosts block; 'dns': it is not in there, DNS knows it or it is an address. */
	readonly endpointAddress: string
	/** Addresses or networks of the cluster's other nodes, which the firewall lets in. */
	readonly nodes: readonly string[]
	readonly certSANs: readonly string[]
	readonly schedulable: boolean
	readonly proxyMode: 'iptables' | 'ipvs' | 'nftables'
	readonly proxy: ProxySettings | undefined
	readonly osRepos: 'keep' | 'mirror'
	/** A system that the catalog does not know: refused, or taken for the one that it resembles. */
	readonly unknownSystem: 'refuse' | 'go-on'
	/** Fingerprints (40 digits, upper case) of signing keys that the operator has confirmed. */
	readonly trustKeys: readonly string[]
	readonly firewall: 'open-ports' | 'iptables' | 'leave'
	readonly selinux: 'permissive' | 'disabled' | 'leave'
	/** 'keep' or a zone's name, 'Asia/Shanghai'. */
	readonly timezone: string
	readonly tuning: Tuning
	readonly optional: readonly OptionalGroup[]
	readonly replaceVersions: boolean
	readonly removeOldKernels: boolean
	readonly kubeadmExtra: KubeadmExtra
	/** Set for the join roles only. */
	readonly join: Join | undefined
	/** Keys of this interface that are left to the operator. */
	readonly ask: readonly string[]
	readonly reboot: boolean
}

export type AnswerKey = keyof Answers

export type Role = 'init' | 'join-worker' | 'join-control-plane'

/** The catalog knows the addresses of the named ones. */
export type Mirror = NamedMirror | CustomMirror

export interface NamedMirror {
	readonly name: 'aliyun' | 'upstream'
}

export interface CustomMirror {
	readonly name: 'custom'
	/** Packages of the operating system; undefined: the host's own repositories. */
	readonly os: Repository | undefined
	readonly kubernetes: Repository
	/** Undefined: the distribution's own `containerd` package. */
	readonly containerd: Repository | undefined
	/** ELRepo's kernels, for `kernel: lt` and `ml`; undefined: from ELRepo itself. */
	readonly kernel: Repository | undefined
	/** What image names are put behind: '10.0.0.1:5000', 'nexus.example/k8s'. Without a scheme. */
	readonly registry: string
	/** The registry is spoken to by http. */
	readonly plainHttp: boolean
	/** Path of a PEM file: authorities trusted for this mirror besides the system's. */
	readonly ca: string | undefined
	/** Path of a 0600 file holding `user:password`, for this mirror's registry and repositories. */
	readonly authFile: string | undefined
	/** The keys that may sign this mirror's repositories. */
	readonly keys: readonly MirrorKey[]
	/** Artefacts whose repository is taken without a signature, because the operator says so here. */
	readonly unsigned: readonly Artefact[]
}

export type Artefact = 'os' | 'kubernetes' | 'containerd' | 'kernel'

/** Written as 'URL' or, as in an apt line, 'URL SUITE COMPONENT…'. Suite and components mean something to apt only. */
export interface Repository {
	readonly url: string
	/** '/' for a flat repository; undefined: as the artefact is laid out upstream. */
	readonly suite: string | undefined
	readonly components: readonly string[]
}

/**
 * A public key, from a file or from an address; 40 hexadecimal digits, upper case. Without a fingerprint only keys
 * that `trustKeys` names are taken from there.
 */
export type MirrorKey =
	| { readonly file: string; readonly fingerprint: string | undefined }
	| { readonly url: string; readonly fingerprint: string | undefined }

export type Cni = BuiltInCni | ManifestCni

/** `bridge`: the plain bridge for one host, from the kubernetes-cni package. `none`: the operator brings one. */
export interface BuiltInCni {
	readonly name: 'bridge' | 'none'
}

export interface ManifestCni {
	readonly name: 'flannel' | 'calico' | 'cilium'
	/** '0.28.9'. */
	readonly version: string
	/** A URL or an absolute path. */
	readonly manifest: string
	/** 64 hexadecimal digits, lower case. */
	readonly sha256: string
}

export interface ProxySettings {
	readonly http: string | undefined
	readonly https: string | undefined
	readonly noProxy: readonly string[]
	/** Path of a 0600 file holding `user:password` for both. */
	readonly credentialsFile: string | undefined
}

export interface Tuning {
	readonly ipv6: 'keep' | 'disable'
	/** fs.nr_open: left alone, or raised to this. */
	readonly nrOpen: 'keep' | number
}

export type OptionalGroup = 'tools' | 'unneeded-services'

export type KubeadmKind =
	| 'InitConfiguration'
	| 'ClusterConfiguration'
	| 'JoinConfiguration'
	| 'KubeletConfiguration'
	| 'KubeProxyConfiguration'

/** Merged into the rendered documents, by their kind. */
export type KubeadmExtra = { readonly [Kind in KubeadmKind]?: JsonMap }

export type Json = string | number | boolean | null | readonly Json[] | JsonMap
export interface JsonMap {
	readonly [key: string]: Json
}

export interface Join {
	/** 'host:port'. */
	readonly endpoint: string
	/** Either the token itself, and the answers are as secret as it is, or the path of a 0600 file. */
	readonly token: string | undefined
	readonly tokenFile: string | undefined
	/** 'sha256:…'. */
	readonly caCertHash: string
	/** For another control plane: the key itself, or the path of a 0600 file. */
	readonly certificateKey: string | undefined
	readonly certificateKeyFile: string | undefined
}
