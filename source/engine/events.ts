import type { Message } from '../locales/message.ts'

/** What a run is for: carrying out a plan, or giving things back. */
export type Purpose = 'run' | 'reset' | 'undo'

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
	 * Flushed to disk, with its before-image, before anything is done (promise 2). `sealed`: secrets were taken out of
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
	  }
	| { type: 'change-applied'; step: string; index: number; after: unknown; milliseconds: number }
	| { type: 'change-settled'; step: string; index: number }
	| { type: 'progress'; step: string; what: Message }
	| { type: 'output'; step: string; name: string; value: string }
	| { type: 'check-waiting'; step: string; what: Message; detail: string }
	| { type: 'check-passed'; step: string; what: Message; milliseconds: number }
	| { type: 'step-done'; step: string; changed: number; milliseconds: number }
	| { type: 'step-failed'; step: string; error: RunFailure; milliseconds: number }
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

export type JournalLine = RunEvent & { at: string; run: string }
