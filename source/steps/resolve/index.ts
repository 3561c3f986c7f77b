import { gte } from 'semver'
import type { Answers } from '../../answers/answers.ts'
import { containerdConfigs } from '../../catalog/containerd.ts'
import type { Facts } from '../../host/facts.ts'
import type { Host } from '../../host/host.ts'
import { type ConfigurationFile, packageManager } from '../../host/package-manager/index.ts'
import { message } from '../../locales/message.ts'
import { repositoryFiles } from '../render/repository-file.ts'
import { type Proof, packageStages, type Registry, type Resolution } from '../resolution.ts'
import { type Access, accessOf } from './access.ts'
import { resolveCni } from './cni.ts'
import { kubernetesImages, proveImages } from './images.ts'
import { MirrorError, withoutProblems } from './mirror-error.ts'
import { replacedFiles } from './os-repositories.ts'
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
	const { host, answers, facts, known } = needs
	const sources = sourcesOf(answers, facts)
	const access = await accessOf(host, answers, sources.ownHosts)
	const own = kubernetesImages(answers.kubernetesVersion, answers.role, sources)
	const registries = { access, plainHttp: sources.plainHttp }

	const network = resolveCni(host, { cni: answers.cni, image: sources.image, access, known: known?.cni })
	const software = resolveSoftware(needs, sources, access)
	const images = proveImages(host, own.all, registries)
	const cniImages = network.then(async plan => {
		const names = plan.kind === 'manifest' ? [...new Set(Object.values(plan.renamed))] : []
		return { names, proofs: await proveImages(host, names, registries) }
	})
	await withoutProblems([network, software, images, cniImages])

	const { repositories, packages, containerd, proofs } = await software
	const ofCni = await cniImages
	return {
		kubernetesVersion: answers.kubernetesVersion,
		repositories,
		packages,
		containerd,
		images: {
			repository: sources.imageRepository,
			registries: registriesOf(answers, access),
			pause: own.pause,
			kubernetes: own.all,
			cni: ofCni.names,
			dns: sources.dns,
		},
		cni: await network,
		proofs: [...proofs, ...(await images), ...ofCni.proofs],
	}
}

type Software = Pick<Resolution, 'repositories' | 'packages' | 'containerd' | 'proofs'>

/** Repositories and packages: containerd, what the host needs, Kubernetes. */
async function resolveSoftware(needs: ResolveNeeds, sources: Sources, access: Access): Promise<Software> {
	const { host, facts, answers, known } = needs
	const manager = packageManager(facts.os.packageManager)
	const wanted = wantedPackages(answers, facts, sources, known)
	const names = packageStages.flatMap(stage => wanted[stage])
	const installed = await manager.installed(host, names)
	const missing = new Set(missingPackages({ manager, answers, wanted, installed, known }))
	const dead = missing.size > 0 || known !== undefined ? await replacedFiles(host, facts, answers, known) : []

	const before = known?.repositories
	const context = { access, answers, rpm: facts.os.family === 'rpm' }
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
		...(dead.length > 0 ? sources.os : []).map(source =>
			one(
				source,
				true,
				before?.os.find(({ id }) => id === source.id),
			),
		),
	] as const
	await withoutProblems(work)
	const [containerd, kubernetes, ...rest] = await Promise.all(work)
	const os = rest.flatMap(repository => repository ?? [])
	if (dead.length > 0 && os.length === 0)
		throw new MirrorError(dead.map(path => message('resolve.noArchive', { path })))

	const coming = [...os, containerd, kubernetes].flatMap(repository => repository ?? [])
	const packages = await resolvePackages(host, {
		manager,
		answers,
		wanted,
		installed,
		known,
		sources: {
			files: coming.flatMap((repository): ConfigurationFile[] => repositoryFiles(repository, manager.name)),
			without: dead,
			proxy: access.proxy(sources.kubernetes.baseUrl),
		},
		places: { kubernetes: sources.kubernetes.baseUrl, containerd: sources.containerd?.baseUrl ?? facts.os.name },
	})
	const proofs = packageStages.flatMap(stage =>
		packages[stage].install.map(
			({ name, version }): Proof => ({ what: `${name} ${version}`, result: missing.has(name) ? 'proven' : 'present' }),
		),
	)
	return {
		repositories: { os, dead, containerd, kubernetes },
		packages,
		containerd: containerdOf(needs, packages.containerRuntime.install),
		proofs,
	}
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
