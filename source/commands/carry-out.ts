import { lastRunIsDone } from '../engine/history.ts'
import { announcedBy, countChanges } from '../engine/plan.ts'
import type { FixPolicy } from '../engine/request.ts'
import { message } from '../locales/message.ts'
import type { Arguments } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import type { Prepared } from './prepare.ts'
import { getConsent, type Shown, startAndWatch, watch } from './start-run.ts'
import { undo } from './undo.ts'
import type { World } from './world.ts'

/** Shows a plan, gets consent, carries it out in a runner of its own, and shows the run to its end. */
export async function carryOut(
	world: World,
	frontEnd: FrontEnd,
	prepared: Prepared,
	given: Pick<Arguments, 'yes' | 'fix'>,
): Promise<ExitCode> {
	const { plan, context, history, only } = prepared
	const { pending, settled, unknown } = countChanges(plan)
	if (pending === 0 && unknown === 0 && lastRunIsDone(history)) {
		frontEnd.say(message('command.nothingToDo', { settled }))
		return exitCodes.done
	}
	frontEnd.plan(plan, context)
	await getConsent(frontEnd, given.yes, message('command.consent'))
	const { planHash } = plan
	const fix = policyOf(frontEnd, given)
	const announced = announcedBy(plan)
	return ended(
		world,
		frontEnd,
		await startAndWatch(world, frontEnd, { purpose: 'run', context, planHash, announced, fix, ...(only && { only }) }),
	)
}

/** Comes back to the run that owns this host. */
export async function comeBack(world: World, frontEnd: FrontEnd, run: string): Promise<ExitCode> {
	frontEnd.say(message('command.attached', { run }))
	return ended(world, frontEnd, await watch(world, frontEnd, run))
}

/** Asked is who can be asked; `--yes` and a pipe mean that nobody is. */
function policyOf({ interactive }: FrontEnd, { yes, fix }: Pick<Arguments, 'yes' | 'fix'>): FixPolicy {
	return fix ?? (interactive && !yes ? 'ask' : 'none')
}

/** Giving everything back shows what it will give back, and asks. */
async function ended(world: World, frontEnd: FrontEnd, { code, undo: wanted }: Shown): Promise<ExitCode> {
	return wanted ? undo(world, frontEnd, 'undo', { yes: false, leave: false }) : code
}
