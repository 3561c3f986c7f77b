import type { Answers, Artefact, CustomMirror, NamedMirror, Repository } from '../../answers/answers.ts'
import { elrepo, kernelPackages } from '../../catalog/kernels.ts'
import { keyPathFromMinor, keys } from '../../catalog/keys.ts'
import { imageTagsOf, minorOf } from '../../catalog/kubernetes.ts'
import { type MirrorEntry, mirrors } from '../../catalog/mirrors.ts'
import type { Facts } from '../../host/facts.ts'
import type { ArtefactKind } from '../resolution.ts'
import { readImageName } from './image-name.ts'
import type { KeySource } from './key.ts'

/** A repository before its keys are fetched. */
export interface RepositorySource {
	/** Name of its file and section. */
	readonly id: string
	readonly kind: ArtefactKind
	readonly name: string
	readonly baseUrl: string
	readonly suite: string
	readonly components: readonly string[]
	readonly keys: readonly KeySource[]
	/** An answer says that it is taken without a signature. */
	readonly unsigned: boolean
	readonly excluded: readonly string[]
}

/** Named mirrors and the operator's own in one shape: where everything comes from. */
export interface Sources {
	readonly kubernetes: RepositorySource
	/** Undefined: the distribution's own package. */
	readonly containerd: RepositorySource | undefined
	/** ELRepo's kernels; undefined: it has none for this host. */
	readonly kernel: RepositorySource | undefined
	/** In the place of the system's own repositories. */
	readonly os: readonly RepositorySource[]
	/** kubeadm's imageRepository. */
	readonly imageRepository: string
	/** kubeadm's dns.imageRepository, where it is another one. */
	readonly dns: { readonly repository: string; readonly tag: string } | undefined
	/** Registries that plain HTTPS does not reach, by host. */
	readonly plainHttp: ReadonlySet<string>
	/** Hosts that the mirror's own password and authority are meant for. */
	readonly ownHosts: ReadonlySet<string>
	/** What an image of a public registry is called here. */
	image(name: string): string
}

const excluded = ['kubelet', 'kubeadm', 'kubectl', 'cri-tools', 'kubernetes-cni']
const rpmArchitecture = { amd64: 'x86_64', arm64: 'aarch64' } as const

const kindOf = {
	os: 'os-packages',
	kubernetes: 'kubernetes-packages',
	containerd: 'containerd',
	kernel: 'kernel',
} as const

/** The places that these answers mean for this host. */
export function sourcesOf(answers: Answers, facts: Facts): Sources {
	const { mirror } = answers
	return mirror.name === 'custom'
		? customSources(mirror, facts)
		: namedSources(mirror, answers.kubernetesVersion, facts)
}

function customSources(mirror: CustomMirror, facts: Facts): Sources {
	const host = mirror.registry.split('/')[0] ?? mirror.registry
	const source = (artefact: Artefact, id: string, { url, suite, components }: Repository): RepositorySource => ({
		id,
		kind: kindOf[artefact],
		name: `${id} (k8s-wizard)`,
		baseUrl: url,
		...withLayout(artefact, facts, suite, components),
		keys: mirror.unsigned.includes(artefact) ? [] : mirror.keys,
		unsigned: mirror.unsigned.includes(artefact),
		excluded: artefact === 'kubernetes' ? excluded : [],
	})
	const repositories = [mirror.kubernetes, mirror.containerd, mirror.kernel, mirror.os].flatMap(entry => entry ?? [])
	return {
		kubernetes: source('kubernetes', 'kubernetes', mirror.kubernetes),
		containerd: mirror.containerd && source('containerd', 'containerd', mirror.containerd),
		kernel:
			mirror.kernel === undefined ? elrepoSource(facts) : source('kernel', kernelPackages.repository, mirror.kernel),
		os: mirror.os === undefined ? [] : [source('os', 'k8s-wizard-os', mirror.os)],
		imageRepository: mirror.registry,
		dns: undefined,
		plainHttp: new Set(mirror.plainHttp ? [host] : []),
		ownHosts: new Set([host, ...repositories.map(({ url }) => new URL(url).host)]),
		image: name => {
			const image = readImageName(name)
			return image.registry === host ? name : `${mirror.registry}/${image.path}${suffixOf(name)}`
		},
	}
}

