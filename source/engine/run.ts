import type { KnownFailure } from '../failures/failure.ts'
import type { PlanContext } from '../steps/step.ts'
import { beforeImages } from './before-images.ts'
import type { RunResult } from './events.ts'
import { readHistory } from './history.ts'
import { openJournal } from './journal.ts'
import { runPaths } from './paths.ts'
import { type Announced, type PlanStep, planHashOf } from './plan.ts'
import { makeRunDirectories } from './private-files.ts'
import type { Redactor } from './redaction.ts'
import type { FixPolicy } from './request.ts'
import { runStep, type Shared } from './run-step.ts'
import { createLocks, runGraph } from './schedule.ts'
import type { Tools } from './tools.ts'

export interface RunOptions {
	tools: Tools
	run: string
	version: string
	pid: number
	steps: readonly PlanStep[]
	context: PlanContext
	answersHash: string
	announced: Announced
	redactor: Redactor
	/** Who decides when a step fails. */
	fix: FixPolicy
	failures: readonly KnownFailure[]
	/** Ends the command that is running; the run ends as failed. */
	signal: AbortSignal
	/** Reads the facts again after a step that changes them; later checks see the new ones. */
	refresh(context: PlanContext): Promise<PlanContext>
	/** Called when every step is done, before the run says that it has ended. */
	finish(): Promise<void>
}

/**
 * Carries out a plan and journals every step of the way. Never throws for what goes wrong on the host: the result and
 * the journal say so. Throws JournalBroken when nothing can be written down any more.
 */
export async function runPlan(options: RunOptions): Promise<RunResult> {
	const { tools, run, steps, redactor } = options
	const { host } = tools
	const places = runPaths(run)
	await makeRunDirectories(host, places)
	const history = await readHistory(host)
	const journal = openJournal(host, run, redactor)
	const started = host.now().getTime()
	const shared: Shared = {
		options,
		journal,
		images: beforeImages(host, run),
		outputs: new Map(history.outputs),
		locked: createLocks(),
		history,
		context: options.context,
		done: new Set(),
		stopping: false,
		stopRequested: async () => shared.stopping || (await host.stat(places.stop)) !== undefined,
	}

	await journal.append({
		type: 'run-started',
		version: options.version,
		purpose: 'run',
		planHash: planHashOf(steps),
		answersHash: options.answersHash,
		steps: steps.map(({ id }) => id),
		pid: options.pid,
	})
	const outcomes = await runGraph(
		steps,
		step => runStep(shared, step, `${places.stepLogs}/${logName(steps.indexOf(step), step.id)}`),
		(step, by) => journal.append({ type: 'step-blocked', step: step.id, by }),
	)
	const result = resultOf([...outcomes.values()])
	if (result === 'done') await options.finish()
	await journal.append({ type: 'run-ended', result, milliseconds: host.now().getTime() - started })
	return result
}

function resultOf(outcomes: readonly unknown[]): RunResult {
	if (outcomes.includes('failed')) return 'failed'
	return outcomes.includes('stopped') ? 'stopped' : 'done'
}

/** 'NN-id.log', numbered in the plan's order from 01. */
export function logName(index: number, step: string): string {
	return `${String(index + 1).padStart(2, '0')}-${step}.log`
}
