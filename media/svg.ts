import type xterm from '@xterm/headless'

const cell = { width: 8.4, height: 18 }
const margin = 14
const ground = '#0d1117'
const plain = '#c9d1d9'
/** The sixteen colours as far as the wizard uses them. */
const palette: Readonly<Record<number, string>> = {
	1: '#ff7b72',
	2: '#3fb950',
	3: '#d29922',
	5: '#bc8cff',
	6: '#39c5cf',
}

interface Span {
	readonly from: number
	readonly columns: number
	readonly text: string
	readonly style: string
}

/** One row of a terminal as SVG, at the height 0; empty when nothing stands in it. */
export function rowSvg(line: xterm.IBufferLine): string {
	return spansOf(line)
		.map(({ from, columns, text, style }) => {
			const x = (from * cell.width).toFixed(1)
			const width = (columns * cell.width).toFixed(1)
			const inverse = style.includes('inverse')
				? `<rect x="${x}" y="-13" width="${width}" height="${cell.height}" fill="${plain}"/>`
				: ''
			return `${inverse}<text x="${x}" textLength="${width}"${attributes(style)}>${escaped(text)}</text>`
		})
		.join('')
}

/** A drawing of a terminal of this size around what stands in it. */
export function frameSvg(columns: number, rows: number, inside: string, title: string): string {
	const width = Math.round(columns * cell.width + 2 * margin)
	const height = rows * cell.height + 2 * margin
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<rect width="100%" height="100%" rx="8" fill="${ground}"/>
<g transform="translate(${margin} ${margin + 13})" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'Noto Sans Mono CJK SC',monospace" font-size="14" fill="${plain}" xml:space="preserve" style="white-space:pre">
${inside}
</g>
</svg>
`
}

/** Rows under each other. */
export function screenSvg(rows: readonly string[]): string {
	return rows
		.flatMap((row, index) => (row === '' ? [] : [`<g transform="translate(0 ${index * cell.height})">${row}</g>`]))
		.join('\n')
}

/** Runs of cells of one look; blanks between them are left out. */
function spansOf(line: xterm.IBufferLine): Span[] {
	const spans: Span[] = []
	let current: { from: number; columns: number; text: string; style: string } | undefined
	for (let column = 0; column < line.length; column += 1) {
		const found = line.getCell(column)
		if (!found || found.getWidth() === 0) continue
		const style = styleOf(found)
		// A spinner's picture is whatever it was at that moment.
		const text = (found.getChars() || ' ').replace(/[⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, '⠋')
		if (current?.style === style) {
			current.text += text
			current.columns += found.getWidth()
			continue
		}
		current = { from: column, columns: found.getWidth(), text, style }
		spans.push(current)
	}
	return spans.flatMap(span => trimmed(span))
}

function trimmed(span: Span): Span[] {
	if (span.style.includes('inverse')) return [span]
	const end = span.text.trimEnd()
	const text = end.trimStart()
	const before = end.length - text.length
	if (text === '') return []
	return [{ ...span, text, from: span.from + before, columns: span.columns - before - (span.text.length - end.length) }]
}

function styleOf(found: xterm.IBufferCell): string {
	return [
		found.isFgPalette() ? `colour${found.getFgColor() % 8}` : '',
		found.isBold() ? 'bold' : '',
		found.isDim() ? 'dim' : '',
		found.isInverse() ? 'inverse' : '',
	]
		.filter(word => word !== '')
		.join(' ')
}

function attributes(style: string): string {
	const colour = palette[Number(/colour(\d)/.exec(style)?.[1])]
	const fill = style.includes('inverse') ? ground : colour
	return `${fill === undefined ? '' : ` fill="${fill}"`}${style.includes('bold') ? ' font-weight="bold"' : ''}${style.includes('dim') ? ' opacity="0.6"' : ''}`
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
