import { type Diagnosed, diagnose } from '../failures/diagnose.ts'
import type { Evidence, Fix, Known, KnownFailure } from '../failures/failure.ts'
import { readOnce } from '../failures/read-host.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { Choice } from './events.ts'
import { failureOf, StepFailure } from './failure.ts'
import { canonicalJson } from './hash.ts'
import { type Journal, JournalBroken } from './journal.ts'
import { readAnswer } from './questions.ts'
import type { FixPolicy } from './request.ts'
import { type Told, tell } from './tell.ts'
import type { Tools } from './tools.ts'

/** Milliseconds between two looks for an answer, and for what a fix brings about. */
const answerPause = 300
const checkPause = 1_000

export interface Attending {
	readonly tools: Tools
	readonly journal: Journal
	readonly step: string
	readonly log: string
	readonly policy: FixPolicy
	readonly failures: readonly KnownFailure[]
	/** Nothing in the plan needs the step. */
	readonly maySkip: boolean
	/** Carries out one change of a fix, journaled like any other. */
	applyChange(change: Extract<Fix, { changes: unknown }>['changes'][number], fix: string): Promise<void>
	known(): Known
	evidence(): Promise<Evidence>
	stopRequested(): Promise<boolean>
}

/** What becomes of the step: it starts again, it is left out, or the run ends here. */
export type Attended = 'again' | 'skipped' | 'failed'

/** Remembers what was tried, so that no fix is offered twice for the same evidence. One for each step. */
export function attendant(attending: Attending): () => Promise<Attended> {
	const { tools, journal, step, policy } = attending
	const tried = new Set<string>()
	let questions = 0

	const applicable = (told: readonly Told[]): Told[] =>
		told.filter(({ fixKey }) => fixKey !== undefined && !tried.has(fixKey))

	const decide = async (told: readonly Told[]): Promise<Choice> => {
		questions += 1
		const question = `${step}-${questions}`
		const fixes = applicable(told)
		if (policy === 'ask') {
			const choicesOf = (destructive: boolean): Choice[] =>
				fixes
					.filter(({ told: { fix } }) => fix?.destructive === destructive)
					.map(({ told: { id } }) => ({ action: 'fix', diagnosis: id }))
			// The first is what Enter takes: it never destroys anything.
			const choices: Choice[] = [
				...choicesOf(false),
				{ action: 'retry' },
				...(attending.maySkip ? [{ action: 'skip' as const }] : []),
				...choicesOf(true),
				{ action: 'stop' },
				{ action: 'undo' },
			]
			await journal.append({ type: 'question', step, question, choices })
			const choice = await waitForAnswer(attending, question, choices)
			await journal.append({ type: 'answered', step, question, choice })
			return choice
		}
		const safe = fixes.find(
			({ told: { fix, confidence } }) => fix?.risk === 'safe' && !fix.destructive && confidence !== 'possible',
		)
		if (policy === 'none' || !safe) return { action: 'stop' }
		const choice: Choice = { action: 'fix', diagnosis: safe.told.id }
		await journal.append({ type: 'answered', step, question, choice })
		return choice
	}

	return async () => {
		const diagnosed = await diagnose(attending.failures, await attending.evidence(), tools.host, attending.known())
		const told = await tellUntried(tools, diagnosed, tried)
		await journal.append({
			type: 'diagnosed',
			step,
			diagnoses: told.map(one => one.told),
			unknown: diagnosed.unknown,
		})
		for (;;) {
			const choice = await decide(told)
			switch (choice.action) {
				case 'retry':
					return 'again'
				case 'skip':
					await journal.append({ type: 'step-skipped', step })
					return 'skipped'
				case 'stop':
				case 'undo':
					return 'failed'
				case 'fix': {
					const chosen = told.find(one => one.told.id === choice.diagnosis)
					if (chosen?.fixKey === undefined) break
					tried.add(chosen.fixKey)
					if (await applyFix(attending, chosen)) return 'again'
				}
			}
		}
	}
}

/** A fix that was tried for this very state is not offered again: what can be done by hand is told in its place. */
async function tellUntried(tools: Tools, diagnosed: Diagnosed, tried: ReadonlySet<string>): Promise<Told[]> {
	return (await tell(tools, diagnosed)).map(one => {
		if (one.fixKey === undefined || !tried.has(one.fixKey)) return one
		const what = one.diagnosis.failure.advice
		return { ...one, told: { ...one.told, fix: { risk: 'manual', destructive: false, what, changes: [] } } }
	})
}

async function waitForAnswer(
	{ tools: { host }, journal, stopRequested }: Attending,
	question: string,
	choices: readonly Choice[],
): Promise<Choice> {
	const allowed = new Set(choices.map(canonicalJson))
	for (;;) {
		const choice = await readAnswer(host, journal.run, question)
		if (choice && allowed.has(canonicalJson(choice))) return choice
		if (await stopRequested()) return { action: 'stop' }
		await host.sleep(answerPause)
	}
}

/** All changes of a fix, then its check. False: it did not work, which the journal says. */
async function applyFix(attending: Attending, { diagnosis }: Told): Promise<boolean> {
	const { journal, step, log, tools } = attending
	const { failure, fix } = diagnosis
	try {
		if (fix.risk !== 'manual') for (const change of fix.changes) await attending.applyChange(change, failure.id)
		await checkFix(tools.host, failure, attending.known())
		await journal.append({ type: 'fix-applied', step, diagnosis: failure.id })
		return true
	} catch (error) {
		if (error instanceof JournalBroken) throw error
		await journal.append({ type: 'fix-failed', step, diagnosis: failure.id, error: failureOf(error, log) })
		return false
	}
}

/** Looks until the probe finds the failure no more. Throws StepFailure when it still does at the end. */
export async function checkFix(host: Host, { probe, check }: KnownFailure, known: Known): Promise<void> {
	const started = host.now().getTime()
	for (;;) {
		const finding = await probe?.({ ...known, host: readOnce(host) })
		if (finding?.state !== 'confirmed') return
		if (host.now().getTime() - started >= check.within) {
			const seconds = Math.round(check.within / 1000)
			const lines = finding.lines.map(({ source, line }) => `${source}: ${line}`)
			throw new StepFailure(message('engine.checkFailed', { what: check.what, seconds }), lines)
		}
		await host.sleep(checkPause)
	}
}
