import type { Answers } from '../../answers/answers.ts'
import { servesKubernetes } from '../../answers/ceiling.ts'
import type { Host } from '../../host/host.ts'
import type {
	InstalledPackage,
	OfferedVersion,
	PackageManager,
	PinnedPackage,
	Refusal,
	Sources,
	TransactionItem,
} from '../../host/package-manager/package-manager.ts'
import { message } from '../../locales/message.ts'
import { type PackagePlan, type PackageStage, packageStages, type Resolution } from '../resolution.ts'
import { MirrorError } from './mirror-error.ts'
import { plainVersion } from './plain-version.ts'

export interface PackageNeeds {
	readonly manager: PackageManager
	readonly answers: Answers
	readonly wanted: Readonly<Record<PackageStage, readonly string[]>>
	readonly installed: ReadonlyMap<string, InstalledPackage>
	readonly known: Resolution | undefined
	/** Of the kernel that runs, as `uname -r` says it. */
	readonly kernelRelease: string
	/** Repositories that the plan adds or leaves aside, and the proxy. */
	readonly sources: Sources
	/** Addresses of the repositories that these packages should come from, for an error's words. */
	readonly places: { readonly kubernetes: string; readonly containerd: string }
}

type Plans = Readonly<Record<PackageStage, PackagePlan>>
type Choice = { readonly name: string; readonly version?: string }

const pinnedToKubernetes = ['kubelet', 'kubeadm', 'kubectl']

/** Names that are not there or half installed, or there at another version that may be replaced. Throws a MirrorError where it may not. */
export function missingPackages({
	answers,
	wanted,
	installed,
}: Omit<PackageNeeds, 'sources' | 'places' | 'kernelRelease'>): string[] {
	const names = packageStages.flatMap(stage => wanted[stage])
	const others = pinnedToKubernetes.flatMap(name => {
		const there = installed.get(name)
		return there === undefined || plainVersion(there.version) === answers.kubernetesVersion ? [] : [there]
	})
	if (others.length > 0 && !answers.replaceVersions) {
		const wantedVersion = answers.kubernetesVersion
		throw new MirrorError(
			others.map(({ name, version }) =>
				message('resolve.otherVersion', { name, installed: version, wanted: wantedVersion }),
			),
		)
	}
	const replaced = new Set(others.map(({ name }) => name))
	return names.filter(name => installed.get(name)?.broken !== undefined || !installed.has(name) || replaced.has(name))
}

/**
 * What each stage installs, at exact versions, and what that does to the host, worked out by the host's own package
 * manager. Where nothing is missing nothing is asked of anyone. Throws a MirrorError.
 */
export async function resolvePackages(host: Host, needs: PackageNeeds): Promise<Plans> {
	const missing = new Set(missingPackages(needs))
	const choices = await chooseVersions(host, [...missing], needs)
	const plans: Partial<Record<PackageStage, PackagePlan>> = {}
	let before: readonly TransactionItem[] = []
	const asked: Choice[] = []
	for (const stage of packageStages) {
		const coming = needs.wanted[stage].filter(name => missing.has(name)).map(name => choices.get(name) ?? { name })
		asked.push(...coming)
		const total = coming.length === 0 ? before : await transactionOf(host, asked, needs)
		const done = new Set(before.map(({ name }) => name))
		const transaction = total.filter(({ name }) => !done.has(name))
		plans[stage] = { install: installOf(stage, coming, total, needs), transaction }
		before = total
	}
	return complete(plans)
}

function complete(plans: Partial<Record<PackageStage, PackagePlan>>): Plans {
	const nothing: PackagePlan = { install: [], transaction: [] }
	const { kernel = nothing, containerRuntime = nothing, host = nothing, clock = nothing, kubernetes = nothing } = plans
	return { kernel, containerRuntime, host, clock, kubernetes }
}

