import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How a suite came out. */
export interface Count {
	suite: string
	passed: number
	failed: number
	skipped: number
}

/** The folder that the suites of one call write their counts to; `.ci/run` gives one to all that it calls. */
const variable = 'K8S_WIZARD_TALLY'

/** The folder of this call, made when the caller gave none; programs started from here write into the same one. */
export async function openTally(): Promise<string> {
	const folder = process.env[variable] ?? (await mkdtemp(join(tmpdir(), 'k8s-wizard-tally-')))
	process.env[variable] = folder
	return folder
}

/** Does nothing when no tally is open: a suite called by hand. */
export async function writeCount(count: Count): Promise<void> {
	const folder = process.env[variable]
	if (folder === undefined) return
	await mkdir(folder, { recursive: true })
	await writeFile(join(folder, `${count.suite}.json`), JSON.stringify(count))
}

/** Counts of the named suites. One that left no count did not get to its end: one failure. */
export async function readCounts(folder: string, suites: readonly string[]): Promise<Count[]> {
	const files = await readdir(folder)
	return Promise.all(
		suites.map(async suite =>
			files.includes(`${suite}.json`)
				? (JSON.parse(await readFile(join(folder, `${suite}.json`), 'utf8')) as Count)
				: { suite, passed: 0, failed: 1, skipped: 0 },
		),
	)
}

/** Prints a line for each suite and the closing line; returns the exit code: 1 when one failed or ran no test. */
export function closeTally(counts: readonly Count[]): number {
	const empty = counts.filter(({ passed, failed }) => passed + failed === 0)
	const sum = (pick: (count: Count) => number) => counts.reduce((total, count) => total + pick(count), 0)
	console.log()
	for (const { suite, passed, failed, skipped } of counts) {
		console.log(`${suite}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
	}
	for (const { suite } of empty) console.log(`${suite}: ran no test, which counts as a failure`)
	const failed = sum(count => count.failed) + empty.length
	console.log(`${sum(count => count.passed)} passed, ${failed} failed`)
	return failed === 0 ? 0 : 1
}
