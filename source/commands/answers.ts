import type { Answers } from '../answers/answers.ts'
import { hideSecrets } from '../answers/secrets.ts'
import { lockHolder } from '../engine/lock.ts'
import { answersHashOf } from '../engine/request.ts'
import { differences, type Unfinished } from '../engine/resume.ts'
import { message } from '../locales/message.ts'
import type { Arguments } from './arguments.ts'
import { carryOut, comeBack } from './carry-out.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { answersFrom, prepareConfirmed, readHost } from './prepare.ts'
import { Refusal } from './refusal.ts'
import { tellUnfinished } from './resume.ts'
import type { Terminal } from './terminal.ts'
import type { World } from './world.ts'

/** `k8s-wizard --answers FILE`: the plan, consent, the run. Comes back to a run that is under way. */
export async function runAnswers(
	world: World,
	frontEnd: FrontEnd,
	terminal: Terminal,
	{ answers: file, yes, fix, changedAnswers }: Arguments,
): Promise<ExitCode> {
	const holder = await lockHolder(world.tools.host)
	if (holder) {
		return comeBack(world, frontEnd, holder.run)
	}
	const state = await readHost(world)
	const answers = await answersFrom(world, state, file, terminal)
	if (state.unfinished && !changedAnswers) await noticeChangedAnswers(frontEnd, state.unfinished, answers, yes)
	const prepared = await prepareConfirmed(world, state, answers, frontEnd)
	tellUnfinished(frontEnd, prepared)
	return carryOut(world, frontEnd, prepared, { yes, fix })
}

/** Promise 9: going on with other answers than the run began with stops and says which differ. */
async function noticeChangedAnswers(
	frontEnd: FrontEnd,
	{ request, past }: Unfinished,
	answers: Answers,
	yes: boolean,
): Promise<void> {
	if (!request || past.answersHash === answersHashOf(answers)) return
	const lines = differences(hideSecrets(request.context.answers), hideSecrets(answers)).map(({ key, was, is }) =>
		message('command.changedAnswers.line', { key, was, is }),
	)
	const what = message('command.changedAnswers', { run: past.run })
	if (yes || !frontEnd.interactive) {
		throw new Refusal(exitCodes.refused, what, [...lines, message('command.changedAnswers.todo')])
	}
	frontEnd.say(what)
	for (const line of lines) frontEnd.say(line)
	if (!(await frontEnd.confirm(message('command.changedAnswers.confirm')))) {
		throw new Refusal(exitCodes.refused, message('command.noConsent'))
	}
}
