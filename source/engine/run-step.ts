import type { ApplyContext, ChangeBase } from '../changes/change.ts'
import { collectEvidence } from '../failures/evidence.ts'
import type { Evidence, Known } from '../failures/failure.ts'
import type { PlanContext } from '../steps/step.ts'
import { type Attended, attendant } from './attend.ts'
import type { BeforeImages } from './before-images.ts'
import type { RunFailure } from './events.ts'
import { failureOf, keepBug } from './failure.ts'
import { type History, readHistory } from './history.ts'
import { type Journal, JournalBroken } from './journal.ts'
import { knownOfPlan } from './known.ts'
import type { PlanStep } from './plan.ts'
import type { RunOptions } from './run.ts'
import { runChange } from './run-change.ts'
import { runCheck } from './run-checks.ts'
import type { createLocks } from './schedule.ts'
import { scrubLog } from './scrub-log.ts'
import { type Watch, watchEvidence } from './watch-evidence.ts'

/** What the steps of one run share. */
export interface Shared {
	readonly options: RunOptions
	readonly journal: Journal
	readonly images: BeforeImages
	readonly outputs: Map<string, string>
	readonly locked: ReturnType<typeof createLocks>
	/** As it was when the run began. */
	readonly history: History
	/** With the facts as they are now. */
	context: PlanContext
	/** Steps that are done. */
	readonly done: Set<string>
	/** Somebody asked for it, or the answer to a failed step was to end here. */
	stopping: boolean
	stopRequested(): Promise<boolean>
}

export type StepOutcome = 'done' | 'failed' | 'stopped'

/** Seconds of journals before a step began that still belong to it. */
const before = 5
/** Characters of a step's own output that are looked through. */
const mostOutput = 2_000_000

/**
 * Carries out one step: its changes, then its checks. When it fails, what the evidence says is told, and it starts
 * again, is left out, or stays failed, as the answer says.
 */
export async function runStep(shared: Shared, step: PlanStep, log: string): Promise<StepOutcome> {
	const { options, journal } = shared
	const { host } = options.tools
	/** The first change that has no place in the plan: a fix, or one that is tried again. */
	let next = step.changes.length
	const number = (): number => next++
	let failure: RunFailure | undefined
	let began = host.now().getTime()
	let outputFrom = 0

	const seconds = (): number => (host.now().getTime() - began) / 1000 + before
	const evidence = async (trustedOnly = false): Promise<Evidence> => {
		const output = ((await host.readText(log)) ?? '').slice(outputFrom).slice(-mostOutput)
		const name = failure?.command?.[0] ?? step.id
		const said = failure?.lines.join('\n') ?? ''
		return collectEvidence(host, {
			seconds: seconds(),
			trustedOnly,
			given: [
				{ name, trust: 'host', text: output },
				...(output.includes(said) ? [] : [{ name: 'k8s-wizard', trust: 'host' as const, text: said }]),
			],
		})
	}
	const { steps } = options
	const known = (): Known => knownOfPlan(shared.context, steps, shared.done)
	const applying = applyContext(shared, step, log)
	const { announced, redactor, tools, failures } = options
	const base = { tools, journal, images: shared.images, redactor, announced, step: step.id, context: applying }
	const stopRequested = async (): Promise<boolean> => options.signal.aborted || (await shared.stopRequested())

	const watched = async <Result>(work: (watch: Watch) => Promise<Result>): Promise<Result> => {
		const watch = watchEvidence({ host, failures, known, evidence: () => evidence(true) }, options.signal)
		try {
			return await work(watch)
		} catch (error) {
			throw watch.found() ?? error
		} finally {
			watch.end()
		}
	}
	const carryOut = (history: History, change: ChangeBase, index: number, place: number): Promise<boolean> => {
		const kind = tools.kindOf(change)
		return shared.locked(kind.lock, () =>
			kind.waits
				? watched(({ signal }) =>
						runChange({ ...base, history, context: { ...applying, signal } }, change, index, place),
					)
				: runChange({ ...base, history }, change, index, place),
		)
	}
	const attend = attendant({
		tools,
		journal,
		step: step.id,
		log,
		policy: options.fix,
		failures,
		maySkip: options.steps.every(({ needs }) => !needs.includes(step.id)),
		async applyChange(change, fix) {
			const { lock } = tools.kindOf(change)
			await shared.locked(lock, () => runChange({ ...base, history: shared.history, fix }, change, number()))
		},
		known,
		evidence: () => evidence(),
		stopRequested,
	})

	const workOn = async (history: History, again: boolean): Promise<number | 'stopped'> => {
		let changed = 0
		for (const [place, change] of step.changes.entries()) {
			if (await shared.stopRequested()) return 'stopped'
			if (await carryOut(history, change, again ? number() : place, place)) changed += 1
		}
		if (step.refreshesFacts && changed > 0) shared.context = await options.refresh(shared.context)
		for (const check of step.checks(shared.context)) {
			const run = { host, journal, step: step.id, stopRequested: () => shared.stopRequested() }
			const passed = await watched(({ found }) => runCheck({ ...run, endedEarly: found }, check))
			if (passed === 'stopped') return passed
		}
		return changed
	}

	for (let attempt = 1; ; attempt += 1) {
		began = host.now().getTime()
		outputFrom = ((await host.readText(log)) ?? '').length
		failure = undefined
		const took = (): number => host.now().getTime() - began
		await journal.append({ type: 'step-started', step: step.id, log })
		try {
			// What was cut off in this run is in its journal by now.
			const history = attempt === 1 ? shared.history : await readHistory(host)
			const changed = await workOn(history, attempt > 1)
			await scrubLog(host, log, redactor)
			if (changed === 'stopped') {
				await journal.append({ type: 'step-stopped', step: step.id })
				return 'stopped'
			}
			shared.done.add(step.id)
			await journal.append({ type: 'step-done', step: step.id, changed, milliseconds: took() })
			return 'done'
		} catch (error) {
			if (error instanceof JournalBroken) throw error
			await keepBug(host, log, error, redactor)
			await scrubLog(host, log, redactor)
			failure = failureOf(error, log)
			await journal.append({ type: 'step-failed', step: step.id, error: failure, milliseconds: took() })
		}
		if (options.signal.aborted) return 'failed'
		const attended = await attend()
		if (attended !== 'again') return outcomeOf(shared, step, attended)
		shared.context = await options.refresh(shared.context)
	}
}

function outcomeOf(shared: Shared, { id }: PlanStep, attended: Exclude<Attended, 'again'>): StepOutcome {
	if (attended === 'skipped') {
		shared.done.add(id)
		return 'done'
	}
	// Where the operator ended the run, its other steps end too; where nobody was asked, they go on.
	if (shared.options.fix === 'ask') shared.stopping = true
	return 'failed'
}

function applyContext({ options, outputs, journal }: Shared, step: PlanStep, log: string): ApplyContext {
	return {
		host: options.tools.host,
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
}
