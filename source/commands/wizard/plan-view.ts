import { secretsIn } from '../../answers/secrets.ts'
import { countChanges, type PlannedChange, type PlannedStep } from '../../engine/plan.ts'
import { createRedactor, type Redactor } from '../../engine/redaction.ts'
import type { Tools } from '../../engine/tools.ts'
import { strip } from '../../host/strip.ts'
import { message } from '../../locales/message.ts'
import { stepTitle, stepWhy } from '../../locales/step-words.ts'
import type { ChangeView, PlanStepView, PlanView } from '../../ui/port.ts'
import type { Prepared } from '../prepare.ts'
import { artefactRows } from '../text/proof-text.ts'

/** A plan as the screens show it: words, diffs and commands, without secrets and without terminal control. */
export function planView(tools: Tools, { plan, context }: Prepared): PlanView {
	const redactor = createRedactor(secretsIn(context.answers))
	const { answers } = context
	return {
		hostname: answers.hostname,
		artefacts: artefactRows(context.resolution.proofs),
		steps: plan.steps.map(step => stepView(tools, step, redactor)),
		...countChanges(plan),
		reboots: answers.kernel !== 'stock' || answers.selinux === 'disabled',
	}
}

function stepView(tools: Tools, step: PlannedStep, redactor: Redactor): PlanStepView {
	return {
		id: step.id,
		title: stepTitle(step.id),
		why: stepWhy(step.id),
		notes: step.notes,
		changes: step.planned.map(planned => changeView(tools, planned, redactor)),
	}
}

function changeView(tools: Tools, planned: PlannedChange, redactor: Redactor): ChangeView {
	const { change, inspection, recovery } = planned
	const kind = tools.kindOf(change)
	for (const secret of kind.secrets?.(change) ?? []) redactor.add(secret)
	const commands = kind.shell(change)
	const clean = (lines: readonly string[]): string[] =>
		lines.flatMap(line => redactor.text(strip(line)).split('\n')).map(line => line.trimEnd())
	return {
		what: planned.what,
		why: change.why,
		state: inspection.state,
		reason: inspection.state === 'unknown' ? strip(inspection.reason) : undefined,
		diff: inspection.state === 'pending' ? clean(inspection.diff) : [],
		// A file's content stands in its diff already.
		commands: inspection.state === 'pending' && commands.join('\n').length < 400 ? clean(commands) : [],
		irreversible: planned.irreversible,
		recovery: recovery && message(`command.plan.recovery.${recovery.decision}`, { why: recovery.why }),
	}
}