/** apt only: what an artefact's own makers call its suite and components. */
function withLayout(
	artefact: Artefact,
	facts: Facts,
	suite: string | undefined,
	components: readonly string[],
): Pick<RepositorySource, 'suite' | 'components'> {
	if (suite !== undefined) return { suite, components }
	if (artefact === 'kubernetes') return { suite: '/', components: [] }
	return { suite: facts.os.repositoryRelease, components: artefact === 'os' ? ['main'] : ['stable'] }
}

/** ':tag' or '@sha256:…', as it was written. */
function suffixOf(name: string): string {
	return /(@sha256:[0-9a-f]+|:[^/:]+)$/.exec(name)?.[0] ?? ''
}

function namedSources(mirror: NamedMirror, version: string, facts: Facts): Sources {
	const entry: MirrorEntry = mirrors[mirror.name]
	const { family, repositoryRelease: release, id } = facts.os
	const fill = (text: string, minor: number) =>
		text
			.replaceAll('{minor}', `1.${minor}`)
			.replaceAll('{release}', release)
			.replaceAll('{arch}', rpmArchitecture[facts.architecture])
			.replaceAll('{distribution}', id === 'ubuntu' ? 'ubuntu' : 'debian')
	const minor = minorOf(version)
	const keyUrl = fill(entry.kubernetes.key[family], Math.max(minor, keyPathFromMinor.minor))
	const { repository, dnsRepository } = entry.images
	const tags = imageTagsOf(version)
	return {
		kubernetes: {
			id: 'kubernetes',
			kind: 'kubernetes-packages',
			name: 'Kubernetes',
			baseUrl: fill(entry.kubernetes[family], minor),
			suite: '/',
			components: [],
			keys: [{ url: keyUrl, fingerprint: keys.kubernetes.fingerprint }],
			unsigned: false,
			excluded,
		},
		containerd: {
			id: 'docker-ce',
			kind: 'containerd',
			name: 'Docker CE',
			baseUrl: fill(entry.containerd[family], minor),
			suite: release,
			components: ['stable'],
			keys: [
				{
					url: fill(entry.containerd.key[family], minor),
					fingerprint: keys[family === 'rpm' ? 'dockerRpm' : 'dockerDeb'].fingerprint,
				},
			],
			unsigned: false,
			excluded: [],
		},
		kernel: elrepoSource(facts),
		os: (entry.vault[release] ?? []).map((url, index) => ({
			id: `k8s-wizard-os-${index + 1}`,
			kind: 'os-packages',
			name: `${facts.os.name} (archive)`,
			baseUrl: fill(url, minor),
			suite: release,
			components: ['main'],
			keys: [],
			unsigned: false,
			excluded: [],
		})),
		imageRepository: repository,
		dns:
			tags === undefined || dnsRepository === repository ? undefined : { repository: dnsRepository, tag: tags.coredns },
		plainHttp: new Set(),
		ownHosts: new Set(),
		image: name => {
			const image = readImageName(name)
			const here = entry.registries[image.registry]
			return here === undefined ? name : `${here}/${image.path}${suffixOf(name)}`
		},
	}
}

/** Its key is of no fingerprint that a primary source gives: the operator confirms it. */
function elrepoSource({ os, architecture }: Facts): RepositorySource | undefined {
	const offers: Readonly<Record<string, (typeof elrepo)[keyof typeof elrepo]>> = elrepo
	const offer = os.family === 'rpm' ? offers[os.repositoryRelease] : undefined
	if (offer === undefined) return undefined
	return {
		id: kernelPackages.repository,
		kind: 'kernel',
		name: 'ELRepo kernels',
		baseUrl: offer.baseurl.replaceAll('{arch}', rpmArchitecture[architecture]),
		suite: '',
		components: [],
		keys: [{ url: offer.key, fingerprint: undefined }],
		unsigned: false,
		excluded: [],
	}
}
