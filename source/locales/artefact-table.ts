import stringWidth from 'string-width'
import { type Language, type Message, say } from './message.ts'
import { indent, pad, spread } from './wrap.ts'

/** One kind of artefact at one place, and what of it was found there. */
export interface ArtefactRow {
	readonly what: Message
	readonly where: Message
	readonly found: Message
}

/** What is where, how fast it answered, and what is missing: a line each, two where one has no room. */
export function artefactTable(rows: readonly ArtefactRow[], language: Language, columns: number): string[] {
	const cells = rows.map(({ what, where, found }) => ({
		what: say(what, language),
		where: say(where, language),
		found: say(found, language),
	}))
	const width = Math.max(0, ...cells.map(({ what }) => stringWidth(what)))
	return cells.flatMap(({ what, where, found }) => {
		const left = `  ${pad(what, width)}  ${where}`
		const line = spread(left, found, columns)
		return stringWidth(line) > columns
			? [...indent(left.trim(), '  ', columns), ...indent(found, '      ', columns)]
			: [line]
	})
}
