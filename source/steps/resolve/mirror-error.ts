import type { Message } from '../../locales/message.ts'
import type { Proof } from '../resolution.ts'

/** This plan cannot be carried out with this mirror on this host: told before the first change, exit code 3. */
export class MirrorError extends Error {
	/** All that is wrong, each naming what and where. */
	readonly problems: readonly Message[]
	/** What another program said about it. */
	readonly lines: readonly string[]
	/** What was asked all the same, found or not. */
	readonly proofs: readonly Proof[]

	constructor(problems: readonly Message[], lines: readonly string[] = [], proofs: readonly Proof[] = []) {
		super(problems.map(({ key, parameters }) => `${key} ${JSON.stringify(parameters)}`).join('; '))
		this.name = 'MirrorError'
		this.problems = problems
		this.lines = lines
		this.proofs = proofs
	}
}

/** A key that signs a repository and whose fingerprint nobody has vouched for yet. */
export interface UnconfirmedKey {
	/** File or address that it was read from. */
	readonly where: string
	/** 40 hexadecimal digits, upper case. */
	readonly fingerprint: string
	/** What the key itself says it belongs to. */
	readonly owner: string
}

/** The operator has to look at these keys first. */
export class UnconfirmedKeys extends MirrorError {
	readonly keys: readonly UnconfirmedKey[]

	constructor(keys: readonly UnconfirmedKey[], problems: readonly Message[]) {
		super(problems)
		this.name = 'UnconfirmedKeys'
		this.keys = keys
	}
}

/**
 * Waits for all of them to end, and throws one MirrorError with every problem that they met; UnconfirmedKeys where
 * that is all that stands against it.
 */
export async function withoutProblems<Work extends readonly Promise<unknown>[]>(
	work: readonly [...Work],
): Promise<void> {
	const settled = await Promise.allSettled(work)
	const failures = settled.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []))
	const other = failures.find(reason => !(reason instanceof MirrorError))
	if (other !== undefined) throw other
	const refusals = failures.filter((reason): reason is MirrorError => reason instanceof MirrorError)
	if (refusals.length === 0) return
	const problems = refusals.flatMap(refusal => refusal.problems)
	const unconfirmed = refusals.filter((reason): reason is UnconfirmedKeys => reason instanceof UnconfirmedKeys)
	if (unconfirmed.length === refusals.length) {
		throw new UnconfirmedKeys(
			unconfirmed.flatMap(({ keys }) => keys),
			problems,
		)
	}
	throw new MirrorError(
		problems,
		refusals.flatMap(({ lines }) => lines),
	)
}
