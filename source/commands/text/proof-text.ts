import { type ArtefactRow, artefactTable } from '../../locales/artefact-table.ts'
import { type Language, message, say } from '../../locales/message.ts'
import { type ArtefactKind, artefactKinds, type Proof } from '../../steps/resolution.ts'

export interface ProofRow {
	readonly kind: ArtefactKind
	/** Host of the repository or registry; '': the host's own repositories. */
	readonly where: string
	readonly proven: number
	readonly present: number
	readonly missing: number
	/** The slowest answer; undefined: nothing was asked one by one. */
	readonly milliseconds: number | undefined
}

/** One row for each kind of artefact and place that it comes from. */
export function proofRows(proofs: readonly Proof[]): ProofRow[] {
	return artefactKinds.flatMap(kind => {
		const ofKind = proofs.filter(proof => proof.kind === kind)
		const places = [...new Set(ofKind.map(({ where }) => placeOf(where)))]
		return places.map(where =>
			rowOf(
				kind,
				where,
				ofKind.filter(proof => placeOf(proof.where) === where),
			),
		)
	})
}

function rowOf(kind: ArtefactKind, where: string, proofs: readonly Proof[]): ProofRow {
	const count = (result: Proof['result']): number => proofs.filter(proof => proof.result === result).length
	const times = proofs.flatMap(({ milliseconds }) => milliseconds ?? [])
	return {
		kind,
		where,
		proven: count('proven'),
		present: count('present'),
		missing: count('missing'),
		milliseconds: times.length === 0 ? undefined : Math.max(...times),
	}
}

/** The host of an address; a registry's name is one already. */
function placeOf(where: string): string {
	return /^https?:\/\/([^/]+)/.exec(where)?.[1] ?? where
}

/** The same in words, as a table's rows. */
export function artefactRows(proofs: readonly Proof[]): ArtefactRow[] {
	return proofRows(proofs).map(row => ({
		what: message(`resolve.artefact.${row.kind}`),
		where: row.where === '' ? message('command.proofs.ownPlace') : message('command.verbatim', { text: row.where }),
		found: message('command.proofs.found', countsOf(row)),
	}))
}

/** Where everything comes from, what of it was found, and how fast the answers came. */
export function proofText(proofs: readonly Proof[], language: Language, columns: number): string[] {
	const rows = artefactRows(proofs)
	if (rows.length === 0) return []
	return [say(message('command.proofs.head'), language), ...artefactTable(rows, language, columns)]
}

function countsOf({ proven, present, missing, milliseconds }: ProofRow) {
	return { proven, present, missing, milliseconds: milliseconds === undefined ? undefined : Math.round(milliseconds) }
}
