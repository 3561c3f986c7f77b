import type { EvidenceLine, ToldDiagnosis } from '../../engine/events.ts'
import { strip } from '../../host/strip.ts'
import { type Language, type Message, say } from '../../locales/message.ts'

/** The report of `troubleshoot --json`, of what was redacted already; its schema is published as schema/troubleshoot.json. */
export function reportJson(
	diagnoses: readonly ToldDiagnosis[],
	unknown: readonly EvidenceLine[],
	language: Language,
): string {
	const words = (what: Message): string => strip(say(what, language))
	const lines = (all: readonly EvidenceLine[]) => all.map(({ source, line }) => ({ source, line: strip(line) }))
	const report = {
		diagnoses: diagnoses.map(({ id, title, confidence, cause, evidence, fix }) => ({
			id,
			title: words(title),
			confidence,
			cause: words(cause),
			evidence: lines(evidence),
			fix: fix && {
				risk: fix.risk,
				destructive: fix.destructive,
				what: words(fix.what),
				changes: fix.changes.map(({ what, diff, commands }) => ({ what: words(what), diff, commands })),
			},
		})),
		unknown: lines(unknown),
	}
	return JSON.stringify(report)
}
