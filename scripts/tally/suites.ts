import { spawn, spawnSync } from 'node:child_process'
import { closeTally, openTally, readCounts, writeCount } from './tally.ts'

/** Something that can fail: a command that counts as one test, or a vitest configuration that counts its own. */
export type Suite =
	| { readonly name: string; readonly commands: readonly (readonly string[])[] }
	| { readonly name: string; readonly vitest: string }

type Counting = Extract<Suite, { vitest: string }>

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

export async function runSuite(suite: Suite): Promise<void> {
	if ('vitest' in suite) {
		run(vitest(suite))
		return
	}
	const codes = suite.commands.map(run)
	const passed = codes.filter(code => code === 0).length
	await writeCount({ suite: suite.name, passed, failed: codes.length - passed, skipped: 0 })
}

/** Runs suites at the same time; each one's output is printed in one piece, when it has ended. */
export async function runSideBySide(suites: readonly Counting[]): Promise<void> {
	await Promise.all(
		suites.map(suite => {
			const command = vitest(suite)
			console.log(`\n$ ${command.join(' ')} (its output comes at its end)`)
			const child = spawn('npx', ['--no-install', ...command], { stdio: ['ignore', 'pipe', 'pipe'] })
			const said: Buffer[] = []
			child.stdout.on('data', piece => said.push(piece))
			child.stderr.on('data', piece => said.push(piece))
			return new Promise<void>(resolve => {
				child.on('close', () => {
					process.stdout.write(Buffer.concat(said))
					resolve()
				})
			})
		}),
	)
}

const vitest = (suite: Counting): string[] => ['vitest', 'run', '--config', suite.vitest]

function run(command: readonly string[]): number {
	console.log(`\n$ ${command.join(' ')}`)
	return spawnSync('npx', ['--no-install', ...command], { stdio: 'inherit' }).status ?? 1
}
