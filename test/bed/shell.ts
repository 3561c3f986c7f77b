import { appendFileSync } from 'node:fs'
import { type Options, type ProcessOutput, $ as zx } from 'zx'
import { BedError, lastTellingLine } from './errors.ts'

/** zx as the bed uses it: quiet, English output, no prompts from package managers. */
export const $ = zx({
	quiet: true,
	stdio: ['ignore', 'pipe', 'pipe'],
	env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
} satisfies Partial<Options>)

/** Runs one argv (no shell syntax); a failure becomes a BedError of one line that names what was being done. */
export async function run(
	what: string,
	argv: readonly string[],
	options: { cwd?: string; env?: Record<string, string>; log?: string; timeout?: number; input?: string } = {},
): Promise<string> {
	const { cwd, env = {}, log, timeout, input } = options
	const result: ProcessOutput = await zx({
		quiet: true,
		nothrow: true,
		...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
		...(cwd === undefined ? {} : { cwd }),
		...(timeout === undefined ? {} : { timeout }),
		env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive', ...env },
	})`${argv}`
	if (log !== undefined) appendFileSync(log, `$ ${argv.join(' ')}\n${result.stdout}${result.stderr}`)
	if (result.exitCode === 0) return result.stdout
	const output = `${result.stdout}\n${result.stderr}`
	const cause = /No space left on device/i.test(output) ? 'No space left on device' : lastTellingLine(output)
	throw new BedError(`${what}: ${cause}${log === undefined ? '' : ` (log: ${log})`}`)
}
