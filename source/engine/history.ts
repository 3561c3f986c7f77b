import type { ChangeBase } from '../changes/change.ts'
import type { Host } from '../host/host.ts'
import type { Message } from '../locales/message.ts'
import { beforeImages } from './before-images.ts'
import type { JournalLine, Purpose, RunFailure, RunResult } from './events.ts'
import { readJournal } from './journal.ts'
import { paths } from './paths.ts'

/** One change that some run intended, as its journal tells it. */
export interface PastChange {
	readonly run: string
	readonly step: string
	readonly index: number
	readonly what: Message
	/** With secrets taken out, when `sealed` is set: `unseal` gives the whole. */
	readonly change: ChangeBase
	readonly before: unknown
	readonly sealed: string | undefined
	/** The known failure that it was a fix for; undefined: it is the plan's own. */
	readonly fix: string | undefined
	/** False: it was cut off or failed, and only the host tells how far it came. */
	readonly applied: boolean
	readonly undone: boolean
}

export interface PastRun {
	readonly run: string
	readonly purpose: Purpose
	readonly planHash: string
	readonly answersHash: string
	readonly steps: readonly string[]
	readonly stepsDone: readonly string[]
	readonly failures: readonly { step: string; error: RunFailure }[]
	/** Undefined: the runner died before it could say how it ended. */
	readonly result: RunResult | undefined
	readonly startedAt: string
}

/** All that was ever done to this host by the wizard, oldest first. */
export interface History {
	readonly runs: readonly PastRun[]
	readonly changes: readonly PastChange[]
	/** Outputs of steps, by name, since the last undo. */
	readonly outputs: ReadonlyMap<string, string>
}

/** Reads the journals of all runs. Folders without a readable start are left out: nothing was done in them. */
export async function readHistory(host: Host): Promise<History> {
	const runs: PastRun[] = []
	const changes: PastChange[] = []
	const undone = new Set<string>()
	const outputs = new Map<string, string>()
	for (const run of (await host.list(paths.runs)) ?? []) {
		const lines = await readJournal(host, run)
		const past = pastRun(run, lines)
		if (!past) continue
		runs.push(past)
		if (past.purpose === 'undo') outputs.clear()
		changes.push(...pastChanges(run, lines))
		for (const line of lines) {
			if (line.type === 'output') outputs.set(line.name, line.value)
			if (line.type === 'change-undone') undone.add(changeId(line.of, line.step, line.index))
		}
	}
	return {
		runs,
		outputs,
		changes: changes.map(change => ({
			...change,
			undone: undone.has(changeId(change.run, change.step, change.index)),
		})),
	}
}

function pastRun(run: string, lines: readonly JournalLine[]): PastRun | undefined {
	const start = lines.find(line => line.type === 'run-started')
	if (start?.type !== 'run-started') return undefined
	const end = lines.find(line => line.type === 'run-ended')
	return {
		run,
		purpose: start.purpose,
		planHash: start.planHash,
		answersHash: start.answersHash,
		steps: start.steps,
		stepsDone: lines.flatMap(line => (line.type === 'step-done' ? [line.step] : [])),
		failures: lines.flatMap(line => (line.type === 'step-failed' ? [{ step: line.step, error: line.error }] : [])),
		result: end?.type === 'run-ended' ? end.result : undefined,
		startedAt: start.at,
	}
}

function pastChanges(run: string, lines: readonly JournalLine[]): PastChange[] {
	const applied = new Set<string>()
	for (const line of lines) {
		if (line.type === 'change-applied') applied.add(changeId(run, line.step, line.index))
	}
	return lines.flatMap(line =>
		line.type === 'change-intended'
			? [
					{
						run,
						step: line.step,
						index: line.index,
						what: line.what,
						change: line.change as ChangeBase,
						before: line.before,
						sealed: line.sealed,
						fix: line.fix,
						applied: applied.has(changeId(run, line.step, line.index)),
						undone: false,
					},
				]
			: [],
	)
}

function changeId(run: string, step: string, index: number): string {
	return `${run}/${step}/${index}`
}

/** The change and its before-state whole, secrets included. Throws DamagedImage when they are gone. */
export async function unseal(host: Host, past: PastChange): Promise<{ change: ChangeBase; before: unknown }> {
	if (past.sealed === undefined) return { change: past.change, before: past.before }
	const content = await beforeImages(host, past.run).kept(past.sealed)
	return JSON.parse(Buffer.from(content).toString('utf8')) as { change: ChangeBase; before: unknown }
}

/** The last thing that happened here was a run that came to its end: a plan with nothing pending needs no other. */
export function lastRunIsDone(history: History): boolean {
	const last = lastRun(history)
	return last?.purpose === 'run' && last.result === 'done'
}

/** The run that began and did not come to its end: killed, stopped or failed. */
export function unfinishedRun(history: History): PastRun | undefined {
	const last = lastRun(history)
	return last?.purpose === 'run' && last.result !== 'done' ? last : undefined
}

/** A fix by itself neither begins nor ends what a plan is about. */
function lastRun({ runs }: History): PastRun | undefined {
	return runs.filter(({ purpose }) => purpose !== 'fix').at(-1)
}

/** The last intended but unfinished change of this place in the plan, when nothing came after it. */
export function cutOff(history: History, step: string, kind: string): PastChange | undefined {
	const last = history.changes
		.filter(change => change.step === step && change.change.kind === kind && !change.undone)
		.at(-1)
	return last && !last.applied ? last : undefined
}
