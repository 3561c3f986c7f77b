import { telling } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { strip } from '../host/strip.ts'
import {
	byHand,
	type Confidence,
	type Diagnosis,
	type Evidence,
	type EvidenceLine,
	type Finding,
	type Fix,
	type Known,
	type KnownFailure,
	stages,
	unknown as unknownFinding,
} from './failure.ts'
import { type Hit, hitsOf, withoutNumbers } from './match.ts'
import { isHarmless } from './noise.ts'
import { readOnce } from './read-host.ts'

export interface Diagnosed {
	/** Most likely first, a cause before its symptoms. */
	readonly diagnoses: readonly Diagnosis[]
	/** Where there are none: the lines that tell most. */
	readonly unknown: readonly EvidenceLine[]
}

/** Lines of evidence shown for one diagnosis. */
const mostLines = 6
const mostUnknown = 12
/** How much of the end of a text is looked through for telling lines. */
const unknownTail = 400_000

/** What the evidence and this host say, every known failure looked at side by side. Nothing is altered. */
export async function diagnose(
	failures: readonly KnownFailure[],
	evidence: Evidence,
	host: Host,
	known: Known,
): Promise<Diagnosed> {
	const context = { ...known, host: readOnce(host) }
	const diagnoses = await Promise.all(
		failures.map(async failure => {
			const hits = hitsOf(failure, evidence)
			const finding = failure.probe ? await failure.probe(context).catch(() => unknownFinding) : unknownFinding
			return judge(failure, hits, finding)
		}),
	)
	return ranked(
		diagnoses.flatMap(diagnosis => (diagnosis ? [diagnosis] : [])),
		evidence,
	)
}

/** What a log from elsewhere says: this host is not looked at, and there is nothing to apply. */
export function diagnoseLog(failures: readonly KnownFailure[], evidence: Evidence): Diagnosed {
	const diagnoses = failures.flatMap(failure => judge(failure, hitsOf(failure, evidence), unknownFinding) ?? [])
	return ranked(diagnoses, evidence)
}

/** Undefined: this failure is not named. */
function judge(failure: KnownFailure, hits: readonly Hit[], finding: Finding): Diagnosis | undefined {
	const confidence = confidenceOf(failure, hits, finding)
	if (confidence === undefined) return undefined
	const stated = finding.state === 'confirmed' ? finding.lines : []
	return {
		failure,
		confidence,
		evidence: [...stated, ...hits.map(({ source, line }) => ({ source, line }))].slice(0, mostLines),
		confirmed: finding.state === 'confirmed',
		fix: fixOf(failure, finding),
	}
}

/** Promise 10: what can be applied stands on a probe of this host and on nothing else. */
function fixOf({ advice }: KnownFailure, finding: Finding): Fix {
	return (finding.state === 'confirmed' ? finding.fix : undefined) ?? byHand(advice)
}

function confidenceOf(
	{ alone, passing }: KnownFailure,
	hits: readonly Hit[],
	finding: Finding,
): Confidence | undefined {
	const trusted = hits.filter(({ trust }) => trust === 'host')
	const proven = trusted.some(({ weight }) => weight === 'proof')
	switch (finding.state) {
		case 'confirmed':
			if (trusted.length > 0) return 'certain'
			return hits.length > 0 ? 'likely' : alone
		case 'refuted':
			return passing && proven ? 'likely' : undefined
		case 'unknown':
			if (proven) return 'certain'
			if (trusted.length > 0) return 'possible'
			return hits.some(({ weight }) => weight === 'proof') ? 'possible' : undefined
	}
}

const confidences: readonly Confidence[] = ['certain', 'likely', 'possible']

function ranked(found: readonly Diagnosis[], evidence: Evidence): Diagnosed {
	const ids = new Set(found.map(({ failure }) => failure.id))
	// A state that explains what a tool complains about is as sure as the complaint.
	const raised = found.map(diagnosis =>
		diagnosis.confidence === 'likely' && explainsSurely(diagnosis, found)
			? { ...diagnosis, confidence: 'certain' as const }
			: diagnosis,
	)
	const depth = (diagnosis: Diagnosis): number =>
		found.filter(({ failure }) => failure.explains?.includes(diagnosis.failure.id) && ids.has(failure.id)).length
	const diagnoses = [...raised].sort(
		(one, other) =>
			confidences.indexOf(one.confidence) - confidences.indexOf(other.confidence) ||
			depth(one) - depth(other) ||
			stages.indexOf(one.failure.stage) - stages.indexOf(other.failure.stage),
	)
	return { diagnoses, unknown: diagnoses.length > 0 ? [] : mostTelling(evidence) }
}

function explainsSurely({ failure, evidence }: Diagnosis, found: readonly Diagnosis[]): boolean {
	if (evidence.length === 0) return false
	return found.some(other => other.confidence === 'certain' && failure.explains?.includes(other.failure.id))
}

/** Lines that speak of an error and are no noise, of what can be trusted; of each message one. */
function mostTelling({ sources }: Evidence): EvidenceLine[] {
	const seen = new Set<string>()
	const lines: EvidenceLine[] = []
	for (const { name, trust, text } of sources) {
		if (trust === 'pods') continue
		const candidates = strip(text.slice(-unknownTail))
			.split('\n')
			.filter(line => speaksOfError.test(line) && !isHarmless(line))
		for (const line of telling(candidates.join('\n'))) {
			const key = withoutNumbers(line)
			if (seen.has(key)) continue
			seen.add(key)
			lines.push({ source: name, line: line.trim().slice(0, 500) })
		}
	}
	return lines.slice(0, mostUnknown)
}

const speaksOfError =
	/\b(?:error|fatal|fail(?:ed|ure)?|denied|refused|unable|cannot|not found|no such|timed? ?out|unexpected)\b/i
