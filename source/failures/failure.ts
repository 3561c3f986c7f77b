import type { Answers } from '../answers/answers.ts'
import type { Change } from '../changes/index.ts'
import type { Facts } from '../host/facts.ts'
import type { Message } from '../locales/message.ts'
import type { ReadHost } from './read-host.ts'

/** A line of evidence, control sequences taken out, and where it stands: 'kubeadm', 'kubelet', '/proc/swaps'. */
export interface EvidenceLine {
	source: string
	line: string
}

/** One text that evidence is taken from. */
export interface EvidenceSource {
	readonly name: string
	/** `pods`: pods and users of the cluster can write into it, so it may suggest a cause and proves nothing. */
	readonly trust: 'host' | 'pods'
	readonly text: string
}

/** What was collected when something failed or waits too long. */
export interface Evidence {
	readonly sources: readonly EvidenceSource[]
	/** What could not be looked at, and why: neither fine nor wrong. */
	readonly unread: readonly { readonly name: string; readonly reason: string }[]
}

export type Confidence = 'certain' | 'likely' | 'possible'

/** In the order in which one brings about the next. */
export const stages = [
	'repository',
	'package',
	'kernel',
	'containerd',
	'preflight',
	'join',
	'image',
	'kubelet',
	'network',
	'dns',
] as const
export type Stage = (typeof stages)[number]

/** What a tool prints when it happens. */
export interface Signature {
	/** Stands in the line, exactly: a long text is searched for this alone. */
	readonly text: string
	/** The line must match it too; takes time linear in the line's length. */
	readonly pattern?: RegExp
	/** `proof`: the tool says this very thing. `hint`: other causes, or runs that end well, print it too. */
	readonly weight: 'proof' | 'hint'
	/** Printed again and again for as long as it is so: counts only among the last lines of its source. */
	readonly goesOn?: true
}

export function proof(text: string, pattern?: RegExp): Signature {
	return { text, weight: 'proof', ...(pattern && { pattern }) }
}

export function hint(text: string, pattern?: RegExp): Signature {
	return { text, weight: 'hint', ...(pattern && { pattern }) }
}

/** What a fix may take its values from: never from matched text (promise 10). */
export interface Known {
	readonly facts: Facts
	/** Undefined: this host was not prepared by the wizard. */
	readonly answers: Answers | undefined
	/** Full name of the sandbox image that this cluster's images come with. */
	readonly pauseImage: string | undefined
	/** Changes that the plan has for a step; none where there is no plan or no such step. */
	planned(step: string): readonly Change[]
	/** The step of the plan has not been done yet, so what it brings is not missed. */
	isAhead(step: string): boolean
}

export interface ProbeContext extends Known {
	readonly host: ReadHost
}

export type Fix =
	| {
			/** `safe`: made without asking under `--fix=safe`. */
			readonly risk: 'safe' | 'ask'
			readonly destructive: boolean
			readonly what: Message
			readonly changes: readonly Change[]
	  }
	/** Nothing that the wizard does: `what` says what the operator can do here. */
	| { readonly risk: 'manual'; readonly destructive: false; readonly what: Message }

/** What looking at this host came to. */
export type Finding =
	/** It is so now; `lines` prove it. */
	| { readonly state: 'confirmed'; readonly lines: readonly EvidenceLine[]; readonly fix?: Fix }
	| { readonly state: 'refuted' }
	/** Could not look, or looking does not tell. */
	| { readonly state: 'unknown' }

/** One failure that is known: a value, never a class. Adding one is one of these and one fixture. */
export interface KnownFailure {
	readonly id: string
	readonly stage: Stage
	readonly title: Message
	readonly cause: Message
	/** What an operator can do about it, where the wizard may not or cannot. */
	readonly advice: Message
	readonly signatures: readonly Signature[]
	/** Looks at this host. Without it only lines speak, and there is nothing to apply. */
	readonly probe?: (context: ProbeContext) => Promise<Finding>
	/** How much the state says alone, without any line; left out: nothing. */
	readonly alone?: 'likely' | 'possible'
	/** May be over by the time one looks (a lock, a full queue): told though the host shows it no more. */
	readonly passing?: true
	/** Confirmed and said: waiting longer does not heal it, so what waits for it may be ended. */
	readonly conclusive?: true
	/** Failures that this one brings about: they are told after it. */
	readonly explains?: readonly string[]
	/** What holds once it is healed (the probe finds it no more), and milliseconds until then. */
	readonly check: { readonly what: Message; readonly within: number }
	/** Where the signatures come from. */
	readonly source: string
}

/** A known failure that the evidence names. */
export interface Diagnosis {
	readonly failure: KnownFailure
	readonly confidence: Confidence
	readonly evidence: readonly EvidenceLine[]
	/** A probe of this host says that it is so now. */
	readonly confirmed: boolean
	readonly fix: Fix
}

export const refuted: Finding = { state: 'refuted' }
export const unknown: Finding = { state: 'unknown' }

export function confirmed(lines: readonly EvidenceLine[], fix?: Fix): Finding {
	return { state: 'confirmed', lines, ...(fix && { fix }) }
}

export function byHand(what: Message): Fix {
	return { risk: 'manual', destructive: false, what }
}
