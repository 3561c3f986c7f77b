import type { JournalLine } from '../../source/engine/events.ts'
import { readJournal } from '../../source/engine/journal.ts'
import type { Announced, PlanStep } from '../../source/engine/plan.ts'
import { createRedactor, type Redactor } from '../../source/engine/redaction.ts'
import { type FixPolicy, newRunId } from '../../source/engine/request.ts'
import { runPlan } from '../../source/engine/run.ts'
import { undoAll } from '../../source/engine/undo.ts'
import type { KnownFailure } from '../../source/failures/failure.ts'
import type { PlanContext } from '../../source/steps/step.ts'
import type { MemoryHost } from './memory-host.ts'
import { toyTools } from './toy.ts'

/** Toy steps look at no context, known failures at very little of it. */
const context = { facts: {}, resolution: { images: {} } } as PlanContext

export interface ToyRun {
	run: string
	result: string
	lines: JournalLine[]
}

/** Runs toy steps as a new run and returns what its journal says. Throws when the host loses power. */
export async function runToy(
	host: MemoryHost,
	steps: readonly PlanStep[],
	options: {
		redactor?: Redactor
		announced?: Announced
		fix?: FixPolicy
		failures?: readonly KnownFailure[]
		started?: (run: string) => void
	} = {},
): Promise<ToyRun> {
	const run = await newRunId(host)
	options.started?.(run)
	const result = await runPlan({
		tools: toyTools(host),
		run,
		version: 'test',
		pid: 1,
		steps,
		context,
		answersHash: 'answers',
		announced: options.announced ?? {},
		fix: options.fix ?? 'none',
		failures: options.failures ?? [],
		redactor: options.redactor ?? createRedactor(),
		signal: new AbortController().signal,
		refresh: async current => current,
		finish: async () => undefined,
	})
	return { run, result, lines: await readJournal(host, run) }
}

export async function undoToy(host: MemoryHost, within?: ReadonlySet<string>): Promise<ToyRun> {
	const run = await newRunId(host)
	const result = await undoAll({
		tools: toyTools(host),
		run,
		version: 'test',
		pid: 1,
		purpose: within ? 'reset' : 'undo',
		redactor: createRedactor(),
		signal: new AbortController().signal,
		...(within && { within }),
	})
	return { run, result, lines: await readJournal(host, run) }
}

/** Loses power at the n-th alteration: it and everything after it does not happen. Returns whether it came to that. */
export async function losingPower(host: MemoryHost, at: number, work: () => Promise<unknown>): Promise<boolean> {
	let count = 0
	let lost = false
	host.beforeAltering = () => {
		count += 1
		if (count >= at) {
			lost = true
			throw new Error('power lost')
		}
	}
	try {
		await work()
	} catch (error) {
		if (!lost) throw error
	} finally {
		host.beforeAltering = () => undefined
	}
	return lost
}
