import { lockHolder } from '../engine/lock.ts'
import { residueOf } from '../engine/residue.ts'
import { toUndo } from '../engine/undo.ts'
import { message } from '../locales/message.ts'
import { stepTitle } from '../locales/step-words.ts'
import type { Arguments } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { chooseToLeave, leavingOf } from './leaving.ts'
import { readHost } from './prepare.ts'
import { withinReset } from './reset-steps.ts'
import { getConsent, startAndWatch, watch } from './start-run.ts'
import type { World } from './world.ts'

/**
 * `k8s-wizard undo` gives back everything that the wizard did to this host; `reset` only the cluster and what stands on
 * it, the host stays prepared.
 */
export async function undo(
	world: World,
	frontEnd: FrontEnd,
	purpose: 'undo' | 'reset',
	given: Pick<Arguments, 'yes' | 'leave' | 'kubeconfig'>,
): Promise<ExitCode> {
	const { host } = world.tools
	const holder = await lockHolder(host)
	if (holder) {
		frontEnd.say(message('command.attached', { run: holder.run }))
		return (await watch(world, frontEnd, holder.run)).code
	}
	const state = await readHost(world)
	const { facts, history } = state
	const changes = toUndo(world.tools, history, purpose === 'reset' ? withinReset(world) : undefined)
	if (changes.length === 0) {
		frontEnd.say(message(`command.${purpose}.nothing`))
		return exitCodes.done
	}
	frontEnd.say(message(`command.${purpose}.head`, { changes: changes.length }))
	for (const { step, what } of changes) frontEnd.say(message('command.undo.line', { step: stepTitle(step), what }))
	const leaving = await leavingOf(host, state, changes, given.kubeconfig)
	const leave = await chooseToLeave(frontEnd, leaving, given)
	await getConsent(frontEnd, given.yes, message(`command.${purpose}.consent`))
	const { code } = await startAndWatch(world, frontEnd, { purpose, ...(leave && { leave }) })
	if (!leave && leaving.byHand) frontEnd.say(leaving.byHand)
	if (purpose === 'undo' && code === exitCodes.done) {
		frontEnd.say(message('command.undo.residue'))
		for (const { path, why } of residueOf(facts.os.family)) {
			if (await host.stat(path)) frontEnd.say(message('command.undo.residueLine', { path, why }))
		}
	}
	return code
}
