import type {
	Choice,
	EvidenceLine,
	JournalLine,
	Purpose,
	RunFailure,
	RunResult,
	ToldDiagnosis,
} from '../engine/events.ts'
import { type Message, message } from '../locales/message.ts'

export type StepState = 'waiting' | 'running' | 'asking' | 'done' | 'failed' | 'blocked' | 'stopped' | 'skipped'

/** What a viewer knows of one step, from the journal's lines alone. */
export interface StepRun {
	readonly id: string
	readonly state: StepState
	readonly log: string | undefined
	/** Milliseconds since 1970; of the last try. */
	readonly startedAt: number | undefined
	readonly milliseconds: number
	readonly changed: number
	/** What it is doing, or waiting for, now. */
	readonly doing: Message | undefined
	/** Package transactions and the cluster's own start: what must not be cut off lightly. */
	readonly delicate: boolean
	readonly error: RunFailure | undefined
	readonly diagnoses: readonly ToldDiagnosis[]
	readonly unknown: readonly EvidenceLine[]
	/** Fixes that were made, by the diagnosis' id. */
	readonly fixed: readonly string[]
}

export interface Asked {
	readonly step: string
	readonly question: string
	readonly choices: readonly Choice[]
}

export interface RunView {
	readonly purpose: Purpose
	readonly steps: readonly StepRun[]
	readonly startedAt: number | undefined
	/** The oldest question that nobody has answered. */
	readonly asked: readonly Asked[]
	readonly result: RunResult | undefined
	readonly milliseconds: number
	/** The answer to a failed step was to give everything back. */
	readonly wantsUndo: boolean
	/** The runner itself broke. */
	readonly error: RunFailure | undefined
	/** Things given back or kept, by undo and reset. */
	readonly notes: readonly Message[]
}

export const emptyRun: RunView = {
	purpose: 'run',
	steps: [],
	startedAt: undefined,
	asked: [],
	result: undefined,
	milliseconds: 0,
	wantsUndo: false,
	error: undefined,
	notes: [],
}

const freshStep = (id: string): StepRun => ({
	id,
	state: 'waiting',
	log: undefined,
	startedAt: undefined,
	milliseconds: 0,
	changed: 0,
	doing: undefined,
	delicate: false,
	error: undefined,
	diagnoses: [],
	unknown: [],
	fixed: [],
})

/** Kinds of change that leave a mess when they are cut off. */
const delicateKinds = ['packages', 'kubeadm-init', 'kubeadm-join', 'kubeadm-reset']

/** The view behind one more line. Lines that a later version writes are passed over. */
export function nextView(view: RunView, line: JournalLine): RunView {
	const at = Date.parse(line.at)
	const step = (id: string, change: Partial<StepRun>): RunView => ({
		...view,
		steps: view.steps.map(one => (one.id === id ? { ...one, ...change } : one)),
	})
	const ended = { doing: undefined, delicate: false }
	switch (line.type) {
		case 'run-started':
			return { ...emptyRun, purpose: line.purpose, steps: line.steps.map(freshStep), startedAt: at }
		case 'step-started':
			return step(line.step, { state: 'running', log: line.log, startedAt: at, error: undefined })
		case 'change-intended':
			return step(line.step, { doing: line.what, delicate: delicateKinds.includes(kindOf(line.change)) })
		case 'change-applied':
			return step(line.step, ended)
		case 'progress':
			return step(line.step, { doing: line.what })
		case 'check-waiting':
			return step(line.step, { doing: message('command.event.waiting', { what: line.what, detail: line.detail }) })
		case 'check-passed':
			return step(line.step, { doing: line.what })
		case 'step-done':
			return step(line.step, { ...ended, state: 'done', changed: line.changed, milliseconds: line.milliseconds })
		case 'step-failed':
			return step(line.step, { ...ended, state: 'failed', error: line.error, milliseconds: line.milliseconds })
		case 'diagnosed':
			return step(line.step, { diagnoses: line.diagnoses, unknown: line.unknown })
		case 'question': {
			const { step: id, question, choices } = line
			return { ...step(id, { state: 'asking' }), asked: [...view.asked, { step: id, question, choices }] }
		}
		case 'answered': {
			const { action } = line.choice
			return {
				...step(line.step, { state: action === 'stop' || action === 'undo' ? 'failed' : 'running' }),
				asked: view.asked.filter(({ question }) => question !== line.question),
				wantsUndo: view.wantsUndo || action === 'undo',
			}
		}
		case 'fix-applied': {
			const fixed = view.steps.find(({ id }) => id === line.step)?.fixed ?? []
			return step(line.step, { fixed: [...fixed, line.diagnosis] })
		}
		case 'fix-failed':
			return step(line.step, { error: line.error })
		case 'step-skipped':
			return step(line.step, { ...ended, state: 'skipped' })
		case 'step-blocked':
			return step(line.step, { ...ended, state: 'blocked' })
		case 'step-stopped':
			return step(line.step, { ...ended, state: 'stopped' })
		case 'change-undone':
			return { ...view, notes: [...view.notes, line.what] }
		case 'change-kept':
			return { ...view, notes: [...view.notes, message('command.event.kept', { what: line.what, why: line.why })] }
		case 'undo-failed':
			return {
				...view,
				notes: [...view.notes, message('command.event.undoFailed', { what: line.what })],
				error: line.error,
			}
		case 'run-failed':
			return { ...view, error: line.error }
		case 'run-ended':
			return { ...view, result: line.result, milliseconds: line.milliseconds, asked: [] }
		default:
			return view
	}
}

function kindOf(change: unknown): string {
	return typeof change === 'object' && change !== null && 'kind' in change ? String(change.kind) : ''
}

/** Steps that are over, however they came out: this only grows, but for one that is tried again. */
export function endedSteps({ steps }: RunView): number {
	return steps.filter(({ state }) => !['waiting', 'running', 'asking'].includes(state)).length
}

/** The step whose output is shown where none was picked: one that asks, else the one that began last. */
export function mainStep({ steps }: RunView): StepRun | undefined {
	const asking = steps.find(({ state }) => state === 'asking')
	const running = steps
		.filter(({ state }) => state === 'running')
		.sort((one, other) => (other.startedAt ?? 0) - (one.startedAt ?? 0))
	const failed = steps.filter(({ state }) => state === 'failed').at(-1)
	return asking ?? running[0] ?? failed ?? steps.filter(({ state }) => state === 'done').at(-1)
}

/** In the order in which a run is followed: what is over, what is at work, what is still to come. */
export function inOrder({ steps }: RunView): StepRun[] {
	const rank = ({ state, startedAt, milliseconds }: StepRun): number => {
		if (state === 'running' || state === 'asking') return Number.MAX_SAFE_INTEGER / 2
		return startedAt === undefined ? Number.MAX_SAFE_INTEGER : startedAt + milliseconds
	}
	return [...steps].sort((one, other) => rank(one) - rank(other))
}
