import type { Host } from '../host/host.ts'
import type { JournalLine, RunResult } from './events.ts'
import { parseJournal } from './journal.ts'
import { lockHolder } from './lock.ts'
import { runPaths } from './paths.ts'
import { writePrivateFile } from './private-files.ts'
import { runnerIsActive } from './unit.ts'

/** Milliseconds between two looks at the journal. */
const pause = 120
/** Milliseconds that a runner may take until its first line. */
const patience = 30_000

/** How watching a run ended: its result, its runner is gone without one, or the viewer left it running. */
export type Watched = RunResult | 'died' | 'detached'

export interface WatchOptions {
	/** Leaves the run to itself. */
	detach: AbortSignal
	/** Called with every whole line, from the first on; a viewer that comes back gets them all again. */
	show(line: JournalLine): void
}

/** Follows a run by its journal. The viewer may die and come back: all it does is read. */
export async function watchRun(host: Host, run: string, options: WatchOptions): Promise<Watched> {
	const { journal } = runPaths(run)
	const since = host.now().getTime()
	let size = -1
	let shown = 0
	let result: RunResult | undefined

	const showNew = async (): Promise<void> => {
		const state = await host.stat(journal)
		if (!state || state.size === size) return
		size = state.size
		const lines = parseJournal((await host.readText(journal)) ?? '')
		for (const line of lines.slice(shown)) {
			options.show(line)
			if (line.type === 'run-ended') result = line.result
		}
		shown = lines.length
	}

	for (;;) {
		const alive = await isAlive(host, run, shown > 0 || host.now().getTime() - since > patience)
		await showNew()
		if (result !== undefined) return result
		if (!alive) return 'died'
		if (options.detach.aborted) return 'detached'
		await host.sleep(pause)
	}
}

/** Until its first line the unit speaks for the runner; from then on the lock does. */
async function isAlive(host: Host, run: string, started: boolean): Promise<boolean> {
	if ((await lockHolder(host))?.run === run) return true
	return !started && (await runnerIsActive(host))
}

/** Asks a run to stop after its current change. */
export async function requestStop(host: Host, run: string): Promise<void> {
	await writePrivateFile(host, runPaths(run).stop, '')
}
