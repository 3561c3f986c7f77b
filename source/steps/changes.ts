import { createHash } from 'node:crypto'
import { heldPackages } from '../catalog/packages.ts'
import type { FileChange, PackagesChange } from '../changes/index.ts'
import { repositoryFiles } from './render/repository-file.ts'
import type { PackageRepository, PackageStage } from './resolution.ts'
import type { PlanContext } from './step.ts'

/** Where the wizard keeps files that other programs read because it tells them to. */
export const ownFolder = '/etc/k8s-wizard'
export const adminKubeconfig = '/etc/kubernetes/admin.conf'
/** What a kubelet may: read its own node and the pods on it. */
export const kubeletKubeconfig = '/etc/kubernetes/kubelet.conf'

type FileOptions = Partial<Pick<FileChange, 'mode' | 'secret' | 'readBy'>>

/** A file of root's, readable by all where nothing else is said. */
export function file(path: string, content: string, options: FileOptions = {}): FileChange {
	return { kind: 'file', path, content, mode: 0o644, ...options }
}

export function sha256(content: string): string {
	return createHash('sha256').update(content).digest('hex')
}

/** For a unit's `restartOn`: it must have been started since these files have this content. */
export function contentOf(...files: readonly FileChange[]): { path: string; sha256: string }[] {
	return files.map(({ path, content }) => ({ path, sha256: sha256(content) }))
}

/** The files of repositories, keys before the lists that name them. */
export function repositoryChanges(repositories: readonly PackageRepository[], { facts }: PlanContext): FileChange[] {
	return repositories
		.flatMap(repository => repositoryFiles(repository, facts.os.packageManager))
		.map(({ path, content, secret }) => file(path, content, secret === undefined ? {} : { secret, mode: 0o600 }))
}

/** A repository that may not be needed, as a list. */
export const ifAny = <Value>(value: Value | undefined): readonly Value[] => (value === undefined ? [] : [value])

/** The transaction of one stage; none where nothing is asked for. */
export function packageChanges(stage: PackageStage, context: PlanContext, leaves: readonly string[]): PackagesChange[] {
	const { install, transaction } = context.resolution.packages[stage]
	if (install.length === 0) return []
	const held: readonly string[] = heldPackages
	return [
		{
			kind: 'packages',
			manager: context.facts.os.packageManager,
			install,
			transaction,
			hold: install.map(({ name }) => name).filter(name => held.includes(name)),
			allowReplace: context.answers.replaceVersions,
			leaves,
			...(context.facts.os.family === 'rpm' ? { keys: keysOf(context) } : {}),
		},
	]
}

/** rpm takes a repository's keys into its own database when it first installs from it. */
function keysOf({ resolution: { repositories } }: PlanContext): string[] {
	const { os, kernel, containerd, kubernetes } = repositories
	const all = [...os, ...ifAny(kernel), ...ifAny(containerd), ...ifAny(kubernetes)]
	return [...new Set(all.flatMap(({ keys }) => keys.map(({ fingerprint }) => fingerprint)))]
}
