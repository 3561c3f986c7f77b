import type { InstalledPackage } from '../package-manager/package-manager.ts'
import type { VirtualClock } from './clock.ts'
import type { ModelFiles } from './files.ts'

/** All that a model host is: what its commands read and alter. */
export interface Model {
	readonly files: ModelFiles
	readonly clock: VirtualClock
	readonly units: Map<string, ModelUnit>
	readonly packages: Map<string, InstalledPackage>
	/** What repositories have; those with an address only once a source file names it. */
	readonly offered: OfferedPackage[]
	/** Images by name. */
	readonly images: Map<string, { digest: string }>
	/** Address and mode of images in registries. */
	readonly registry: Map<string, string>
	/** Rules of iptables-save, by command. */
	readonly rules: Map<string, string>
	/** Modules that can be loaded: with them, and what appears in /proc. */
	readonly modules: ReadonlyMap<string, ModelModule>
	/** Lines of `ip route show`. */
	readonly routes: Set<string>
	readonly cluster: ModelCluster
	/** Answers to requests, by address. */
	readonly web: Map<string, string | Uint8Array>
	/** Outputs of commands that only look, as recorded or composed, by their command line. */
	readonly recorded: ReadonlyMap<string, string | Recorded>
	/** firewalld's, by 'runtime ZONE' and 'permanent ZONE'; ufw's under 'ufw'; iptables' INPUT under its command. */
	readonly firewall: Map<string, Set<string>>
}

export interface Recorded {
	readonly exitCode: number
	readonly stdout?: string
	readonly stderr?: string
}

export interface ModelUnit {
	enabled: boolean
	running: boolean
	masked: boolean
	/** Milliseconds since 1970. */
	startedAt: number
}

export interface OfferedPackage {
	readonly name: string
	readonly version: string
	/** Address of its repository; undefined: the distribution's own. */
	readonly repository?: string
	readonly depends?: readonly string[]
	readonly conflicts?: readonly string[]
	/** Files that come with it. */
	readonly files?: Readonly<Record<string, string>>
	/** Units that come with it, started and enabled (deb), or not (rpm). */
	readonly units?: readonly string[]
}

export interface ModelModule {
	readonly depends: readonly string[]
	readonly files: Readonly<Record<string, string>>
}

export interface ModelCluster {
	/** The API server answers. */
	running: boolean
	/** Paths of manifests that were applied. */
	readonly applied: Set<string>
	taints: string[]
	/** Data of ConfigMaps, by 'NAMESPACE/NAME'. */
	readonly configMaps: Map<string, Readonly<Record<string, string>>>
	/** Ids of bootstrap tokens. */
	readonly tokens: string[]
	/** The node that joined from here, and the config that it did it with. */
	joined?: { readonly node: string; readonly config: string }
	/** When its API server first answered, on the virtual clock. */
	since?: number
	/** Before the next init something takes br_netfilter away again, as a firewall's restart does: the founding failure. */
	losesBridge?: boolean
	bridgeLost?: boolean
	/** The next init or join stops after this phase, as if it had been killed. */
	cutAfter?: string
	/** A namespace that the manifest of the next apply brings. */
	lacks?: string
}

/** What a command of a model host came to. */
export interface Outcome {
	readonly exitCode?: number
	readonly stdout?: string
	readonly stderr?: string
	/** Milliseconds on the virtual clock. */
	readonly takes?: number
}

export interface Call {
	readonly argv: readonly [string, ...string[]]
	readonly input: string
	readonly user: string | undefined
	/** What comes behind the name of the command. */
	readonly rest: readonly string[]
}

/** Undefined: not this command's business. */
export type Handler = (model: Model, call: Call) => Outcome | undefined

export type Handlers = Readonly<Record<string, Handler>>
