import type { Message } from '../locales/message.ts'

/** One line of the journal; with `at` (ISO time) and `run` (id) put in front by the journal. */
export type RunEvent =
	| {
			type: 'run-started'
			version: string
			planHash: string
			answersHash: string
			steps: readonly string[]
			pid: number
	  }
	| { type: 'step-started'; step: string; log: string }
	/** Flushed to disk, with its before-image, before anything is done (promise 2). */
	| { type: 'change-intended'; step: string; index: number; change: unknown; before: unknown }
	| { type: 'change-applied'; step: string; index: number; after: unknown }
	| { type: 'change-settled'; step: string; index: number }
	| { type: 'progress'; step: string; what: Message }
	| { type: 'output'; step: string; name: string; value: string }
	| { type: 'check-passed'; step: string; what: Message; milliseconds: number }
	| { type: 'step-done'; step: string; changed: number; milliseconds: number }
	| { type: 'step-failed'; step: string; error: RunFailure; milliseconds: number }
	| { type: 'step-blocked'; step: string; by: string }
	| { type: 'question'; id: string; what: Message; choices: readonly string[] }
	| { type: 'answered'; id: string; choice: string }
	| { type: 'change-undone'; step: string; index: number }
	| { type: 'change-kept'; step: string; index: number; why: Message }
	| { type: 'run-ended'; result: 'done' | 'failed' | 'stopped' | 'undone'; milliseconds: number }

/** What failed, why, what to do and where the log is (promise 13). */
export interface RunFailure {
	what: Message
	/** The command and the most telling lines of its output, control sequences stripped. */
	command?: readonly string[]
	exitCode?: number
	lines: readonly string[]
	log?: string
}

export type JournalLine = RunEvent & { at: string; run: string }
