import type { Confidence, EvidenceLine } from '../failures/failure.ts'
import type { Message } from '../locales/message.ts'

export type { EvidenceLine }

/** What a run is for: carrying out a plan, one fix by itself, or giving things back. */
export type Purpose = 'run' | 'fix' | 'reset' | 'undo'

export type RunResult = 'done' | 'failed' | 'stopped'

/** One line of the journal; with `at` (ISO time) and `run` (id) put in front by the journal. */
export type RunEvent =
	| {
			type: 'run-started'
			version: string
			purpose: Purpose
			planHash: string
			answersHash: string
			steps: readonly string[]
			pid: number
	  }
	| { type: 'step-started'; step: string; log: string }
	/**
	 * Flushed to disk, with its before-image, before anything is done (promise 2). `index` counts what a step does: the
	 * plan's changes first, then fixes and what is tried again. `sealed`: secrets were taken out of
	 * `change` or `before`; the whole of both stands in the 0600 before-image of this hash.
	 */
	| {
			type: 'change-intended'
			step: string
			index: number
			what: Message
			change: unknown
			before: unknown
			sealed?: string
			/** Part of the fix for this known failure, not of the plan. */
			fix?: string
	  }
	| { type: 'change-applied'; step: string; index: number; after: unknown; milliseconds: number }
	| { type: 'change-settled'; step: string; index: number }
	| { type: 'progress'; step: string; what: Message }
	| { type: 'output'; step: string; name: string; value: string }
	| { type: 'check-waiting'; step: string; what: Message; detail: string }
	| { type: 'check-passed'; step: string; what: Message; milliseconds: number }
	| { type: 'step-done'; step: string; changed: number; milliseconds: number }
	/** It may start again: after a fix, or because the operator wants it tried once more. */
	| { type: 'step-failed'; step: string; error: RunFailure; milliseconds: number }
	/** What a failed step's evidence says, most likely first; where nothing matched, `unknown` has the most telling lines. */
	| { type: 'diagnosed'; step: string; diagnoses: readonly ToldDiagnosis[]; unknown: readonly EvidenceLine[] }
	/** The runner waits for an answer to this; siblings go on. Any viewer may answer, also one that attaches later. */
	| { type: 'question'; step: string; question: string; choices: readonly Choice[] }
	/** Without anybody to ask the runner answers itself, as `--fix` says. */
	| { type: 'answered'; step: string; question: string; choice: Choice }
	/** All changes of the fix were made, and what it is to bring about holds. */
	| { type: 'fix-applied'; step: string; diagnosis: string }
	| { type: 'fix-failed'; step: string; diagnosis: string; error: RunFailure }
	/** Left out by choice: nothing in the plan needs it. */
	| { type: 'step-skipped'; step: string }
	/** Not started: what it needs has failed or was not reached (`by` is a step's id), or a stop was asked for. */
	| { type: 'step-blocked'; step: string; by: string }
	| { type: 'step-stopped'; step: string }
	/** `of`: the run that made the change. */
	| { type: 'change-undone'; of: string; step: string; index: number; what: Message }
	| { type: 'change-kept'; of: string; step: string; index: number; what: Message; why: Message }
	| { type: 'undo-failed'; of: string; step: string; index: number; what: Message; error: RunFailure }
	/** The runner itself could not begin or go on; no step is to blame. */
	| { type: 'run-failed'; error: RunFailure }
	| { type: 'run-ended'; result: RunResult; milliseconds: number }

/** What failed, why, what to do and where the log is (promise 13). */
export interface RunFailure {
	what: Message
	/** What to do about it, where it is known. */
	todo?: Message
	/** The command and the most telling lines of its output, control sequences stripped. */
	command?: readonly string[]
	exitCode?: number
	lines: readonly string[]
	log?: string
}

/** What may become of a failed step. `undo`: the run ends, and the viewer offers to give everything back. */
export type Choice =
	| { action: 'fix'; diagnosis: string }
	| { action: 'retry' }
	| { action: 'skip' }
	| { action: 'stop' }
	| { action: 'undo' }

/** A known failure that the evidence names, as it is told; what its fix would do was found by inspecting. */
export interface ToldDiagnosis {
	id: string
	title: Message
	confidence: Confidence
	cause: Message
	evidence: readonly EvidenceLine[]
	/** Not there: nothing to do about it is known, or this host does not confirm it. */
	fix?: ToldFix
}

export interface ToldFix {
	/** `manual`: nothing that the wizard does; `what` says what the operator can do. */
	risk: 'safe' | 'ask' | 'manual'
	destructive: boolean
	what: Message
	changes: readonly { what: Message; diff: readonly string[]; commands: readonly string[] }[]
}

export type JournalLine = RunEvent & { at: string; run: string }
