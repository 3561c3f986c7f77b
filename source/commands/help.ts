import { message, say } from '../locales/message.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** `--help`: on standard output, for that is what was asked for. */
export function help({ language, out }: Terminal): ExitCode {
	out(say(message('command.help'), language))
	return exitCodes.done
}

/** No command at all: how it is used, and how to begin. */
export function usage({ language, error }: Terminal): ExitCode {
	error(say(message('command.help'), language))
	error('')
	error(say(message('command.usageHint'), language))
	return exitCodes.badUsage
}
