import { spawnSync } from 'node:child_process'
import { closeTally, openTally, readCounts, writeCount } from './tally.ts'

/** Something that can fail: a command that counts as one test, or a vitest configuration that counts its own. */
export type Suite =
	| { readonly name: string; readonly commands: readonly (readonly string[])[] }
	| { readonly name: string; readonly vitest: string }

/** Runs all suites, the later ones also when an earlier one failed, and closes the tally. Returns the exit code. */
export async function runSuites(suites: readonly Suite[]): Promise<number> {
	const folder = await openTally()
	for (const suite of suites) await runSuite(suite)
	return closeTally(
		await readCounts(
			folder,
			suites.map(suite => suite.name),
		),
	)
}

async function runSuite(suite: Suite) {
	if ('vitest' in suite) {
		run(['vitest', 'run', '--config', suite.vitest])
		return
	}
	const codes = suite.commands.map(run)
	const passed = codes.filter(code => code === 0).length
	await writeCount({ suite: suite.name, passed, failed: codes.length - passed, skipped: 0 })
}

function run(command: readonly string[]): number {
	console.log(`\n$ ${command.join(' ')}`)
	return spawnSync('npx', ['--no-install', ...command], { stdio: 'inherit' }).status ?? 1
}
