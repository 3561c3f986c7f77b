import { type Message, message } from '../locales/message.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'

/** The program ends here without having done what was asked: why, and with which exit code. */
export class Refusal extends Error {
	readonly what: Message
	readonly exitCode: ExitCode
	/** Evidence, or what to do: shown under it. */
	readonly lines: readonly (string | Message)[]

	constructor(exitCode: ExitCode, what: Message, lines: readonly (string | Message)[] = []) {
		super(what.key)
		this.name = 'Refusal'
		this.exitCode = exitCode
		this.what = what
		this.lines = lines
	}
}

export function needsRoot(): Refusal {
	return new Refusal(exitCodes.refused, message('command.needsRoot'))
}
