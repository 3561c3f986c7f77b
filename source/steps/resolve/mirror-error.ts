import type { Message } from '../../locales/message.ts'

/** This plan cannot be carried out with this mirror on this host: told before the first change, exit code 3. */
export class MirrorError extends Error {
	/** All that is wrong, each naming what and where. */
	readonly problems: readonly Message[]
	/** What another program said about it. */
	readonly lines: readonly string[]

	constructor(problems: readonly Message[], lines: readonly string[] = []) {
		super(problems.map(({ key, parameters }) => `${key} ${JSON.stringify(parameters)}`).join('; '))
		this.name = 'MirrorError'
		this.problems = problems
		this.lines = lines
	}
}

/** Waits for all of them to end, and throws one MirrorError with every problem that they met. */
export async function withoutProblems<Work extends readonly Promise<unknown>[]>(
	work: readonly [...Work],
): Promise<void> {
	const settled = await Promise.allSettled(work)
	const failures = settled.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []))
	const other = failures.find(reason => !(reason instanceof MirrorError))
	if (other !== undefined) throw other
	const refusals = failures.filter((reason): reason is MirrorError => reason instanceof MirrorError)
	if (refusals.length === 0) return
	throw new MirrorError(
		refusals.flatMap(({ problems }) => problems),
		refusals.flatMap(({ lines }) => lines),
	)
}
