import type { Answers } from '../answers/answers.ts'
import type { Draft } from '../answers/draft.ts'
import type { EvaluatedAnswers } from '../answers/prepare.ts'
import type { GivenAnswers } from '../answers/schema.ts'
import type { Tools } from '../engine/tools.ts'
import type { KnownFailure } from '../failures/failure.ts'
import type { Facts } from '../host/facts.ts'
import type { Pace } from '../host/model-host/clock.ts'
import type { Resolution } from '../steps/resolution.ts'
import type { MirrorProbe } from '../steps/resolve/probe.ts'
import type { Step } from '../steps/step.ts'

declare const K8S_WIZARD_VERSION: string | undefined

/** What the commands work with: put together here for the machine at hand, and otherwise for a model host. */
export interface World {
	readonly tools: Tools
	readonly steps: readonly Step[]
	readonly failures: readonly KnownFailure[]
	readonly version: string
	/** Of this process. */
	readonly pid: number
	readFacts(): Promise<Facts>
	/** The answers of a file's text, or of no file at all, as this host makes them whole. Throws AnswersError. */
	readAnswers(facts: Facts, source: AnswersSource | undefined, record: Answers | undefined): Promise<Answers>
	/** Answers made whole, with where each comes from and all that is wrong with them. */
	evaluate(facts: Facts, given: GivenAnswers, record: Answers | undefined): Promise<EvaluatedAnswers>
	/** Asks the mirror of these answers whether it has what they need. */
	probe(facts: Facts, answers: Answers): Promise<MirrorProbe>
	/** Exact versions, keys and images for these answers; what is as `known` says is not asked for again. Throws MirrorError. */
	resolve(facts: Facts, answers: Answers, known: Resolution | undefined): Promise<Resolution>
	/** Starts the runner of a run whose request is written. Throws StepFailure when that fails. */
	startRun(run: string): Promise<void>
	/** Cuts off what the runner is doing; the run ends as failed. */
	endRun(run: string): Promise<void>
}

/** The steps of a plan; `only`: of a run that leaves the others aside. */
export function stepsOf({ steps }: World, only: readonly string[] | undefined): readonly Step[] {
	return only === undefined ? steps : steps.filter(({ id }) => only.includes(id))
}

export interface AnswersSource {
	readonly text: string
	/** As errors name it. */
	readonly file: string
	/** Undefined: standard input. */
	readonly path: string | undefined
}

/** Where worlds come from: the machine at hand, and model hosts by their names, the first one first. */
export interface Worlds {
	real(): World
	readonly demo: ReadonlyMap<string, () => DemoWorld>
}

/** A model host, and what somebody who only presses Enter answers. */
export interface DemoWorld {
	readonly world: World
	/** Name of the host. */
	readonly os: string
	readonly draft: Draft
	/** Lets its time pass as an onlooker sees it; without, it takes none. */
	setPace(pace: Pace): void
	/** Its time, in milliseconds, for clocks on screen. */
	now(): number
}

export const version = typeof K8S_WIZARD_VERSION === 'string' ? K8S_WIZARD_VERSION : 'development'
