import { hideSecrets } from '../answers/secrets.ts'
import type { Plan } from '../engine/plan.ts'
import type { Redactor } from '../engine/redaction.ts'
import { answersHashOf } from '../engine/request.ts'
import { type Language, say } from '../locales/message.ts'
import { stepTitle, stepWhy } from '../locales/step-words.ts'
import type { PlanContext } from '../steps/step.ts'

/** A plan for programs. `after` of each change is what the run's `change-applied` will say too. Secrets are taken out. */
export function planJson(plan: Plan, context: PlanContext, redactor: Redactor, language: Language): unknown {
	return redactor.value({
		type: 'plan',
		planHash: plan.planHash,
		answersHash: answersHashOf(context.answers),
		answers: hideSecrets(context.answers),
		proofs: context.resolution.proofs,
		steps: plan.steps.map(step => ({
			step: step.id,
			title: say(stepTitle(step.id), language),
			why: say(stepWhy(step.id), language),
			notes: step.notes.map(note => say(note, language)),
			needs: step.needs,
			changes: step.planned.map(({ change, what, inspection, irreversible, recovery }, index) => ({
				index,
				kind: change.kind,
				what: say(what, language),
				...(change.why && { why: say(change.why, language) }),
				state: inspection.state,
				...(inspection.state === 'pending' && { diff: inspection.diff, after: inspection.after }),
				...(inspection.state === 'unknown' && { reason: inspection.reason }),
				...(irreversible && { irreversible: say(irreversible, language) }),
				...(recovery && { recovery: { decision: recovery.decision, why: say(recovery.why, language) } }),
			})),
		})),
	})
}
