import { strip } from '../host/strip.ts'
import type { Evidence, EvidenceLine, EvidenceSource, KnownFailure, Signature } from './failure.ts'
import { provesNothing } from './noise.ts'

/** Of longer lines a pattern sees what stands around the words. */
const longestLine = 2_000
/** Lines kept of each signature in each source, the last ones. */
const mostHits = 3
/** How many lines from its end a source still says what goes on. */
const lastLines = 60

/** A line that a signature matched. */
export interface Hit extends EvidenceLine {
	readonly weight: Signature['weight']
	readonly trust: EvidenceSource['trust']
}

/** Every line of the evidence that speaks of a failure; a text is searched for fixed words, so it may be long. */
export function hitsOf({ signatures }: KnownFailure, { sources }: Evidence): Hit[] {
	const hits = sources.flatMap(source => signatures.flatMap(signature => hitsIn(source, signature)))
	const seen = new Set<string>()
	return hits.filter(({ source, line }) => {
		const key = `${source}\n${withoutNumbers(line)}`
		return !seen.has(key) && seen.add(key)
	})
}

function hitsIn({ name, trust, text }: EvidenceSource, { text: words, pattern, weight, goesOn }: Signature): Hit[] {
	// Searching forwards is much faster, and most texts have none.
	if (!text.includes(words)) return []
	const hits: Hit[] = []
	const from = goesOn ? startOfLastLines(text) : 0
	for (let at = text.lastIndexOf(words); at >= from && hits.length < mostHits; ) {
		const start = text.lastIndexOf('\n', at) + 1
		const end = text.indexOf('\n', at)
		const line = strip(
			text.slice(Math.max(start, at - longestLine / 2), end === -1 ? undefined : end).slice(0, longestLine),
		).trim()
		if (line.includes(words) && (pattern?.test(line) ?? true) && !provesNothing(line, text, start)) {
			hits.unshift({ source: name, line, weight, trust })
		}
		if (start === 0) break
		at = text.lastIndexOf(words, start - 1)
	}
	return hits
}

function startOfLastLines(text: string): number {
	let at = text.length
	for (let count = 0; count <= lastLines && at > 0; count += 1) at = text.lastIndexOf('\n', at - 1)
	return Math.max(0, at)
}

/** The same message at another time, of another process: log lines differ in their numbers only. */
export function withoutNumbers(line: string): string {
	return line.replace(/\d+/g, '0')
}
