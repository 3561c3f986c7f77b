import type { PinnedPackage, TransactionItem } from '../host/package-manager/package-manager.ts'

/** What only mirrors and package managers know, found out before the first change. Plain data: it survives JSON. */
export interface Resolution {
	/** Without the v: '1.20.2'. */
	readonly kubernetesVersion: string
	/** Repositories that the plan adds; undefined: nothing has to come from there, or the distribution has it. */
	readonly repositories: {
		/** In the place of dead ones, which are named by the path of their file. */
		readonly os: readonly PackageRepository[]
		readonly dead: readonly string[]
		readonly containerd: PackageRepository | undefined
		readonly kubernetes: PackageRepository | undefined
		readonly kernel: PackageRepository | undefined
	}
	/** By the step that installs them, in the order that they are installed in. */
	readonly packages: Readonly<Record<PackageStage, PackagePlan>>
	/** The containerd that will be there: the host's own, kept, or the one that the plan installs. */
	readonly containerd: {
		readonly version: string
		/** 'containerd', 'containerd.io', or undefined where it did not come from a package. */
		readonly package: string | undefined
		/** It is there already and stays at its version. */
		readonly kept: boolean
		/** The newest config version that it reads. */
		readonly configVersion: 2 | 3 | 4
	}
	readonly images: ImagePlan
	readonly cni: CniPlan
	/** Addresses of the operator's proxy with its password, a secret; undefined: there is none. */
	readonly proxy: ProxyPlan | undefined
	/** What was asked of whom, for the plan's page: one line for each proof. */
	readonly proofs: readonly Proof[]
}

/** One transaction of the package manager each, one after the other: containerd early, so that images are pulled meanwhile. */
export const packageStages = ['kernel', 'containerRuntime', 'host', 'clock', 'kubernetes'] as const
export type PackageStage = (typeof packageStages)[number]

export interface PackagePlan {
	/** At exact versions; those that are installed already are named at the version that stays. */
	readonly install: readonly PinnedPackage[]
	/** All that installing them does once the groups before it are installed, dependencies included. */
	readonly transaction: readonly TransactionItem[]
}

/** A package repository as it will be written to the host. */
export interface PackageRepository {
	/** Name of its file and section: 'kubernetes', 'docker-ce'. */
	readonly id: string
	/** Words for the package manager's own listing. */
	readonly name: string
	readonly baseUrl: string
	/** apt only: '/' for a flat repository. */
	readonly suite?: string
	readonly components?: readonly string[]
	/** Only the pinned ones, one armored block each; none: unsigned, because an answer says so. */
	readonly keys: readonly { readonly fingerprint: string; readonly armored: string }[]
	/** The repository's own metadata is signed too (rpm; apt always signs metadata). */
	readonly signedMetadata: boolean
	/** The packages in it are signed (rpm only). */
	readonly signedPackages: boolean
	/** A file of authorities for a mirror whose certificate the system does not know. */
	readonly caFile: string | undefined
	/** 'user:password', a secret. */
	readonly credentials: string | undefined
	/** Packages that only the wizard may take from here (rpm: exclude=). */
	readonly excluded: readonly string[]
}

export interface ProxyPlan {
	readonly http: string | undefined
	readonly https: string | undefined
}

export interface ImagePlan {
	/** Host, port and path that kubeadm gets as imageRepository: 'registry.example:5000/google_containers'. */
	readonly repository: string
	/** Registries that containerd must be told about: plain HTTP, an own CA, a password. */
	readonly registries: readonly Registry[]
	/** Full name of the sandbox image. */
	readonly pause: string
	/** Kubernetes' images of this version, pause included, by full name with tag. */
	readonly kubernetes: readonly string[]
	/** The CNI's images, by the full names that the manifest will have. */
	readonly cni: readonly string[]
	/** Where CoreDNS is, when it is not `repository`/coredns. */
	readonly dns: { readonly repository: string; readonly tag: string } | undefined
}

export interface Registry {
	/** 'registry.example:5000' */
	readonly host: string
	readonly plainHttp: boolean
	/** PEM */
	readonly ca: string | undefined
	/** 'user:password', a secret. */
	readonly credentials: string | undefined
}

export type CniPlan =
	| { readonly kind: 'none' }
	| { readonly kind: 'bridge' }
	| {
			readonly kind: 'manifest'
			readonly name: string
			readonly version: string
			/** URL or path that it came from. */
			readonly source: string
			readonly sha256: string
			/** As fetched and checked; rendered by the cni step. */
			readonly text: string
			/** What images of the manifest are called on the mirror, by the names they have in it. */
			readonly renamed: Readonly<Record<string, string>>
	  }

/** What is taken from somewhere, in the order of a plan's table. */
export const artefactKinds = [
	'os-packages',
	'kernel',
	'containerd',
	'kubernetes-packages',
	'images',
	'cni-manifest',
	'cni-images',
] as const
export type ArtefactKind = (typeof artefactKinds)[number]

export interface Proof {
	readonly kind: ArtefactKind
	/** A package with its version, an image, a file; a repository as a whole by its address. */
	readonly what: string
	/** The repository or registry; '': the host's own repositories. */
	readonly where: string
	/** 'proven': asked and there. 'present': on the host already, so nothing was asked. */
	readonly result: 'proven' | 'present' | 'missing'
	/** From the question to the whole answer, where it was one question. */
	readonly milliseconds?: number
}
