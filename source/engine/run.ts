import type { ApplyContext } from '../changes/change.ts'
import type { PlanContext } from '../steps/step.ts'
import { beforeImages } from './before-images.ts'
import type { RunResult } from './events.ts'
import { failureOf, keepBug } from './failure.ts'
import { readHistory } from './history.ts'
import { JournalBroken, openJournal } from './journal.ts'
import { runPaths } from './paths.ts'
import { type Announced, type PlanStep, planHashOf } from './plan.ts'
import { makeRunDirectories } from './private-files.ts'
import type { Redactor } from './redaction.ts'
import { runChange } from './run-change.ts'
import { runCheck } from './run-checks.ts'
import { createLocks, runGraph } from './schedule.ts'
import { scrubLog } from './scrub-log.ts'
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
	const images = beforeImages(host, run)
	const locked = createLocks()
	const outputs = new Map(history.outputs)
	const started = host.now().getTime()
	let { context } = options

	const stopRequested = async (): Promise<boolean> => (await host.stat(places.stop)) !== undefined

	const changesOf = async (step: PlanStep, log: string): Promise<number | 'stopped'> => {
		const applying: ApplyContext = {
			host,
			log,
			signal: options.signal,
			outputs,
			setOutput(name, value) {
				outputs.set(name, value)
				void journal.append({ type: 'output', step: step.id, name, value }).catch(() => undefined)
			},
			progress(what) {
				void journal.append({ type: 'progress', step: step.id, what }).catch(() => undefined)
			},
		}
		const { announced } = options
		const changeRun = { tools, history, journal, images, redactor, announced, step: step.id, context: applying }
		let changed = 0
		for (const [index, change] of step.changes.entries()) {
			if (await stopRequested()) return 'stopped'
			const altered = await locked(tools.kindOf(change).lock, () => runChange(changeRun, change, index))
			if (altered) changed += 1
		}
		return changed
	}

	const workOn = async (step: PlanStep, log: string): Promise<number | 'stopped'> => {
		const changed = await changesOf(step, log)
		if (changed === 'stopped') return changed
		if (step.refreshesFacts && changed > 0) context = await options.refresh(context)
		for (const check of step.checks(context)) {
			const passed = await runCheck({ host, journal, step: step.id, stopRequested }, check)
			if (passed === 'stopped') return passed
		}
		return changed
	}

	const runStep = async (step: PlanStep): Promise<'done' | 'failed' | 'stopped'> => {
		const log = `${places.stepLogs}/${logName(steps.indexOf(step), step.id)}`
		const began = host.now().getTime()
		const took = (): number => host.now().getTime() - began
		await journal.append({ type: 'step-started', step: step.id, log })
		try {
			const changed = await workOn(step, log)
			await scrubLog(host, log, redactor)
			if (changed === 'stopped') {
				await journal.append({ type: 'step-stopped', step: step.id })
				return 'stopped'
			}
			await journal.append({ type: 'step-done', step: step.id, changed, milliseconds: took() })
			return 'done'
		} catch (error) {
			if (error instanceof JournalBroken) throw error
			await keepBug(host, log, error, redactor)
			await scrubLog(host, log, redactor)
			const failure = failureOf(error, log)
			await journal.append({ type: 'step-failed', step: step.id, error: failure, milliseconds: took() })
			return 'failed'
		}
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
	const outcomes = await runGraph(steps, runStep, (step, by) =>
		journal.append({ type: 'step-blocked', step: step.id, by }),
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
