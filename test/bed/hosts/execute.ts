import { $ } from 'zx'
import type { RunOptions, RunResult } from './host.ts'

/** Runs an argv on this machine that reaches into a host. A failing command is a result. */
export async function execute(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
	const { input, timeout = 120_000, onOutput } = options
	const process = $({
		quiet: true,
		nothrow: true,
		timeout,
		timeoutSignal: 'SIGKILL',
		// zx leaves an empty input open for ever.
		...(input === undefined || input === '' ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
	})`${argv}`
	if (onOutput !== undefined) {
		process.stdout.on('data', data => onOutput(String(data)))
		process.stderr.on('data', data => onOutput(String(data)))
	}
	const result = await process
	return { exitCode: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr }
}
