import { lockHolder } from '../engine/lock.ts'
import { standingOf } from '../engine/resume.ts'
import { message } from '../locales/message.ts'
import { stepTitle } from '../locales/step-words.ts'
import type { Arguments } from './arguments.ts'
import { carryOut, comeBack } from './carry-out.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { type Prepared, planFor, prepare, readHost } from './prepare.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** `k8s-wizard resume`: goes on with the run that did not come to its end, with the answers that it began with. */
export async function resume(
	world: World,
	frontEnd: FrontEnd,
	{ yes, fix }: Pick<Arguments, 'yes' | 'fix'>,
): Promise<ExitCode> {
	const holder = await lockHolder(world.tools.host)
	if (holder) {
		return comeBack(world, frontEnd, holder.run)
	}
	const state = await readHost(world)
	if (!state.unfinished) {
		frontEnd.say(message('command.nothingToResume'))
		return exitCodes.done
	}
	const { request, past } = state.unfinished
	if (!request) throw new Refusal(exitCodes.hostCannot, message('command.requestGone', { run: past.run }))
	const { context, only } = request
	// A run of some steps alone needs nothing of any mirror.
	const prepared = only
		? await planFor(world, state, { ...context, facts: state.facts }, only)
		: await prepare(world, state, context.answers)
	tellUnfinished(frontEnd, prepared)
	return carryOut(world, frontEnd, prepared, { yes, fix })
}

/** What an unfinished run did, and what it was cut off in, by what the host itself says now. */
export function tellUnfinished(frontEnd: FrontEnd, { plan, unfinished }: Prepared): void {
	if (!unfinished) return
	const { past, done, cutOff } = unfinished
	frontEnd.say(message(past.result === undefined ? 'command.wasCutOff' : 'command.wasNotFinished', { run: past.run }))
	const steps = past.stepsDone.length
	frontEnd.say(message('command.wasDone', { changes: done.length, steps, of: past.steps.length }))
	for (const { past: change, standing } of standingOf(plan, cutOff)) {
		const parameters = { step: stepTitle(change.step), what: change.what }
		frontEnd.say(message(`command.standing.${standing}`, parameters))
	}
}
