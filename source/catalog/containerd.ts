import type { Sourced } from './source.ts'

interface ConfigVersion extends Sourced {
	/** First containerd release that writes its config in this version. */
	readonly from: string
	readonly version: 2 | 3 | 4
	/** Tables of config.toml that hold the three settings this program writes. */
	readonly sandboxTable: readonly string[]
	readonly sandboxKey: 'sandbox_image' | 'sandbox'
	readonly runcTable: readonly string[]
	readonly registryTable: readonly string[]
	/** The table that holds `restrict_oom_score_adj`. */
	readonly runtimeTable: readonly string[]
	/** Where grpc, debug and metrics settings stand. */
	readonly servers: 'top-level' | 'plugins'
}

const v1cri = 'io.containerd.grpc.v1.cri'
const v2images = 'io.containerd.cri.v1.images'
const v2runtime = 'io.containerd.cri.v1.runtime'

const split = {
	sandboxTable: ['plugins', v2images, 'pinned_images'],
	sandboxKey: 'sandbox',
	runcTable: ['plugins', v2runtime, 'containerd', 'runtimes', 'runc'],
	registryTable: ['plugins', v2images, 'registry'],
	runtimeTable: ['plugins', v2runtime],
} as const

/** Oldest first: the last one that is not newer than the containerd at hand. */
export const containerdConfigs = [
	{
		from: '1.5.0',
		version: 2,
		sandboxTable: ['plugins', v1cri],
		sandboxKey: 'sandbox_image',
		runcTable: ['plugins', v1cri, 'containerd', 'runtimes', 'runc'],
		registryTable: ['plugins', v1cri, 'registry'],
		runtimeTable: ['plugins', v1cri],
		servers: 'top-level',
		source: 'containerd docs/cri/config.md',
	},
	{ from: '2.0.0', version: 3, ...split, servers: 'top-level', source: 'containerd version.go at v2.0.0' },
	{ from: '2.3.0', version: 4, ...split, servers: 'plugins', source: 'containerd version.go at v2.3.0' },
] as const satisfies readonly ConfigVersion[]

interface OffersContainerd extends Sourced {
	readonly family: 'rpm' | 'deb'
	/** As in Facts: '7', '9', 'bookworm'. */
	readonly repositoryRelease: string
	readonly package: 'containerd.io' | 'containerd'
	/** Newest release seen. */
	readonly newest: string
	/** No newer one will ever come: the release was dropped. */
	readonly final: boolean
}

/** What docker's repositories (containerd.io) and distributions (containerd) offer. */
export const containerdOffers = [
	{
		family: 'rpm',
		repositoryRelease: '7',
		package: 'containerd.io',
		newest: '1.6.33',
		final: true,
		source: 'docker/containerd-packaging 6bc9688: el7 dropped on 2024-06-18',
	},
	{
		family: 'rpm',
		repositoryRelease: '8',
		package: 'containerd.io',
		newest: '2.2.6',
		final: false,
		source: 'repository listing, autumn 2026',
	},
	{
		family: 'rpm',
		repositoryRelease: '9',
		package: 'containerd.io',
		newest: '2.2.1',
		final: false,
		source: 'repository listing, autumn 2026',
	},
	{
		family: 'rpm',
		repositoryRelease: '10',
		package: 'containerd.io',
		newest: '2.3.3',
		final: false,
		source: 'repository listing, autumn 2026',
	},
	{
		family: 'deb',
		repositoryRelease: 'trixie',
		package: 'containerd.io',
		newest: '2.3.6',
		final: false,
		source: 'repository listing, autumn 2026',
	},
	{
		family: 'deb',
		repositoryRelease: 'focal',
		package: 'containerd.io',
		newest: '1.7.27',
		final: true,
		source: 'docker/containerd-packaging 2161c61: focal dropped on 2025-05-23',
	},
	{
		family: 'deb',
		repositoryRelease: 'bookworm',
		package: 'containerd',
		newest: '1.6.20',
		final: true,
		source: 'packages.debian.org, bookworm',
	},
] as const satisfies readonly OffersContainerd[]

/** What the containerd.io package holds. */
export const containerdPackage = {
	/** Its config.toml has only `disabled_plugins = ["cri"]`: it is always replaced. */
	packagedConfigDisablesCri: true,
	/** containerd.io brings runc and no CNI plugins. */
	bringsRunc: true,
	bringsCniPlugins: false,
	source: 'docker/containerd-packaging common/containerd.toml; containerd docs/getting-started.md',
} as const satisfies Sourced & Readonly<Record<string, boolean | string>>
