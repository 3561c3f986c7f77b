import type { ActOptions, Host } from '../host.ts'

/** Versions are in the package manager's own spelling: 'EPOCH:' only where it is not 0, rpm as VERSION-RELEASE, no architecture. */
export interface PinnedPackage {
	readonly name: string
	readonly version: string
}

/** One line of what a package manager would do. `version`: of `remove`, the one that goes; else the one that comes. */
export interface TransactionItem extends PinnedPackage {
	readonly action: 'install' | 'upgrade' | 'downgrade' | 'remove'
}

export interface InstalledPackage extends PinnedPackage {
	/** It came as a dependency and may go when nothing needs it. */
	readonly auto: boolean
	/** Held back from updates (apt-mark hold; never on rpm, where repository files exclude). */
	readonly held: boolean
	/** Unpacked but not set up: its installation was cut off. */
	readonly broken?: true
}

/** A file that the package manager would read from the host, had it been written already. */
export interface ConfigurationFile {
	/** Where it will be on the host, '/etc/apt/sources.list.d/kubernetes.list'. */
	readonly path: string
	readonly content: string
}

/** What the package manager shall know, besides what the host has told it. */
export interface Sources {
	/** Repository files, keys and settings that the plan will write: used from scratch under /run/k8s-wizard. */
	readonly files?: readonly ConfigurationFile[]
	/** Repository files of the host that are left aside, by path (dead ones that the plan replaces). */
	readonly without?: readonly string[]
	/** 'http://user:password@proxy:3128'; reaches the package manager by a 0600 file, never by argv. */
	readonly proxy?: string | undefined
}

export interface ResolveRequest extends Sources {
	/** Without a version: the newest that is offered. */
	readonly install: readonly { readonly name: string; readonly version?: string | undefined }[]
	/** Versions that are there may be replaced by lower ones, held ones included. */
	readonly allowReplace?: boolean
}

export type Resolved = { readonly ok: true; readonly transaction: readonly TransactionItem[] } | Refusal

export interface Refusal {
	readonly ok: false
	/** `listed-twice`: apt takes a repository with one key only, and a list of the host names ours with another. */
	readonly reason: 'unreachable' | 'signature' | 'not-offered' | 'conflict' | 'broken' | 'listed-twice'
	/** The telling lines of the package manager's own output. */
	readonly lines: readonly string[]
}

export type Offered = { readonly ok: true; readonly versions: ReadonlyMap<string, readonly OfferedVersion[]> } | Refusal

export interface OfferedVersion {
	readonly version: string
	/** rpm: the repository's id; apt: the address. */
	readonly repository: string
}

/** What is done in one go. */
export interface PackageWork {
	readonly install: readonly PinnedPackage[]
	readonly remove: readonly string[]
	/** apt: removed with their settings. */
	readonly purge?: true
	readonly allowReplace: boolean
}

export interface WorkOptions extends ActOptions {
	/** Told when another program holds the package manager's lock. */
	onWait(holder: string): void
}

/**
 * What a package manager is asked and told. Metadata of repositories is fetched into scratch under /run/k8s-wizard and
 * used from there, by the plan and by the run alike: the host's own caches are never written to.
 */
export interface PackageManager {
	readonly name: 'apt' | 'dnf' | 'yum'
	/** Everything installed, or those of these names that are, by name. Throws CommandError. */
	installed(host: Host, names?: readonly string[]): Promise<ReadonlyMap<string, InstalledPackage>>
	/** What it would do; touches nothing but scratch. */
	resolve(host: Host, request: ResolveRequest): Promise<Resolved>
	/** Versions on offer of these names, newest first. */
	offered(host: Host, names: readonly string[], sources?: Sources): Promise<Offered>
	/** What this work would come to, with the metadata that the plan was made with, or the host's repositories of now. */
	simulate(host: Host, work: PackageWork): Promise<Resolved>
	/** Carries out exactly this, nothing else; waits while another program holds the lock. Throws CommandError. */
	carryOut(host: Host, work: PackageWork, options: WorkOptions): Promise<void>
	/** Throws CommandError. */
	mark(host: Host, names: readonly string[], as: Mark, options: ActOptions): Promise<void>
	/** Of these packages, those that cannot be removed alone, with the installed packages outside that need them. */
	neededBy(host: Host, names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
	/** Settings files of these packages that are not as they were shipped. */
	editedSettings(host: Host, names: readonly string[]): Promise<readonly string[]>
	/** Keys that it trusts for packages, which installing may add to: 'gpg-pubkey-ID-DATE' (rpm); none for apt. */
	keys(host: Host): Promise<readonly string[]>
	/** Throws CommandError. */
	forgetKeys(host: Host, keys: readonly string[], options: ActOptions): Promise<void>
	/** Bash that does this work, behind `scriptHead`. */
	shell(work: PackageWork): readonly string[]
	/** Once at the top of a script: metadata under /run, as the wizard has it, and nobody to answer questions. */
	readonly scriptHead: readonly string[]
}

export type Mark = 'held' | 'free' | 'auto' | 'manual'
