import { writeAnswers } from '../answers/write.ts'
import { requestStop, type Watched, watchRun } from '../engine/attach.ts'
import type { JournalLine, Purpose } from '../engine/events.ts'
import { lockHolder } from '../engine/lock.ts'
import { runPaths } from '../engine/paths.ts'
import { newRunId, type RunRequest, writeRequest } from '../engine/request.ts'
import { type Language, message } from '../locales/message.ts'
import { askAboutFailures } from './ask-about-failures.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { listenForSignals } from './interrupts.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** How a run looked to the end of its showing. */
export interface Shown {
	readonly code: ExitCode
	/** The operator's answer to a failed step was to give everything back. */
	readonly undo: boolean
}

/** Throws Refusal without consent: nothing on the host has been touched then. */
export async function getConsent(
	frontEnd: FrontEnd,
	consented: boolean,
	question: Parameters<FrontEnd['confirm']>[0],
): Promise<void> {
	if (consented) return
	if (!frontEnd.interactive) throw new Refusal(exitCodes.refused, message('command.needsConsent'))
	if (!(await frontEnd.confirm(question))) throw new Refusal(exitCodes.refused, message('command.noConsent'))
}

/** Writes the request, starts the runner and watches it. */
export async function startAndWatch(world: World, frontEnd: FrontEnd, request: RunRequest): Promise<Shown> {
	return watch(world, frontEnd, await beginRun(world, frontEnd.language, request))
}

/** Writes the request and starts the runner; the run's id. Throws Refusal while another run owns the host. */
export async function beginRun(world: World, language: Language, request: RunRequest): Promise<string> {
	const { host } = world.tools
	const holder = await lockHolder(host)
	if (holder) throw new Refusal(exitCodes.refused, message('command.otherRun', { run: holder.run }))
	const run = await newRunId(host)
	await writeRequest(host, run, request)
	if (request.purpose === 'run') {
		await writeAnswers(host, runPaths(run).answers, request.context.answers, language)
	}
	await world.startRun(run)
	return run
}

/** Shows a run that is under way until it ends, or until the operator leaves it. */
export async function watch(world: World, frontEnd: FrontEnd, run: string): Promise<Shown> {
	const { host } = world.tools
	const detach = new AbortController()
	const signals = listenForSignals(frontEnd, {
		stop: () => requestStop(host, run),
		detach: () => detach.abort(),
	})
	const questions = askAboutFailures(host, run, frontEnd)
	let purpose: Purpose = 'run'
	let joinFolder: string | undefined
	const show = (line: JournalLine): void => {
		if (line.type === 'run-started') purpose = line.purpose
		if (line.type === 'output' && line.name === 'join-answers') joinFolder = line.value
		frontEnd.event(line)
		questions.event(line)
	}
	try {
		const watched = await watchRun(host, run, { detach: detach.signal, show })
		const code = tellEnding(frontEnd, run, purpose, watched)
		if (code === exitCodes.done && joinFolder !== undefined)
			frontEnd.say(message('command.ended.join', { folder: joinFolder }))
		return { code, undo: questions.undoChosen() }
	} finally {
		signals.end()
	}
}

/** How it came out, and what one does now. */
export function tellEnding(frontEnd: FrontEnd, run: string, purpose: Purpose, watched: Watched): ExitCode {
	const { journal, logs, runnerLog, answers } = runPaths(run)
	const again = `k8s-wizard ${commandOf[purpose]}`
	switch (watched) {
		case 'done':
			if (purpose !== 'fix') frontEnd.say(message('command.ended.done', { logs, journal }))
			if (purpose === 'run') frontEnd.say(message('command.ended.answers', { answers }))
			return exitCodes.done
		case 'failed':
			frontEnd.say(message('command.ended.failed', { logs, again }))
			return exitCodes.failed
		case 'stopped':
			frontEnd.say(message('command.ended.stopped', { again }))
			return exitCodes.interrupted
		case 'died':
			frontEnd.say(message('command.ended.died', { log: runnerLog, again }))
			return exitCodes.failed
		case 'detached':
			frontEnd.say(message('command.ended.detached'))
			return exitCodes.interrupted
	}
}

/** What goes on with a run that did not come to its end. */
const commandOf: Readonly<Record<Purpose, string>> = {
	run: 'resume',
	fix: 'troubleshoot',
	reset: 'reset',
	undo: 'undo',
}
