import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { applyEdit, inspectEdit } from './edited-file.ts'
import type { PathImage } from './path-image.ts'
import { quote } from './quote.ts'

/** Exact lines of a file that become comments ('#k8s-wizard# ' put in front). */
export interface LinesOffChange extends ChangeBase {
	readonly kind: 'lines-off'
	readonly path: string
	readonly lines: readonly string[]
}

const mark = '#k8s-wizard# '

function off({ lines }: LinesOffChange): (text: string) => string {
	return text => map(text, line => (lines.includes(line) ? `${mark}${line}` : line))
}

function on({ lines }: LinesOffChange): (text: string) => string {
	return text =>
		map(text, line =>
			line.startsWith(mark) && lines.includes(line.slice(mark.length)) ? line.slice(mark.length) : line,
		)
}

function map(text: string, each: (line: string) => string): string {
	return text.split('\n').map(each).join('\n')
}

export const linesOff: ChangeKind<LinesOffChange, PathImage> = {
	kind: 'lines-off',
	describe: ({ path, lines }) => message('change.linesOff', { path, count: lines.length }),

	inspect: (change, { host, keep }) =>
		inspectEdit(host, change.path, keep, off(change), { path: change.path, off: change.lines }),

	apply: (change, context) => applyEdit(context, change.path, off(change)),

	async undo(change, _before, context) {
		const text = await context.host.readText(change.path)
		const missing = change.lines.filter(
			line => !text?.split('\n').some(found => found === line || found === `${mark}${line}`),
		)
		if (text !== undefined) await applyEdit(context, change.path, on(change))
		if (missing.length === 0) return { undone: true }
		return { undone: false, kept: message('change.kept.edited', { path: change.path }) }
	},

	shell: ({ path, lines }) => lines.map(line => `sed -i ${quote(`s|^${pattern(line)}$|${mark}&|`)} ${quote(path)}`),
}

/** The line as a basic regular expression of sed, with '|' as its delimiter. */
function pattern(line: string): string {
	return line.replace(/[\\.*[\]^$|]/g, '\\$&')
}
