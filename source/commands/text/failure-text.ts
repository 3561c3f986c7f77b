import type { RunFailure } from '../../engine/events.ts'
import { strip } from '../../host/strip.ts'
import { type Language, message, say } from '../../locales/message.ts'
import { indent } from '../../locales/wrap.ts'

/** What failed, the command with its telling lines, what to do, and where the log is. */
export function failureText(failure: RunFailure, language: Language, columns: number): string[] {
	const lines = indent(say(failure.what, language), '  ', columns)
	if (failure.command) {
		// Not wrapped: a command is there to be copied.
		lines.push(`  ${say(message('command.failure.command', { command: strip(failure.command.join(' ')) }), language)}`)
	}
	lines.push(...failure.lines.map(line => `  | ${strip(line)}`))
	if (failure.todo) lines.push(...indent(say(failure.todo, language), '  ', columns))
	if (failure.log) lines.push(`  ${say(message('command.failure.log', { log: failure.log }), language)}`)
	return lines
}
