import type { Facts } from '../host/facts.ts'
import type { Host } from '../host/host.ts'
import type { Answers } from './answers.ts'
import { checkAnswers } from './checks.ts'
import { type Origins, resolveAnswers } from './defaults.ts'
import { isAddress, splitEndpoint } from './formats.ts'
import type { Joining } from './join/ask.ts'
import { checkAgainst } from './join/check.ts'
import { AnswersError, type Found, type Position, type Problem } from './problem.ts'
import type { ReadAnswers } from './read.ts'
import type { GivenAnswers } from './schema.ts'
import { checkFiles } from './secrets.ts'
import type { Positions } from './yaml.ts'

export interface PrepareSources {
	readonly host: Host
	readonly facts: Facts
	/** `noAnswers` where there is no file. */
	readonly read: ReadAnswers
	/** Path of the answers file; undefined for standard input and for none. */
	readonly path?: string | undefined
	readonly record?: Answers | undefined
	readonly environment?: Readonly<Record<string, string | undefined>>
	/** The cluster to join, and what stands against joining it. */
	readonly joining?: Joining | undefined
}

export interface PreparedAnswers {
	readonly answers: Answers
	readonly origins: Origins
}

/**
 * From what a file says to answers that this host can take. Throws AnswersError with everything that is wrong, each
 * with its place in the file where it has one. Only looks at the host.
 */
export async function prepareAnswers(sources: PrepareSources): Promise<PreparedAnswers> {
	const { read, joining } = sources
	if (read.problems.length > 0) throw new AnswersError(read.problems)
	// Without an answer of the cluster nothing more can be said of the rest.
	if (joining && !joining.cluster && joining.found.length > 0) throw placedError(joining.found, read.positions)
	const { answers, origins, problems } = await evaluateAnswers({ ...sources, given: read.given })
	if (problems.length > 0) throw placedError(problems, read.positions)
	return { answers, origins }
}

export interface EvaluatedAnswers extends PreparedAnswers {
	readonly problems: readonly Found[]
}

type EvaluateSources = Omit<PrepareSources, 'read'> & { readonly given: GivenAnswers }

/** Answers made whole for this host, of use only when nothing is wrong with them, and all that is. Only looks at it. */
export async function evaluateAnswers(sources: EvaluateSources): Promise<EvaluatedAnswers> {
	const { host, facts, joining } = sources
	const cluster = joining?.cluster
	const { answers, origins, problems } = resolveAnswers({
		...sources,
		cluster,
		endpointIsKnown: await endpointIsKnown(sources),
	})
	// Why the cluster did not say its version is told by what it was asked.
	const unasked = joining !== undefined && cluster === undefined
	const found = [
		...problems.filter(({ what }) => !(unasked && what.key === 'answers.versionToJoin')),
		...(joining?.found ?? []),
		...checkAnswers(answers, facts),
		...(cluster ? checkAgainst(cluster, answers) : []),
		...(await checkFiles(host, answers, holdsOwnSecrets(origins) ? sources.path : undefined)),
	]
	return { answers, origins, problems: withoutRepeats(found) }
}

function placedError(found: readonly Found[], positions: Positions): AnswersError {
	return new AnswersError(found.map(problem => place(problem, positions)).sort(byPlace))
}

/** Only a name that somebody chose may be in DNS; the Record says of an earlier run what became of it. */
async function endpointIsKnown({ host, given, record, joining }: EvaluateSources): Promise<boolean> {
	const endpoint = given.controlPlaneEndpoint ?? joining?.cluster?.controlPlaneEndpoint
	if (endpoint === undefined || record?.endpointAddress !== undefined || given.endpointAddress !== undefined)
		return false
	const name = splitEndpoint(endpoint).host
	return !isAddress(name) && (await host.look(['getent', 'hosts', name])).exitCode === 0
}

function holdsOwnSecrets({ proxy, join }: Origins): boolean {
	return proxy.from === 'file' || join.from === 'file'
}

/** At its own key's value, else at that of the nearest map around it that the file has. */
function place(found: Found, positions: Positions): Problem {
	return { ...found, at: placeOf(found.key, positions) }
}

function placeOf(key: string | undefined, positions: Positions): Position | undefined {
	const parts = key === undefined ? [] : key.split('.')
	while (parts.length > 0) {
		const placed = positions.get(parts.join('.'))
		if (placed !== undefined) return placed.value
		parts.pop()
	}
	return undefined
}

/** A default that could not be had is told once, not once more by the check that stumbles over its stand-in. */
function withoutRepeats(found: readonly Found[]): readonly Found[] {
	const refused = new Set<string>()
	return found.filter(({ key, what }) => {
		const name = `${key} ${what.key}`
		if (refused.has(name)) return false
		refused.add(name)
		return true
	})
}

function byPlace(one: Problem, other: Problem): number {
	const line = (problem: Problem) => problem.at?.line ?? Number.MAX_SAFE_INTEGER
	return line(one) - line(other)
}
