import gte from 'semver/functions/gte.js'
import type { Answers } from '../../answers/answers.ts'
import { containerdConfigs } from '../../catalog/containerd.ts'
import type { Facts } from '../../host/facts.ts'
import type { Host } from '../../host/host.ts'
import { type ConfigurationFile, packageManager } from '../../host/package-manager/index.ts'
import { message } from '../../locales/message.ts'
import { repositoryFiles } from '../render/repository-file.ts'
import {
	type ArtefactKind,
	artefactKinds,
	type PackageStage,
	type Proof,
	packageStages,
	type Registry,
	type Resolution,
} from '../resolution.ts'
import { type Access, accessOf } from './access.ts'
import { resolveCni } from './cni.ts'
import { kubernetesImages, proveImages } from './images.ts'
import { MirrorError, UnconfirmedKeys, withoutProblems } from './mirror-error.ts'
import { ownKeyrings, replacedFiles } from './os-repositories.ts'
import { missingPackages, resolvePackages } from './packages.ts'
import { plainVersion } from './plain-version.ts'
import { resolveRepository } from './repositories.ts'
import { type RepositorySource, type Sources, sourcesOf } from './sources.ts'
import { wantedPackages } from './wanted-packages.ts'

export interface ResolveNeeds {
	readonly host: Host
	readonly facts: Facts
	readonly answers: Answers
	/** The Record's: what is on the host as it says is not asked for again. */
	readonly known: Resolution | undefined
}

/**
 * Finds out all that only mirrors and package managers know, and proves that the mirror has it. Only looks; scratch
 * under /run/k8s-wizard alone. Throws a MirrorError that names everything that is wrong.
 */
export async function resolve(needs: ResolveNeeds): Promise<Resolution> {
	const proofs: Proof[] = []
	try {
		return { ...(await resolveAll(needs, proofs)), proofs: inOrder(proofs) }
	} catch (error) {
		if (!(error instanceof MirrorError) || error instanceof UnconfirmedKeys) throw error
		throw new MirrorError(error.problems, error.lines, inOrder([...proofs, ...error.proofs]))
	}
}

function inOrder(proofs: readonly Proof[]): Proof[] {
	return artefactKinds.flatMap(kind => proofs.filter(proof => proof.kind === kind))
}

/** `proofs` is filled with what was asked, whether all goes well or not. */
async function resolveAll(needs: ResolveNeeds, proofs: Proof[]): Promise<Omit<Resolution, 'proofs'>> {
	const { host, answers, facts, known } = needs
	const sources = sourcesOf(answers, facts)
	const access = await accessOf(host, answers, sources.ownHosts)
	const own = kubernetesImages(answers.kubernetesVersion, answers.role, sources)
	const registries = { access, plainHttp: sources.plainHttp }

	const network = resolveCni(host, { cni: answers.cni, image: sources.image, access, known: known?.cni, proofs })
	const software = resolveSoftware(needs, sources, access, proofs)
	const images = kept(proofs, proveImages(host, own.all, registries))
	const cniImages = network.then(async plan => {
		const names = plan.kind === 'manifest' ? [...new Set(Object.values(plan.renamed))] : []
		await kept(proofs, proveImages(host, names, registries, 'cni-images'))
		return names
	})
	await withoutProblems([network, software, images, cniImages])
	return {
		kubernetesVersion: answers.kubernetesVersion,
		...(await software),
		images: {
			repository: sources.imageRepository,
			registries: registriesOf(answers, access),
			pause: own.pause,
			kubernetes: own.all,
			cni: await cniImages,
			dns: sources.dns,
		},
		cni: await network,
		proxy: access.proxies,
	}
}

/** Keeps what was asked, found or not. */
async function kept(proofs: Proof[], work: Promise<readonly Proof[]>): Promise<void> {
	try {
		proofs.push(...(await work))
	} catch (error) {
		if (error instanceof MirrorError) proofs.push(...error.proofs)
		throw error
	}
}

type Software = Pick<Resolution, 'repositories' | 'packages' | 'containerd'>

