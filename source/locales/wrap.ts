import stringWidth from 'string-width'

/**
 * Breaks a text into lines of at most `columns`, measured as a terminal does (Chinese takes two). Breaks at blanks,
 * and between any two wide characters; a word that is longer than a line is left whole, so that it can be copied. Blanks
 * before a line are a margin: what it is broken into has it, too.
 */
export function wrap(text: string, columns: number): string[] {
	return text.split('\n').flatMap(line => wrapLine(line, columns))
}

function wrapLine(line: string, columns: number): string[] {
	const lines: string[] = []
	const [margin = ''] = /^ */.exec(line) ?? []
	let current = ''
	for (const piece of pieces(line)) {
		if (current.trim() !== '' && stringWidth(current + piece.trimEnd()) > columns) {
			lines.push(current.trimEnd())
			current = margin + piece.trimStart()
		} else {
			current += piece
		}
	}
	return [...lines, current.trimEnd()]
}

/** Closing marks stay with the character before them. */
const closing = '，。、；：？！）」』》…”’'

/** Words with the blanks behind them; wide characters one by one. */
function pieces(line: string): string[] {
	const found: string[] = []
	for (const [piece] of line.matchAll(
		/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]*\s*/gu,
	)) {
		if (piece === '') continue
		if (closing.includes(piece) && found.length > 0) found.push((found.pop() ?? '') + piece)
		else found.push(piece)
	}
	return found
}

/** Lines of a text under a margin: the first behind `first`, the others behind as many blanks. */
export function indent(text: string, first: string, columns: number): string[] {
	const margin = ' '.repeat(stringWidth(first))
	return wrap(text, columns - margin.length).map((line, index) => `${index === 0 ? first : margin}${line}`.trimEnd())
}

/** A text filled up with blanks to a width. */
export function pad(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}

/** Two texts at both ends of a line; under each other when there is no room. */
export function spread(left: string, right: string, columns: number): string {
	const gap = columns - stringWidth(left) - stringWidth(right)
	return gap < 2 ? `${left}  ${right}` : `${left}${' '.repeat(gap)}${right}`
}
