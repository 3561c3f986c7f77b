import compare from 'semver/functions/compare.js'
import gte from 'semver/functions/gte.js'
import lt from 'semver/functions/lt.js'
import { cgroupV1, containerdMatches, kernelChecks } from '../catalog/ceilings.ts'
import { containerdOffers } from '../catalog/containerd.ts'
import { elrepo } from '../catalog/kernels.ts'
import { byMinor, kubernetesVersions, minorOf } from '../catalog/kubernetes.ts'
import { mirrors } from '../catalog/mirrors.ts'
import type { Facts } from '../host/facts.ts'
import { type Message, message } from '../locales/message.ts'
import type { Answers, Mirror } from './answers.ts'

/** What decides how new a Kubernetes can be. */
export interface CeilingContext {
	readonly facts: Pick<Facts, 'os' | 'kernel' | 'cgroup' | 'containerd'>
	readonly mirror: Mirror
	readonly kernel: Answers['kernel']
}

/** Why a version cannot run; 2: the answers do not go together, 3: this host cannot take it. */
export interface Obstacle {
	readonly what: Message
	readonly exit: 2 | 3
}

/** What keeps this version from running on this host; nothing: it can. The version is one that the catalog knows. */
export function obstacles(version: string, context: CeilingContext): readonly Obstacle[] {
	return [
		...mirrorObstacle(version, context.mirror),
		...kernelObstacle(version, context),
		...cgroupObstacle(version, context.facts),
		...containerdObstacle(version, context),
	]
}

/** The newest version that nothing stands against, and what stands against the next one. */
export function newestAllowed(context: CeilingContext): { version: string | undefined; why: readonly Message[] } {
	let blocked: readonly Message[] = []
	for (const version of kubernetesVersions().reverse()) {
		const found = obstacles(version, context)
		if (found.length === 0) return { version, why: blocked }
		blocked = found.map(obstacle => obstacle.what)
	}
	return { version: undefined, why: blocked }
}

function mirrorObstacle(version: string, mirror: Mirror): Obstacle[] {
	if (mirror.name === 'custom') return []
	const { kubernetes } = mirrors[mirror.name]
	const minor = minorOf(version)
	if (minor < kubernetes.from) {
		const from = `1.${kubernetes.from}`
		return [{ what: message('answers.ceiling.mirrorFrom', { version, mirror: mirror.name, from }), exit: 2 }]
	}
	if (kubernetes.to !== undefined && minor > kubernetes.to) {
		const to = `1.${kubernetes.to}`
		return [{ what: message('answers.ceiling.mirrorTo', { version, mirror: mirror.name, to }), exit: 2 }]
	}
	return []
}

/** The kernel that will run: the host's, or the one that ELRepo brings. */
export function kernelToRun(
	facts: Pick<Facts, 'os' | 'kernel'>,
	choice: Answers['kernel'],
): { major: number; minor: number; patch: number; release: string } {
	if (choice === 'stock') return facts.kernel
	const archives: Readonly<Record<string, { last: { lt: string; ml: string } | undefined }>> = elrepo
	const release = archives[facts.os.repositoryRelease]?.last?.[choice] ?? '6.0.0'
	const [major = 6, minor = 0, patch = 0] = release.split(/[.-]/).map(Number)
	return { major, minor, patch, release }
}

function kernelObstacle(version: string, { facts, kernel: choice }: CeilingContext): Obstacle[] {
	const check = byMinor(kernelChecks, version)
	const kernel = kernelToRun(facts, choice)
	if (check === undefined || gte(`${kernel.major}.${kernel.minor}.${kernel.patch}`, check.oldest)) return []
	const oldest = check.oldest.replace(/\.0$/, '')
	return [{ what: message('answers.ceiling.kernel', { version, kernel: kernel.release, oldest }), exit: 3 }]
}

function cgroupObstacle(version: string, facts: Pick<Facts, 'cgroup'>): Obstacle[] {
	if (facts.cgroup !== 1 || minorOf(version) < cgroupV1.refusedFrom) return []
	return [{ what: message('answers.ceiling.cgroup', { version, from: `1.${cgroupV1.refusedFrom}` }), exit: 3 }]
}

function containerdObstacle(version: string, context: CeilingContext): Obstacle[] {
	const containerd = containerdToRun(context)
	const match = byMinor(containerdMatches, version)
	if (containerd === undefined || match === undefined) return []
	const minimums: readonly string[] = match.minimums
	const needs = minimums.map(minimum => `${minimum}+`).join(', ')
	if (match.below !== undefined && gte(containerd, match.below)) {
		const what = message('answers.ceiling.containerdTooNew', { version, containerd, below: match.below })
		return [{ what, exit: 3 }]
	}
	if (serves(containerd, minimums)) return []
	return [{ what: message('answers.ceiling.containerd', { version, containerd, needs }), exit: 3 }]
}

/** Whether this containerd ('1.6.20') and this Kubernetes go together; so they do where nothing is known against it. */
export function servesKubernetes(containerd: string, version: string): boolean {
	const match = byMinor(containerdMatches, version)
	if (match === undefined) return true
	return serves(containerd, match.minimums) && (match.below === undefined || lt(containerd, match.below))
}

/** At least the minimum of its own line, or of a line newer than all that are listed. */
function serves(containerd: string, minimums: readonly string[]): boolean {
	const line = (version: string) => version.split('.').slice(0, 2).join('.')
	const own = minimums.find(minimum => line(minimum) === line(containerd))
	if (own !== undefined) return gte(containerd, own)
	const newest = [...minimums].sort(compare).pop()
	return newest !== undefined && gte(containerd, newest)
}

/** The containerd that is there and kept, or the last one that will ever be offered; undefined: not known yet. */
function containerdToRun({ facts, mirror }: CeilingContext): string | undefined {
	if (facts.containerd.looked && facts.containerd.value !== undefined) {
		const [plain] = /^\d+\.\d+\.\d+/.exec(facts.containerd.value.version) ?? []
		return plain
	}
	if (mirror.name === 'custom' && mirror.containerd !== undefined) return undefined
	const name = mirror.name === 'custom' ? 'containerd' : 'containerd.io'
	const offer = containerdOffers.find(
		entry =>
			entry.family === facts.os.family &&
			entry.repositoryRelease === facts.os.repositoryRelease &&
			entry.package === name &&
			entry.final,
	)
	return offer?.newest
}

/** Whether a kernel is older than this release. */
export function isOlderKernel(kernel: { major: number; minor: number; patch: number }, than: string): boolean {
	return lt(`${kernel.major}.${kernel.minor}.${kernel.patch}`, than)
}
