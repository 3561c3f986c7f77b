import { telling } from '../errors.ts'
import type { Refusal } from './package-manager.ts'

/** What dnf and yum say when they cannot, the most certain first. */
const reasons: readonly (readonly [RegExp, Refusal['reason']])[] = [
	[
		/Bad GPG signature|signature verification error|repomd\.xml signature could not be verified|is not signed|Public key for .* is not installed|GPG check FAILED|gpg keys? .*not (correct|installed)/i,
		'signature',
	],
	[
		/Failed to download metadata|Cannot download repomd\.xml|Cannot retrieve|Could not resolve host|Curl error|All mirrors were (already )?tried/i,
		'unreachable',
	],
	[/Unable to find a match|No match for argument|No package .* available/i, 'not-offered'],
	[/conflicting requests|nothing provides|Depsolve Error|Problem:|conflicts with/i, 'conflict'],
]

export function dnfRefusal(text: string): Refusal {
	const reason = reasons.find(([pattern]) => pattern.test(text))?.[1] ?? 'broken'
	return { ok: false, reason, lines: telling(text) }
}
