import type { Sourced } from './source.ts'

interface PackageGroup extends Sourced {
	readonly rpm: readonly string[]
	readonly deb: readonly string[]
}

/** Names by family. Newer kubelet packages no longer pull these in, so they are named (kubernetes/release d2a7ae37). */
export const packageGroups = {
	/** What kubeadm, the kubelet and kube-proxy call. */
	needed: {
		rpm: ['conntrack-tools', 'socat', 'ebtables', 'ethtool', 'iproute', 'iptables', 'util-linux', 'curl', 'tar'],
		deb: [
			'conntrack',
			'socat',
			'ebtables',
			'ethtool',
			'iproute2',
			'iptables',
			'util-linux',
			'mount',
			'curl',
			'tar',
			'ca-certificates',
		],
		source: 'SEED row 2; kubernetes/release cmd/krel/templates/latest; packages.debian.org',
	},
	ipvs: { rpm: ['ipset', 'ipvsadm'], deb: ['ipset', 'ipvsadm'], source: 'SEED row 2' },
	/** Kept out of the first: only a signature check on apt hosts needs it. */
	keyring: { rpm: [], deb: ['gpg'], source: 'SEED row 16; pkgs.k8s.io install docs' },
	/** EL10 keeps what kube-proxy and CNIs load apart from the kernel; only at the version of the kernel that runs. */
	modulesOfEl10: {
		rpm: ['kernel-modules-extra'],
		deb: [],
		source: 'kubernetes-sigs/kubespray docs/operating_systems/rhel.md@46dbdd399',
	},
	tools: {
		rpm: ['jq', 'sysstat', 'wget', 'vim-enhanced', 'net-tools', 'git'],
		deb: ['jq', 'sysstat', 'wget', 'vim', 'net-tools', 'git'],
		source: 'SEED row 2, the rest of the post',
	},
	timeSync: { rpm: ['chrony'], deb: ['chrony'], source: 'SEED row 7' },
	/** Named one by one, since kubeadm of 1.32 and later pulls none of them in. */
	kubernetes: {
		rpm: ['kubelet', 'kubeadm', 'kubectl', 'cri-tools', 'kubernetes-cni'],
		deb: ['kubelet', 'kubeadm', 'kubectl', 'cri-tools', 'kubernetes-cni'],
		source: 'kubernetes/release cmd/krel/templates/latest/metadata.yaml',
	},
	iptablesServices: { rpm: ['iptables-services'], deb: ['iptables-persistent'], source: 'SEED row 3' },
} as const satisfies Readonly<Record<string, PackageGroup>>

/** Packages that el-releases call otherwise: [release, name elsewhere, name there]. */
export const packageRenames = [
	{ release: '8', name: 'ebtables', there: 'iptables-ebtables', source: 'EL8 repositories' },
	{ release: '9', name: 'ebtables', there: 'iptables-nft', source: 'EL9 repositories' },
	{ release: '10', name: 'ebtables', there: 'iptables-nft', source: 'EL10 repositories' },
	{ release: '9', name: 'iptables', there: 'iptables-nft', source: 'EL9 repositories' },
	{ release: '10', name: 'iptables', there: 'iptables-nft', source: 'EL10 repositories' },
	{ release: '9', name: 'iptables-services', there: 'iptables-nft-services', source: 'EL9 repositories' },
	{ release: '10', name: 'iptables-services', there: 'iptables-nft-services', source: 'EL10 repositories' },
] as const satisfies readonly ({ release: string; name: string; there: string } & Sourced)[]

/** Held or excluded from updates once they are installed. */
export const heldPackages = ['kubelet', 'kubeadm', 'kubectl'] as const

/** Where the kubelet's own environment file is. */
export const kubeletEnvironmentFile = {
	rpm: '/etc/sysconfig/kubelet',
	deb: '/etc/default/kubelet',
	source: 'kubernetes/release cmd/krel/templates/latest/kubeadm/kubeadm.spec',
} as const satisfies Readonly<Record<'rpm' | 'deb', string>> & Sourced
