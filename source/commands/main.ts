import { message, say } from '../locales/message.ts'
import { parseArguments, runnerCommand } from './arguments.ts'
import { demoWorlds } from './demo-hosts.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { runCommand } from './run-command.ts'
import { runRunner } from './runner.ts'
import { languageOf, processTerminal } from './terminal.ts'
import { realWorld } from './worlds.ts'

/** The program behind the small entry: sets the exit code and returns when all is done. */
export async function main(argv: readonly string[]): Promise<void> {
	const [command, run] = argv
	process.exitCode = command === runnerCommand && run !== undefined ? await startRunner(run) : await startCommand(argv)
}

async function startCommand(argv: readonly string[]): Promise<ExitCode> {
	const parsed = parseArguments(argv)
	const language = languageOf(process.env)
	if ('wrong' in parsed) {
		const { error } = processTerminal(language)
		error(say(parsed.wrong, language))
		error(say(message('command.seeHelp'), language))
		return exitCodes.badUsage
	}
	const terminal = processTerminal(parsed.arguments.lang ?? language)
	return runCommand(parsed.arguments, terminal, { real: realWorld, demo: demoWorlds })
}

/** A unit has neither HOME nor LANG, and programs that a run starts look for both. */
async function startRunner(run: string): Promise<ExitCode> {
	process.env['HOME'] ??= '/root'
	process.env['LC_ALL'] = 'C'
	const stopped = new AbortController()
	process.on('SIGTERM', () => stopped.abort())
	process.on('SIGINT', () => stopped.abort())
	return runRunner(realWorld(), run, stopped.signal)
}
