import type { Answers } from '../answers/answers.ts'
import type { Change } from '../changes/index.ts'
import type { Facts } from '../host/facts.ts'
import type { Host, Looked } from '../host/host.ts'
import type { Message } from '../locales/message.ts'
import type { StepId } from './index.ts'
import type { Resolution } from './resolution.ts'

/** All that a step's changes follow from. Known when the plan is made; the same context gives the same changes. */
export interface PlanContext {
	readonly facts: Facts
	readonly answers: Answers
	/** What only mirrors and package managers know: exact versions, proven URLs, keys. */
	readonly resolution: Resolution
}

/** A named group of changes with a reason, what it needs, when it applies, and how it is verified. A value, never a class. */
export interface Step {
	readonly id: StepId
	/** Rows of the founding procedure that this step carries out. */
	readonly rows: readonly number[]
	/** Steps that must be done before; what does not depend on each other runs at the same time. */
	readonly needs: readonly StepId[]
	/** False: not part of this plan. */
	when?(context: PlanContext): boolean
	/** Why the step is done differently here, shown beside its standing reason. */
	notes?(context: PlanContext): readonly Message[]
	changes(context: PlanContext): readonly Change[]
	/** Looked at after the changes: each must hold. */
	readonly checks?: (context: PlanContext) => readonly Check[]
	/** This step changes what Facts say: read them again after it. */
	readonly refreshesFacts?: true
}

/** A look at the host that must come out true, waited for when it takes time. */
export interface Check {
	readonly what: Message
	/** `detail` is the evidence: a line or two, in the tool's own words. */
	look(host: Host): Promise<Looked<{ holds: boolean; detail: string }>>
	/** Milliseconds to wait for it to become true; 0: now or never. */
	readonly within: number
	/** A line of bash that waits for the same, where kubectl has the words for it. */
	readonly shell?: string
}