/** Repositories and packages: containerd, what the host needs, Kubernetes. */
async function resolveSoftware(
	needs: ResolveNeeds,
	sources: Sources,
	access: Access,
	proofs: Proof[],
): Promise<Software> {
	const { host, facts, answers, known } = needs
	const manager = packageManager(facts.os.packageManager)
	const wanted = wantedPackages(answers, facts, sources, known)
	const names = packageStages.flatMap(stage => wanted[stage])
	const installed = await manager.installed(host, names)
	const missing = new Set(missingPackages({ manager, answers, wanted, installed, known }))
	const dead = missing.size > 0 || known !== undefined ? await replacedFiles(host, facts, answers, known) : []

	const ownKeys = dead.length > 0 ? await ownKeyrings(host, facts, dead) : []

	const before = known?.repositories
	const context = { access, answers, rpm: facts.os.family === 'rpm', proofs }
	const one = async (
		source: RepositorySource | undefined,
		needed: boolean,
		earlier: Resolution['repositories']['kubernetes'],
	) =>
		source !== undefined && (needed || earlier !== undefined)
			? resolveRepository(host, source, { ...context, known: earlier })
			: undefined
	const isMissing = (stage: (typeof packageStages)[number]) => wanted[stage].some(name => missing.has(name))
	const work = [
		one(sources.containerd, isMissing('containerRuntime'), before?.containerd),
		one(sources.kubernetes, isMissing('kubernetes'), before?.kubernetes),
		one(sources.kernel, isMissing('kernel'), before?.kernel),
		...(dead.length > 0 ? sources.os : []).map(source =>
			one(
				{ ...source, keys: [...source.keys, ...ownKeys] },
				true,
				before?.os.find(({ id }) => id === source.id),
			),
		),
	] as const
	await withoutProblems(work)
	const [containerd, kubernetes, kernel, ...rest] = await Promise.all(work)
	const os = rest.flatMap(repository => repository ?? [])
	if (dead.length > 0 && os.length === 0)
		throw new MirrorError(dead.map(path => message('resolve.noArchive', { path })))

	const coming = [...os, kernel, containerd, kubernetes].flatMap(repository => repository ?? [])
	const packages = await resolvePackages(host, {
		manager,
		answers,
		wanted,
		installed,
		known,
		kernelRelease: facts.kernel.release,
		sources: {
			files: coming.flatMap((repository): ConfigurationFile[] => repositoryFiles(repository, manager.name)),
			without: dead,
			proxy: access.proxy(sources.kubernetes.baseUrl),
		},
		places: { kubernetes: sources.kubernetes.baseUrl, containerd: sources.containerd?.baseUrl ?? facts.os.name },
	})
	for (const stage of packageStages) {
		const { kind, where } = placeOf(stage, sources)
		for (const { name, version } of packages[stage].install) {
			proofs.push({ kind, what: `${name} ${version}`, where, result: missing.has(name) ? 'proven' : 'present' })
		}
	}
	return {
		repositories: { os, dead, containerd, kubernetes, kernel },
		packages,
		containerd: containerdOf(needs, packages.containerRuntime.install),
	}
}

function placeOf(stage: PackageStage, sources: Sources): { kind: ArtefactKind; where: string } {
	if (stage === 'kubernetes') return { kind: 'kubernetes-packages', where: sources.kubernetes.baseUrl }
	if (stage === 'containerRuntime') return { kind: 'containerd', where: sources.containerd?.baseUrl ?? '' }
	if (stage === 'kernel') return { kind: 'kernel', where: sources.kernel?.baseUrl ?? '' }
	return { kind: 'os-packages', where: '' }
}

/** The containerd that will be there when its step is done. */
function containerdOf({ facts, known }: ResolveNeeds, coming: readonly { name: string; version: string }[]) {
	if (!facts.containerd.looked)
		throw new MirrorError([message('resolve.containerdUnknown', { reason: facts.containerd.reason })])
	const there = facts.containerd.value
	const [first] = coming
	const version = plainVersion(there?.version ?? first?.version ?? '')
	const config = containerdConfigs.filter(({ from }) => gte(version, from)).pop()
	if (config === undefined) throw new MirrorError([message('resolve.containerdTooOld', { version })])
	return {
		version,
		package: there === undefined ? first?.name : there.package,
		kept: there !== undefined && (known?.containerd.kept ?? true),
		configVersion: config.version,
	}
}

/** Of a custom mirror, where containerd has to know more than its name. */
function registriesOf({ mirror }: Answers, access: Access): Registry[] {
	if (mirror.name !== 'custom') return []
	const host = mirror.registry.split('/')[0] ?? mirror.registry
	const registry = { host, plainHttp: mirror.plainHttp, ca: access.ca, credentials: access.credentials(host) }
	const special = registry.plainHttp || registry.ca !== undefined || registry.credentials !== undefined
	return special ? [registry] : []
}
