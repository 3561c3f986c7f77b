import type { ApplyContext, ChangeBase, Inspection } from '../changes/change.ts'
import { type Message, message } from '../locales/message.ts'
import { type BeforeImages, beforeImages } from './before-images.ts'
import { StepFailure } from './failure.ts'
import { canonicalJson, hashOfValue } from './hash.ts'
import { cutOff, type History, unseal } from './history.ts'
import type { Journal } from './journal.ts'
import { type Announced, placeOf, recoveryOf } from './plan.ts'
import { type Redactor, redacted } from './redaction.ts'
import type { Tools } from './tools.ts'

export interface ChangeRun {
	tools: Tools
	history: History
	journal: Journal
	images: BeforeImages
	redactor: Redactor
	announced: Announced
	step: string
	/** The known failure that the change is part of a fix for. */
	fix?: string
	/** What a change of this step gets to work with. */
	context: ApplyContext
}

/**
 * Carries out one change: looks, journals the intent with its before-image, applies, looks again, journals. Returns
 * whether the host was altered. `place`: where the plan has it, when it is not done for the first time. Throws
 * StepFailure, what the kind throws, or JournalBroken.
 */
export async function runChange(
	run: ChangeRun,
	change: ChangeBase,
	index: number,
	place: number = index,
): Promise<boolean> {
	const { tools, journal, images, step } = run
	const kind = tools.kindOf(change)
	for (const secret of kind.secrets?.(change) ?? []) run.redactor.add(secret)
	const what = kind.describe(change)
	const inspection = await kind.inspect(change, { host: tools.host, keep: images.keep })
	if (inspection.state === 'unknown') {
		throw new StepFailure(message('engine.couldNotLook', { what }), [inspection.reason])
	}
	if (inspection.state === 'settled') {
		await journal.append({ type: 'change-settled', step, index })
		return false
	}
	refuseUnannounced(run, place, what, inspection.after)
	await settleCutOff(run, change)

	const before = await beforeOf(run, change, inspection)
	const fix = run.fix === undefined ? {} : { fix: run.fix }
	await journal.append({ type: 'change-intended', step, index, what, ...(await seal(run, change, before)), ...fix })
	const started = tools.host.now().getTime()
	await kind.apply(change, run.context)
	await refuseWithoutEffect(run, change, what)
	const milliseconds = tools.host.now().getTime() - started
	await journal.append({ type: 'change-applied', step, index, after: inspection.after, milliseconds })
	return true
}

type Pending = Extract<Inspection<unknown>, { state: 'pending' }>

/** Cleaning up what was cut off may have altered what there is to remember. */
async function beforeOf({ tools, images }: ChangeRun, change: ChangeBase, first: Pending): Promise<unknown> {
	const kind = tools.kindOf(change)
	if (kind.repeatable !== false) return first.before
	const again = await kind.inspect(change, { host: tools.host, keep: images.keep })
	return again.state === 'pending' ? again.before : first.before
}

function refuseUnannounced(run: ChangeRun, place: number, what: Message, after: unknown): void {
	const announced = run.fix === undefined ? run.announced[placeOf(run.step, place)] : undefined
	if (announced === undefined || announced === hashOfValue(after)) return
	throw new StepFailure(
		message('engine.notAsAnnounced', { what }),
		[canonicalJson(run.redactor.value(after))],
		message('engine.notAsAnnounced.todo'),
	)
}

/** Promise 3: what was cut off and may not be repeated blindly is decided by the evidence, and cleaned up by its own undo. */
async function settleCutOff(run: ChangeRun, change: ChangeBase): Promise<void> {
	const { tools, history, journal, step, context } = run
	const recovery = await recoveryOf(tools, step, change, history)
	const past = recovery && cutOff(history, step, change.kind)
	if (!recovery || !past || recovery.decision === 'repeat') return
	const what = tools.kindOf(change).describe(change)
	if (recovery.decision === 'stop') throw new StepFailure(message('engine.cutOffStop', { what }), [], recovery.why)
	const whole = await unseal(tools.host, past)
	const { kept } = beforeImages(tools.host, past.run)
	const result = await tools.kindOf(whole.change).undo(whole.change, whole.before, { ...context, kept })
	if (!result.undone) throw new StepFailure(message('engine.cutOffStop', { what }), [], result.kept)
	await journal.append({ type: 'change-undone', of: past.run, step: past.step, index: past.index, what: past.what })
}

async function refuseWithoutEffect(run: ChangeRun, change: ChangeBase, what: Message): Promise<void> {
	const { host } = run.tools
	const after = await run.tools.kindOf(change).inspect(change, { host, keep: async () => '' })
	if (after.state === 'settled') return
	if (after.state === 'unknown') throw new StepFailure(message('engine.couldNotLook', { what }), [after.reason])
	throw new StepFailure(message('engine.noEffect', { what }), after.diff)
}

/** Change and before-state as the journal may show them; where secrets were taken out, the whole goes to a 0600 file. */
async function seal(
	{ redactor, images }: ChangeRun,
	change: ChangeBase,
	before: unknown,
): Promise<{ change: unknown; before: unknown; sealed?: string }> {
	const whole = { change, before }
	const shown = redactor.value({ change: withoutSecretContent(change), before })
	if (canonicalJson(shown) === canonicalJson(whole)) return whole
	return { ...shown, sealed: await images.keep(Buffer.from(JSON.stringify(whole))) }
}

/** A change may say itself that its content is a secret. */
function withoutSecretContent(change: ChangeBase): ChangeBase {
	return 'secret' in change && change.secret === true ? { ...change, ...{ content: redacted } } : change
}