async function transactionOf(host: Host, install: readonly Choice[], needs: PackageNeeds) {
	const resolved = await needs.manager.resolve(host, {
		...needs.sources,
		install,
		allowReplace: needs.answers.replaceVersions,
	})
	if (!resolved.ok) throw refusal(resolved)
	return resolved.transaction
}

/** What comes, and what an earlier run of ours brought, at the version that it has now. */
function installOf(
	stage: PackageStage,
	coming: readonly Choice[],
	total: readonly TransactionItem[],
	{ wanted, installed, known }: PackageNeeds,
): PinnedPackage[] {
	const ours = new Set(known?.packages[stage].install.map(({ name }) => name) ?? [])
	return wanted[stage].flatMap(name => {
		if (coming.some(choice => choice.name === name)) {
			const item = total.find(entry => entry.name === name && entry.action !== 'remove')
			return item === undefined ? [] : [{ name, version: item.version }]
		}
		const there = installed.get(name)
		return there !== undefined && (ours.has(name) || stage === 'kernel' || pinnedToKubernetes.includes(name))
			? [{ name, version: there.version }]
			: []
	})
}

async function chooseVersions(
	host: Host,
	missing: readonly string[],
	needs: PackageNeeds,
): Promise<Map<string, Choice>> {
	const names = missing.filter(name => chooserOf(name) !== undefined)
	if (names.length === 0) return new Map()
	const offered = await needs.manager.offered(host, names, needs.sources)
	if (!offered.ok) throw refusal(offered)
	const chosen = names.map(name => ({ name, version: choose(name, offered.versions.get(name) ?? [], needs) }))
	return new Map(chosen.map(choice => [choice.name, choice]))
}

type Chooser = (
	offered: readonly OfferedVersion[],
	kubernetes: string,
	kernelRelease: string,
) => OfferedVersion | undefined

const exactly: Chooser = (offered, kubernetes) => offered.find(({ version }) => plainVersion(version) === kubernetes)
const fitting: Chooser = (offered, kubernetes) =>
	offered.find(({ version }) => servesKubernetes(plainVersion(version), kubernetes))
/** crictl is tested with its own minor; where a repository has none of it, the newest does. */
const sameMinor: Chooser = (offered, kubernetes) => {
	const minor = kubernetes.split('.').slice(0, 2).join('.')
	return offered.find(({ version }) => plainVersion(version).startsWith(`${minor}.`)) ?? offered[0]
}

/** Modules of another kernel than the one that runs could not be loaded. */
const ofThisKernel: Chooser = (offered, _, kernelRelease) =>
	offered.find(({ version }) => kernelRelease.startsWith(`${version}.`))

function chooserOf(name: string): Chooser | undefined {
	if (name === 'kernel-modules-extra') return ofThisKernel
	if (pinnedToKubernetes.includes(name)) return exactly
	if (name === 'cri-tools') return sameMinor
	return name === 'containerd' || name === 'containerd.io' ? fitting : undefined
}

/** Offers come newest first, so of two packages of the same version the later one is taken. */
function choose(
	name: string,
	offered: readonly OfferedVersion[],
	{ answers, places, kernelRelease }: PackageNeeds,
): string {
	const version = answers.kubernetesVersion
	const choice = chooserOf(name)?.(offered, version, kernelRelease)
	if (choice !== undefined) return choice.version
	if (name.startsWith('containerd')) {
		const there = offered.map(entry => entry.version).join(', ')
		throw new MirrorError([
			message('resolve.noContainerd', { name, version, offered: there, repository: places.containerd }),
		])
	}
	if (name === 'kernel-modules-extra') throw new MirrorError([message('resolve.noModules', { name, kernelRelease })])
	const wanted = name === 'cri-tools' ? '' : version
	throw new MirrorError([message('resolve.notOffered', { name, version: wanted, repository: places.kubernetes })])
}

function refusal({ reason, lines }: Refusal): MirrorError {
	return new MirrorError([message(`resolve.packages.${reason}`)], lines)
}
