import type { Sourced } from './source.ts'

/**
 * Addresses of a named mirror. In braces: {minor} 1.36, {release} as Facts' `repositoryRelease`, {arch} the package
 * manager's name of the architecture, {distribution} debian or ubuntu.
 */
export interface MirrorEntry extends Sourced {
	readonly kubernetes: {
		readonly rpm: string
		readonly deb: string
		readonly key: { readonly rpm: string; readonly deb: string }
		/** First and last minor seen there; undefined: the newest too. */
		readonly from: number
		readonly to: number | undefined
	}
	readonly containerd: {
		readonly rpm: string
		readonly deb: string
		readonly key: { readonly rpm: string; readonly deb: string }
	}
	readonly images: {
		/** kubeadm's imageRepository. */
		readonly repository: string
		/** kubeadm's dns.imageRepository; CoreDNS is at `<this>/coredns`. */
		readonly dnsRepository: string
		/** Another host with the same images. */
		readonly other: string | undefined
		readonly from: number
		readonly to: number | undefined
	}
	/** What serves the images of a public registry; a registry that is not named serves itself. */
	readonly registries: Readonly<Record<string, string>>
	/** Archives of systems whose own repositories are gone. */
	readonly vault: Readonly<Record<string, readonly string[]>>
}

export const mirrors = {
	upstream: {
		kubernetes: {
			rpm: 'https://pkgs.k8s.io/core:/stable:/v{minor}/rpm/',
			deb: 'https://pkgs.k8s.io/core:/stable:/v{minor}/deb/',
			key: {
				rpm: 'https://pkgs.k8s.io/core:/stable:/v{minor}/rpm/repodata/repomd.xml.key',
				deb: 'https://pkgs.k8s.io/core:/stable:/v{minor}/deb/Release.key',
			},
			from: 24,
			to: undefined,
		},
		containerd: {
			rpm: 'https://download.docker.com/linux/centos/{release}/{arch}/stable/',
			deb: 'https://download.docker.com/linux/{distribution}',
			key: {
				rpm: 'https://download.docker.com/linux/centos/gpg',
				deb: 'https://download.docker.com/linux/{distribution}/gpg',
			},
		},
		images: {
			repository: 'registry.k8s.io',
			// CoreDNS is nested there; named always, so that kubeadm of every version looks in the same place.
			dnsRepository: 'registry.k8s.io/coredns',
			other: undefined,
			from: 20,
			to: undefined,
		},
		registries: {},
		vault: {
			'7': [
				'https://vault.centos.org/7.9.2009/os/{arch}/',
				'https://vault.centos.org/7.9.2009/updates/{arch}/',
				'https://vault.centos.org/7.9.2009/extras/{arch}/',
			],
		},
		source:
			'kubernetes/website 2023-08-15-pkgs-k8s-io-introduction.md; docker/docker-install install.sh; kubernetes/registry.k8s.io',
	},
	aliyun: {
		kubernetes: {
			// No colons in this path, unlike upstream's.
			rpm: 'https://mirrors.aliyun.com/kubernetes-new/core/stable/v{minor}/rpm/',
			deb: 'https://mirrors.aliyun.com/kubernetes-new/core/stable/v{minor}/deb/',
			key: {
				rpm: 'https://mirrors.aliyun.com/kubernetes-new/core/stable/v{minor}/rpm/repodata/repomd.xml.key',
				deb: 'https://mirrors.aliyun.com/kubernetes-new/core/stable/v{minor}/deb/Release.key',
			},
			from: 24,
			to: 36,
		},
		containerd: {
			rpm: 'https://mirrors.aliyun.com/docker-ce/linux/centos/{release}/{arch}/stable/',
			deb: 'https://mirrors.aliyun.com/docker-ce/linux/{distribution}',
			key: {
				rpm: 'https://mirrors.aliyun.com/docker-ce/linux/centos/gpg',
				deb: 'https://mirrors.aliyun.com/docker-ce/linux/{distribution}/gpg',
			},
		},
		images: {
			repository: 'registry.aliyuncs.com/google_containers',
			dnsRepository: 'registry.aliyuncs.com/google_containers',
			other: 'registry.cn-hangzhou.aliyuncs.com/google_containers',
			from: 24,
			to: 36,
		},
		// Aliyun has no CNI images: this second mirror serves them.
		registries: {
			'docker.io': 'docker.m.daocloud.io',
			'ghcr.io': 'ghcr.m.daocloud.io',
			'quay.io': 'quay.m.daocloud.io',
			'registry.k8s.io': 'k8s.m.daocloud.io',
		},
		vault: {
			'7': [
				'https://mirrors.aliyun.com/centos-vault/7.9.2009/os/{arch}/',
				'https://mirrors.aliyun.com/centos-vault/7.9.2009/updates/{arch}/',
				'https://mirrors.aliyun.com/centos-vault/7.9.2009/extras/{arch}/',
			],
		},
		source:
			'files that use it, several agreeing, 1.24 to 1.36; DaoCloud/public-image-mirror README and allows.txt@871a1e7',
	},
} as const satisfies Readonly<Record<'upstream' | 'aliyun', MirrorEntry>>

/** Repositories that are gone; a host that still names them gets a word about it. */
export const deadRepositories = [
	{ host: 'apt.kubernetes.io', since: '2024-03-04', source: 'kubernetes/release#3485' },
	{ host: 'yum.kubernetes.io', since: '2024-03-04', source: 'kubernetes/release#3485' },
	{ host: 'packages.cloud.google.com', since: '2024-03-04', source: 'kubernetes/release#3485' },
	{ host: 'mirrorlist.centos.org', since: '2024-07', source: 'SEED, row 0' },
] as const satisfies readonly ({ host: string; since: string } & Sourced)[]
