import type { Facts } from '../host/facts.ts'
import type { Host } from '../host/host.ts'
import type { Answers } from './answers.ts'
import { checkAnswers } from './checks.ts'
import { type Origins, resolveAnswers } from './defaults.ts'
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
	readonly clusterVersion?: string | undefined
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
	const { read } = sources
	if (read.problems.length > 0) throw new AnswersError(read.problems)
	const { answers, origins, problems } = await evaluateAnswers({ ...sources, given: read.given })
	const placed = problems.map(problem => place(problem, read.positions))
	if (placed.length > 0) throw new AnswersError(placed.sort(byPlace))
	return { answers, origins }
}

export interface EvaluatedAnswers extends PreparedAnswers {
	readonly problems: readonly Found[]
}

/** Answers made whole for this host, of use only when nothing is wrong with them, and all that is. Only looks at it. */
export async function evaluateAnswers(
	sources: Omit<PrepareSources, 'read'> & { readonly given: GivenAnswers },
): Promise<EvaluatedAnswers> {
	const { host, facts } = sources
	const { answers, origins, problems } = resolveAnswers(sources)
	const found = [
		...problems,
		...checkAnswers(answers, facts),
		...(await checkFiles(host, answers, origins.proxy.from === 'file' ? sources.path : undefined)),
	]
	return { answers, origins, problems: withoutRepeats(found) }
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
