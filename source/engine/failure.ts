import { UnknownKind } from '../changes/index.ts'
import { ChangeRefused } from '../changes/refused.ts'
import { CommandError, HostError, telling } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { type Message, message } from '../locales/message.ts'
import { DamagedImage } from './before-images.ts'
import type { RunFailure } from './events.ts'
import { privateFile } from './paths.ts'
import type { Redactor } from './redaction.ts'

/** The engine's own finding that a step cannot go on. */
export class StepFailure extends Error {
	readonly what: Message
	readonly lines: readonly string[]
	readonly todo: Message | undefined
	readonly log: string | undefined

	constructor(what: Message, lines: readonly string[] = [], todo?: Message, log?: string) {
		super(what.key)
		this.name = 'StepFailure'
		this.what = what
		this.lines = lines
		this.todo = todo
		this.log = log
	}
}

/** Any error as what failed, why, what to do and where the log is (promise 13). */
export function failureOf(error: unknown, log?: string): RunFailure {
	if (error instanceof StepFailure) {
		const { what, todo, lines } = error
		return { what, ...(todo && { todo }), lines: telling(lines.join('\n')), ...place(error.log ?? log) }
	}
	if (error instanceof ChangeRefused) {
		return { what: error.why, lines: telling(error.lines.join('\n')), ...place(log) }
	}
	if (error instanceof CommandError) {
		const { argv: command, exitCode, lines } = error
		return { what: commandFailure(error), command, exitCode, lines, ...place(error.log ?? log) }
	}
	if (error instanceof HostError) {
		const { operation, subject, reason } = error
		return { what: message('engine.hostError', { operation, subject }), lines: telling(reason), ...place(log) }
	}
	if (error instanceof DamagedImage) {
		return { what: message('engine.damagedImage', { path: error.path }), lines: [], ...place(log) }
	}
	if (error instanceof UnknownKind) {
		return { what: message('engine.unknownKind', { kind: error.kind }), lines: [], ...place(log) }
	}
	const [first = ''] = telling(String(error))
	return { what: message('engine.bug'), todo: message('engine.bug.todo'), lines: [first], ...place(log) }
}

function place(log: string | undefined): { log?: string } {
	return log === undefined ? {} : { log }
}

function commandFailure({ argv: [program], exitCode, cut }: CommandError): Message {
	if (cut !== undefined) return message(`engine.command.${cut}`, { program })
	return message('engine.command.failed', { program, exitCode })
}

/** A stack is for the log, never for the screen. */
export async function keepBug(host: Host, log: string, error: unknown, redactor: Redactor): Promise<void> {
	const known = [StepFailure, ChangeRefused, CommandError, HostError, DamagedImage, UnknownKind]
	if (known.some(family => error instanceof family)) return
	await host.appendFile(log, `${redactor.text(stackOf(error))}\n`, privateFile)
}

export function stackOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error)
	const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`
	return `${error.stack ?? error.message}${cause}`
}
