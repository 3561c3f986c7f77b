import type { Argv, CommandResult } from './host.ts'
import { strip } from './strip.ts'

/** How many lines of a command's output an error carries. */
const tellingLines = 12

/** Something that the host did not do: a file, a connection. The system's own words are in `reason`. */
export class HostError extends Error {
	/** What was tried, as data: 'write', 'read', 'remove' … */
	readonly operation: string
	/** The path or address. */
	readonly subject: string
	/** 'EACCES', 'ENOSPC' … or the words of what refused. */
	readonly reason: string

	constructor(operation: string, subject: string, reason: string, options?: ErrorOptions) {
		super(`${operation} ${subject}: ${reason}`, options)
		this.name = 'HostError'
		this.operation = operation
		this.subject = subject
		this.reason = reason
	}
}

/** A command that ended in failure, or did not run to its end. */
export class CommandError extends Error {
	readonly argv: Argv
	readonly exitCode: number
	readonly cut: CommandResult['cut']
	/** The most telling lines of its output, control sequences stripped. */
	readonly lines: readonly string[]
	/** The file that holds the whole output. */
	readonly log: string | undefined

	constructor(result: CommandResult, log?: string) {
		super(`${result.argv.join(' ')}: ${result.cut ?? `exit code ${result.exitCode}`}`)
		this.name = 'CommandError'
		this.argv = result.argv
		this.exitCode = result.exitCode
		this.cut = result.cut
		this.lines = telling(`${result.stdout}\n${result.stderr}`)
		this.log = log
	}
}

const errorWords =
	/\b(error|fatal|fail(ed|ure)?|denied|refused|unable|cannot|not found|no such|timed? ?out|unexpected)\b/i

/** Lines that speak of an error and the last ones, in their order, control sequences stripped, at most twelve. */
export function telling(output: string): string[] {
	const lines = strip(output)
		.split('\n')
		.map(line => line.trimEnd())
		.filter(line => line.trim() !== '')
	const last = lines.length - Math.ceil(tellingLines / 2)
	const chosen = lines.filter((line, index) => index >= last || errorWords.test(line))
	return chosen.slice(-tellingLines)
}

/** The result, when the command succeeded. Throws CommandError. */
export function succeeded(result: CommandResult, log?: string): CommandResult {
	if (result.cut !== undefined || result.exitCode !== 0) throw new CommandError(result, log)
	return result
}
