import type { Change } from '../changes/index.ts'
import type { Known } from '../failures/failure.ts'
import type { Facts } from '../host/facts.ts'
import type { PlanContext } from '../steps/step.ts'
import type { PlanStep } from './plan.ts'

/** What a fix may take its values from: facts, answers, and the plan that follows from them. */
export function knownOfPlan(context: PlanContext, steps: readonly PlanStep[], done: ReadonlySet<string>): Known {
	const find = (id: string): PlanStep | undefined => steps.find(step => step.id === id)
	return {
		facts: context.facts,
		answers: context.answers,
		pauseImage: context.resolution.images.pause,
		planned: id => (find(id)?.changes ?? []) as readonly Change[],
		isAhead: id => find(id) !== undefined && !done.has(id),
	}
}

export interface HostKnowledge {
	readonly facts: Facts
	/** The plan that stands behind this host; undefined: it was not prepared by the wizard. */
	readonly context: PlanContext | undefined
	readonly steps: readonly PlanStep[]
	/** Of a run that did not come to its end; undefined: all. */
	readonly stepsDone: readonly string[] | undefined
}

/** The same for a host outside of any run. */
export function knownOfHost({ facts, context, steps, stepsDone }: HostKnowledge): Known {
	const done = new Set(stepsDone ?? steps.map(({ id }) => id))
	if (context) return { ...knownOfPlan(context, steps, done), facts }
	return { facts, answers: undefined, pauseImage: undefined, planned: () => [], isAhead: () => false }
}
