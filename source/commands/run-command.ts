import { AnswersError, problemLine } from '../answers/problem.ts'
import { failureOf, keepBug, StepFailure } from '../engine/failure.ts'
import { paths } from '../engine/paths.ts'
import { makePrivateDirectory } from '../engine/private-files.ts'
import { createRedactor } from '../engine/redaction.ts'
import { CommandError, HostError } from '../host/errors.ts'
import { HostUnsupported } from '../host/unsupported.ts'
import { say } from '../locales/message.ts'
import { MirrorError, UnconfirmedKeys } from '../steps/resolve/mirror-error.ts'
import { runAnswers } from './answers.ts'
import type { Arguments } from './arguments.ts'
import { demo } from './demo.ts'
import { endpoint } from './endpoint.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { jsonFrontEnd } from './front-ends/json.ts'
import { plainFrontEnd } from './front-ends/plain.ts'
import { help, usage } from './help.ts'
import { joinCommand } from './join-command.ts'
import { plan } from './plan.ts'
import { Refusal } from './refusal.ts'
import { resume } from './resume.ts'
import { status } from './status.ts'
import type { Terminal } from './terminal.ts'
import { troubleshoot } from './troubleshoot.ts'
import { undo } from './undo.ts'
import { wizard } from './wizard/wizard.ts'
import { version, type Worlds } from './world.ts'

/** Carries out a command and turns whatever it throws into words and an exit code: never a stack on the screen. */
export async function runCommand(given: Arguments, terminal: Terminal, worlds: Worlds): Promise<ExitCode> {
	const asJson = given.json || given.format === 'json'
	const frontEnd = asJson ? jsonFrontEnd(terminal) : plainFrontEnd(terminal, given.full)
	try {
		return await dispatch(given, terminal, frontEnd, worlds)
	} catch (error) {
		// A demo touches nothing, not even to leave the stack of its own bug somewhere.
		return told(error, frontEnd, terminal, given.demo === undefined ? worlds : undefined)
	}
}

async function dispatch(given: Arguments, terminal: Terminal, frontEnd: FrontEnd, worlds: Worlds): Promise<ExitCode> {
	if (given.help) return help(terminal)
	if (given.version) {
		terminal.out(version)
		return exitCodes.done
	}
	switch (given.command) {
		case 'plan':
			return plan(worlds.real(), frontEnd, terminal, given)
		case 'resume':
			return resume(worlds.real(), frontEnd, given)
		case 'undo':
		case 'reset':
			return undo(worlds.real(), frontEnd, given.command, given)
		case 'troubleshoot':
			return troubleshoot(worlds.real(), frontEnd, terminal, given)
		case 'join-command':
			return joinCommand(worlds.real(), terminal, given)
		case 'endpoint':
			return endpoint(worlds.real(), frontEnd, given)
		case 'status':
			return status(worlds.real(), terminal, given)
		case '':
			if (given.demo !== undefined) return demo(worlds, frontEnd, terminal, given)
			if (given.answers !== undefined) return runAnswers(worlds.real(), frontEnd, terminal, given)
			if (!frontEnd.interactive) return usage(terminal)
			return wizard({
				world: worlds.real(),
				frontEnd,
				terminal,
				demo: undefined,
				languageIsGiven: given.lang !== undefined,
			})
	}
}

async function told(
	error: unknown,
	frontEnd: FrontEnd,
	{ language }: Terminal,
	worlds: Worlds | undefined,
): Promise<ExitCode> {
	if (error instanceof Refusal) {
		frontEnd.refuse(
			error.what,
			error.lines.map(line => (typeof line === 'string' ? line : say(line, language))),
		)
		return error.exitCode
	}
	if (error instanceof AnswersError) {
		frontEnd.problems(error.problems.map(problem => problemLine(problem, language)))
		return error.exitCode
	}
	if (error instanceof HostUnsupported) {
		frontEnd.problems([say(error.what, language)])
		return error.exitCode
	}
	if (error instanceof MirrorError) {
		frontEnd.problems([...error.problems.map(problem => say(problem, language)), ...error.lines], error.proofs)
		return error instanceof UnconfirmedKeys ? exitCodes.refused : exitCodes.hostCannot
	}
	if (error instanceof StepFailure || error instanceof HostError || error instanceof CommandError) {
		frontEnd.failure(failureOf(error))
		return exitCodes.failed
	}
	frontEnd.failure(failureOf(error, worlds && (await keepViewerBug(worlds, error))))
	return exitCodes.failed
}

/** Where the stack is; undefined: it could not be written, without root or without the folder. */
async function keepViewerBug(worlds: Worlds, error: unknown): Promise<string | undefined> {
	const { host } = worlds.real().tools
	const log = `${paths.scratch}/bug.log`
	try {
		await makePrivateDirectory(host, paths.scratch)
		await keepBug(host, log, error, createRedactor())
		return log
	} catch {
		return undefined
	}
}
