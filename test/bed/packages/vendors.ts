/** What a package is called and asks for in each family. */
interface FamilyFacts {
	/** Package releases of this version, oldest first. */
	releases: readonly string[]
	requires?: readonly string[]
	provides?: readonly string[]
	conflicts?: readonly string[]
	/** rpm: Obsoletes; deb: Replaces. */
	replaces?: readonly string[]
}

/** A package of a vendor (Kubernetes, Docker), named, versioned and laid out as the vendor does. */
export interface VendorPackage {
	name: string
	version: string
	summary: string
	unit?: string
	rpm: FamilyFacts
	deb: FamilyFacts
	/** A higher version that stands in the repository's index but whose file is not there. */
	announced?: string
}

const coreReleases = { rpm: ['150500.1.1', '150500.2.1'], deb: ['1.1', '2.1'] }

export const kubernetesPackages: readonly VendorPackage[] = [
	{
		name: 'kubeadm',
		version: '1.20.2',
		announced: '1.20.15',
		summary: 'Command-line utility for administering a Kubernetes cluster',
		rpm: {
			releases: coreReleases.rpm,
			requires: ['kubelet >= 1.19.0', 'kubectl >= 1.19.0', 'kubernetes-cni >= 0.8.6', 'cri-tools >= 1.19.0'],
		},
		deb: {
			releases: coreReleases.deb,
			requires: ['kubelet (>= 1.19.0)', 'kubectl (>= 1.19.0)', 'kubernetes-cni (>= 0.8.6)', 'cri-tools (>= 1.19.0)'],
		},
	},
	{
		name: 'kubelet',
		version: '1.20.2',
		announced: '1.20.15',
		summary: 'Node agent for Kubernetes clusters',
		unit: 'kubelet.service',
		rpm: {
			releases: coreReleases.rpm,
			requires: [
				'iptables >= 1.4.21',
				'kubernetes-cni >= 0.8.6',
				'socat',
				'util-linux',
				'ethtool',
				'iproute',
				'ebtables',
				'conntrack',
			],
		},
		deb: {
			releases: coreReleases.deb,
			requires: [
				'iptables (>= 1.4.21)',
				'kubernetes-cni (>= 0.8.6)',
				'iproute2',
				'socat',
				'util-linux',
				'mount',
				'ebtables',
				'ethtool',
				'conntrack',
			],
		},
	},
	{
		name: 'kubectl',
		version: '1.20.2',
		announced: '1.20.15',
		summary: 'Command-line utility for interacting with a Kubernetes cluster',
		rpm: { releases: coreReleases.rpm },
		deb: { releases: coreReleases.deb },
	},
	{
		name: 'kubernetes-cni',
		version: '1.1.1',
		summary: 'Binaries required to provision container networking',
		rpm: { releases: ['150500.1.1'] },
		deb: { releases: ['1.1'] },
	},
	{
		name: 'cri-tools',
		version: '1.20.0',
		summary: 'Command-line utility for interacting with a container runtime (stand-in over ctr)',
		rpm: { releases: ['150500.1.1'] },
		deb: { releases: ['1.1'] },
	},
]

export const containerdIo: VendorPackage = {
	name: 'containerd.io',
	version: '1.6.20',
	summary: 'An industry-standard container runtime',
	unit: 'containerd.service',
	rpm: {
		// The release ends in the distribution's tag.
		releases: ['3.1'],
		requires: ['container-selinux >= 2:2.74', 'libseccomp'],
		provides: ['containerd', 'runc'],
		conflicts: ['containerd', 'runc'],
		replaces: ['containerd', 'runc'],
	},
	deb: {
		releases: ['1'],
		requires: ['libc6 (>= 2.34)', 'libseccomp2 (>= 2.5.0)'],
		provides: ['containerd', 'runc'],
		conflicts: ['containerd', 'runc'],
		replaces: ['containerd', 'runc'],
	},
}
