import type { Role } from '../../answers/answers.ts'
import { imageTagsOf } from '../../catalog/kubernetes.ts'
import { controlPlaneImages } from '../../catalog/kubernetes-images.ts'
import type { Host } from '../../host/host.ts'
import { type Message, message } from '../../locales/message.ts'
import { containerdSocket } from '../render/containerd-config.ts'
import type { Proof } from '../resolution.ts'
import { readImageName } from './image-name.ts'
import { MirrorError } from './mirror-error.ts'
import { type Asked, askForImage, type Denial, denialInWords, type Registries } from './registry.ts'
import type { Sources } from './sources.ts'

/** Kubernetes' images of a version by their full names on the mirror. Throws a MirrorError for an unknown version. */
export function kubernetesImages(
	version: string,
	role: Role,
	sources: Pick<Sources, 'imageRepository' | 'dns'>,
): { pause: string; all: string[] } {
	const tags = imageTagsOf(version)
	if (tags === undefined) throw new MirrorError([message('resolve.unknownVersion', { version })])
	const { imageRepository, dns } = sources
	const pause = `${imageRepository}/pause:${tags.pause}`
	const coredns = `${dns?.repository ?? imageRepository}/coredns:${tags.coredns}`
	if (role === 'join-worker') return { pause, all: [`${imageRepository}/kube-proxy:v${version}`, pause, coredns] }
	return {
		pause,
		all: [
			...controlPlaneImages.map(name => `${imageRepository}/${name}:v${version}`),
			pause,
			`${imageRepository}/etcd:${tags.etcd}`,
			coredns,
		],
	}
}

/**
 * Asks for every image that is not on the host yet whether its registry has it, all at once. Throws a MirrorError that
 * names all that are not there, once for each reason, with what was asked.
 */
export async function proveImages(
	host: Host,
	names: readonly string[],
	registries: Registries,
	kind: 'images' | 'cni-images' = 'images',
): Promise<Proof[]> {
	const present = await presentImages(host)
	const answers = await Promise.all(
		names.map(async (what): Promise<{ proof: Proof; asked?: Asked }> => {
			const place = { kind, what, where: readImageName(what).registry }
			if (present.has(what)) return { proof: { ...place, result: 'present' } }
			const asked = await askForImage(host, what, registries)
			const { denial, milliseconds } = asked
			const result = denial === undefined ? 'proven' : 'missing'
			return { proof: { ...place, result, ...(milliseconds !== undefined && { milliseconds }) }, asked }
		}),
	)
	const proofs = answers.map(({ proof }) => proof)
	const problems = problemsOf(answers)
	if (problems.length > 0) throw new MirrorError(problems, [], proofs)
	return proofs
}

/** What is wrong with a registry is told once, with all images that it keeps us from. */
function problemsOf(answers: readonly { proof: Proof; asked?: Asked }[]): Message[] {
	const groups = new Map<string, { denial: Denial; url: string; images: string[] }>()
	for (const { proof, asked } of answers) {
		if (asked?.denial === undefined) continue
		const same = `${proof.where} ${JSON.stringify(asked.denial)}`
		const group = groups.get(same) ?? { denial: asked.denial, url: asked.url, images: [] }
		groups.set(same, group)
		group.images.push(proof.what)
	}
	return [...groups.values()].map(({ denial, url, images }) => denialInWords(denial, images, url))
}

/** Names in containerd's k8s.io namespace; none where containerd does not answer. */
async function presentImages(host: Host): Promise<ReadonlySet<string>> {
	if ((await host.stat(containerdSocket)) === undefined) return new Set()
	const argv = ['ctr', '--address', containerdSocket, '--namespace', 'k8s.io', 'images', 'list', '--quiet'] as const
	const result = await host.look(argv)
	return new Set(result.exitCode === 0 ? result.stdout.split('\n').filter(line => line !== '') : [])
}
