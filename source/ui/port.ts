import type { Answers } from '../answers/answers.ts'
import type { Origins } from '../answers/defaults.ts'
import type { Draft } from '../answers/draft.ts'
import type { Found } from '../answers/problem.ts'
import type { Watched } from '../engine/attach.ts'
import type { Choice, JournalLine } from '../engine/events.ts'
import type { ArtefactRow } from '../locales/artefact-table.ts'
import type { Language, Message } from '../locales/message.ts'

/** All that the screens know of the world: what they ask it, and what they may set off. The commands stand behind it. */
export interface Port {
	readonly version: string
	/** Set for a model host: what it is, so that nobody takes it for a real one. */
	readonly demo: Message | undefined
	/** The host's time in milliseconds; virtual on a model host. */
	now(): number
	/** How things stand when the wizard opens. */
	situation(): Promise<Situation>
	/** Tells what is found on this host, each as soon as it is known. Throws Refused where the wizard cannot work. */
	look(tell: (finding: Finding) => void): Promise<void>
	/** The draft made whole for this host. Only after `look`. */
	evaluate(draft: Draft): Promise<Evaluation>
	/** Asks a mirror whether it has all that these answers need, and how fast it answers. */
	probe(draft: Draft): Promise<MirrorReport>
	/** The plan for a draft; without one, for what an unfinished run was asked for. Throws Refused. */
	plan(draft: Draft | undefined): Promise<PlanView>
	/** The operator has confirmed these signing keys, which a plan was refused for: the next plan takes them. */
	trust(fingerprints: readonly string[]): void
	/** Starts the last plan; the run's id. Throws Refused. */
	start(): Promise<string>
	/** Tells every line of a run from its first on; ends when the run does or `leave` is set. */
	watch(run: string, tell: (line: JournalLine) => void, leave: AbortSignal): Promise<Watched>
	/** The last lines of a log, control sequences and secrets taken out. */
	tail(log: string, bytes: number): Promise<readonly string[]>
	/** `after-change`: what is being done now is finished · `now`: it is cut off, and the run ends as failed. */
	stop(run: string, how: 'after-change' | 'now'): Promise<void>
	answer(run: string, question: string, choice: Choice): Promise<void>
	/** What there is to know once a run is done. */
	finish(run: string): Promise<Finish>
	/** Writes the answers to a file of root's alone; its path. */
	saveAnswers(draft: Draft, language: Language): Promise<string>
	/** Remembers what was answered so far; undefined forgets it. */
	keepDraft(draft: Draft | undefined): void
	/** Remembers the language. */
	keepLanguage(language: Language): void
}

/** A signing key as it says of itself: where it was found, 40 hexadecimal digits, whose it says it is. */
export interface UnconfirmedKey {
	readonly where: string
	readonly fingerprint: string
	readonly owner: string
}

/** Why the world does not do what was asked. */
export class Refused extends Error {
	readonly what: readonly Message[]
	/** What another program said. */
	readonly lines: readonly string[]
	/** What the program's exit code is, when it is left for this. */
	readonly exitCode: number
	/** Signing keys that nobody has confirmed yet, where that is all that stands against it. */
	readonly keys: readonly UnconfirmedKey[]
	/** What the mirrors have and lack, where that is known. */
	readonly artefacts: readonly ArtefactRow[]

	constructor(
		what: readonly Message[],
		lines: readonly string[] = [],
		exitCode = 3,
		keys: readonly UnconfirmedKey[] = [],
		artefacts: readonly ArtefactRow[] = [],
	) {
		super(what.map(({ key }) => key).join(', '))
		this.name = 'Refused'
		this.what = what
		this.lines = lines
		this.exitCode = exitCode
		this.keys = keys
		this.artefacts = artefacts
	}
}

export type Situation =
	/** `draft`: what was answered when the wizard was left the last time. */
	| { readonly kind: 'fresh'; readonly draft: Draft; readonly kept: boolean }
	| { readonly kind: 'running'; readonly run: string }
	| { readonly kind: 'unfinished'; readonly run: string; readonly words: readonly Message[]; readonly draft: Draft }

/** One thing found on the host. */
export interface Finding {
	readonly id: string
	readonly label: Message
	readonly value: Message
	readonly state: 'ok' | 'warning' | 'problem' | 'unknown'
	/** What it means for the plan. */
	readonly note?: Message
}

export interface Evaluation {
	readonly answers: Answers
	readonly origins: Origins
	readonly problems: readonly Found[]
}

export type MirrorReport =
	| { readonly state: 'whole'; readonly milliseconds: number; readonly asked: number }
	| { readonly state: 'lacking'; readonly milliseconds: number; readonly missing: number }
	| { readonly state: 'unreachable'; readonly reason: string }

export interface PlanView {
	readonly hostname: string
	readonly steps: readonly PlanStepView[]
	/** Where everything comes from. */
	readonly artefacts: readonly ArtefactRow[]
	readonly pending: number
	readonly settled: number
	readonly unknown: number
	/** Questions of this plan to the operator's attention, told before consent. */
	readonly reboots: boolean
}

export interface PlanStepView {
	readonly id: string
	readonly title: Message
	readonly why: Message
	readonly notes: readonly Message[]
	readonly changes: readonly ChangeView[]
}

export interface ChangeView {
	readonly what: Message
	readonly why: Message | undefined
	readonly state: 'pending' | 'settled' | 'unknown'
	/** Why it could not be looked at. */
	readonly reason: string | undefined
	readonly diff: readonly string[]
	readonly commands: readonly string[]
	readonly irreversible: Message | undefined
	/** It was cut off before: what becomes of it. */
	readonly recovery: Message | undefined
}

export interface Finish {
	readonly answers: string
	readonly logs: string
	readonly kubeconfig: string | undefined
	/** One line that joins another host, and until when it holds; undefined: there is none to be had. */
	readonly join: { readonly command: string; readonly until: string } | undefined
}
