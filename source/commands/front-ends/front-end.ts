import type { JournalLine, RunFailure } from '../../engine/events.ts'
import type { Plan } from '../../engine/plan.ts'
import type { Language, Message } from '../../locales/message.ts'
import type { Proof } from '../../steps/resolution.ts'
import type { PlanContext } from '../../steps/step.ts'

/** Shows what happens and asks; it never alters a run. */
export interface FrontEnd {
	readonly language: Language
	/** Somebody can be asked. */
	readonly interactive: boolean
	plan(plan: Plan, context: PlanContext): void
	/** A line of a journal, in order. */
	event(line: JournalLine): void
	/** Something worth knowing that belongs to no step. */
	say(what: Message): void
	/** Why the program ends without having done what was asked. */
	refuse(what: Message, lines?: readonly string[]): void
	/** Problems as lines that already say where they stand; with what of a mirror was asked. */
	problems(lines: readonly string[], proofs?: readonly Proof[]): void
	failure(failure: RunFailure): void
	/** Yes or no; no without an answer. */
	confirm(what: Message): Promise<boolean>
	/** The place of the chosen one; undefined: none. */
	choose(what: Message, choices: readonly Message[]): Promise<number | undefined>
}
