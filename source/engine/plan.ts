import type { ChangeBase, Inspection, Recovery } from '../changes/change.ts'
import { type Message, message } from '../locales/message.ts'
import type { Check, PlanContext, Step } from '../steps/step.ts'
import { hashOnly } from './before-images.ts'
import { hashOfValue } from './hash.ts'
import { cutOff, type History, unseal } from './history.ts'
import type { Tools } from './tools.ts'

/** A step laid out for these answers on this host, its changes not looked at yet. */
export interface PlanStep {
	readonly id: string
	/** Only steps that are part of this plan. */
	readonly needs: readonly string[]
	readonly notes: readonly Message[]
	readonly changes: readonly ChangeBase[]
	checks(context: PlanContext): readonly Check[]
	readonly refreshesFacts: boolean
}

export interface PlannedChange {
	readonly change: ChangeBase
	readonly what: Message
	readonly inspection: Inspection<unknown>
	/** Cannot be given back by undo. */
	readonly irreversible?: Message
	/** It was cut off before: what the evidence says should become of it. */
	readonly recovery?: Recovery
}

export interface PlannedStep extends PlanStep {
	readonly planned: readonly PlannedChange[]
}

export interface Plan {
	readonly steps: readonly PlannedStep[]
	/** Equal for the same steps with the same changes, whatever the host looks like. */
	readonly planHash: string
}

/** The graph of steps that apply, each with the changes that follow from the context. Touches nothing, knows no host. */
export function layOut(steps: readonly Step[], context: PlanContext): PlanStep[] {
	const applying = steps.filter(step => step.when?.(context) ?? true)
	return applying.map(step => ({
		id: step.id,
		needs: needsWithin(step, steps, new Set(applying.map(({ id }) => id))),
		notes: step.notes?.(context) ?? [],
		changes: step.changes(context),
		checks: current => step.checks?.(current) ?? [],
		refreshesFacts: step.refreshesFacts ?? false,
	}))
}

/** What a step needs, where a step that does not apply is replaced by what it needs itself. */
function needsWithin(step: Step, all: readonly Step[], applying: ReadonlySet<string>): string[] {
	const needs = new Set<string>()
	const visit = (current: Step): void => {
		for (const need of current.needs) {
			if (applying.has(need)) {
				needs.add(need)
				continue
			}
			const skipped = all.find(({ id }) => id === need)
			if (skipped) visit(skipped)
		}
	}
	visit(step)
	return [...needs]
}

export function planHashOf(steps: readonly PlanStep[]): string {
	return hashOfValue(steps.map(({ id, needs, changes }) => ({ id, needs, changes })))
}

/** Looks at every change on the host, all steps side by side. Writes nothing. */
export async function inspectPlan(tools: Tools, steps: readonly PlanStep[], history: History): Promise<Plan> {
	const planned = await Promise.all(
		steps.map(async step => ({
			...step,
			planned: await Promise.all(step.changes.map(change => inspectChange(tools, step.id, change, history))),
		})),
	)
	return { steps: planned, planHash: planHashOf(steps) }
}

async function inspectChange(tools: Tools, step: string, change: ChangeBase, history: History): Promise<PlannedChange> {
	const kind = tools.kindOf(change)
	const inspection = await kind.inspect(change, { host: tools.host, keep: hashOnly })
	const recovery = inspection.state === 'pending' ? await recoveryOf(tools, step, change, history) : undefined
	return {
		change,
		what: kind.describe(change),
		inspection,
		...(kind.irreversible && { irreversible: kind.irreversible }),
		...(recovery && { recovery }),
	}
}

/** For a pending change that may not be repeated blindly and was cut off: what its kind makes of the evidence. */
export async function recoveryOf(
	tools: Tools,
	step: string,
	change: ChangeBase,
	history: History,
): Promise<Recovery | undefined> {
	const kind = tools.kindOf(change)
	if (kind.repeatable !== false) return undefined
	const past = cutOff(history, step, change.kind)
	if (!past) return undefined
	if (!kind.recover) return { decision: 'stop', why: message('engine.recovery.unknown') }
	const whole = await unseal(tools.host, past)
	return kind.recover(whole.change, whole.before, { host: tools.host, keep: hashOnly })
}

/** How many changes are pending, and how many could not be looked at. */
export function countChanges(plan: Plan): { pending: number; settled: number; unknown: number } {
	const counts = { pending: 0, settled: 0, unknown: 0 }
	for (const step of plan.steps) {
		for (const { inspection } of step.planned) counts[inspection.state] += 1
	}
	return counts
}

/** Changes whose evidence says that the operator has to look first. */
export function blockers(plan: Plan): { step: string; what: Message; why: Message }[] {
	return plan.steps.flatMap(step =>
		step.planned.flatMap(({ what, recovery }) =>
			recovery?.decision === 'stop' ? [{ step: step.id, what, why: recovery.why }] : [],
		),
	)
}

/** What is announced to be true afterwards, by place in the plan: a run that would do otherwise stops. */
export type Announced = Readonly<Record<string, string>>

export function announcedBy(plan: Plan): Announced {
	return Object.fromEntries(
		plan.steps.flatMap(step =>
			step.planned.flatMap(({ inspection }, index) =>
				inspection.state === 'pending' ? [[placeOf(step.id, index), hashOfValue(inspection.after)]] : [],
			),
		),
	)
}

export function placeOf(step: string, index: number): string {
	return `${step}/${index}`
}
