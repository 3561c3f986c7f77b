import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { applyEdit, inspectEdit } from './edited-file.ts'
import { giveBack, type PathImage } from './path-image.ts'
import { quote } from './quote.ts'

/** Lines between two marker comments in a file that others write too; the rest of it is left alone. */
export interface BlockChange extends ChangeBase {
	readonly kind: 'block'
	readonly path: string
	/** Stands in the marker lines: '# BEGIN k8s-wizard MARKER', '# END k8s-wizard MARKER'. */
	readonly marker: string
	readonly lines: readonly string[]
}

interface Before {
	readonly image: PathImage
	/** The lines that stood between the markers; null: there was no block. */
	readonly lines: readonly string[] | null
}

interface Place {
	readonly before: readonly string[]
	readonly lines: readonly string[]
	readonly after: readonly string[]
}

function markers({ marker }: BlockChange): { begin: string; end: string } {
	return { begin: `# BEGIN k8s-wizard ${marker}`, end: `# END k8s-wizard ${marker}` }
}

/** Undefined: there is no block. One whose end is missing is as long as its own lines go on. */
function find(change: BlockChange, text: string): Place | undefined {
	const { begin, end } = markers(change)
	const all = text.split('\n')
	const from = all.indexOf(begin)
	if (from === -1) return undefined
	const to = all.indexOf(end, from)
	if (to !== -1) return { before: all.slice(0, from), lines: all.slice(from + 1, to), after: all.slice(to + 1) }
	let rest = from + 1
	while (rest < all.length && all[rest] === change.lines[rest - from - 1]) rest += 1
	return { before: all.slice(0, from), lines: all.slice(from + 1, rest), after: all.slice(rest) }
}

function put(change: BlockChange, text: string, lines: readonly string[] | null): string {
	const { begin, end } = markers(change)
	const place = find(change, text)
	const block = lines === null ? [] : [begin, ...lines, end]
	if (place) return [...place.before, ...block, ...place.after].join('\n')
	if (lines === null) return text
	return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${block.join('\n')}\n`
}

export const block: ChangeKind<BlockChange, Before> = {
	kind: 'block',
	describe: ({ path, marker }) => message('change.block', { path, marker }),

	async inspect(change, { host, keep }) {
		const { path, marker, lines } = change
		const found = await inspectEdit(host, path, keep, text => put(change, text, lines), { path, marker, lines })
		if (found.state !== 'pending') return found
		const place = find(change, (await host.readText(path)) ?? '')
		return { ...found, before: { image: found.before, lines: place ? place.lines : null } }
	},

	async apply(change, context) {
		await applyEdit(context, change.path, text => put(change, text, change.lines))
	},

	async undo(change, before, context) {
		const { host, kept } = context
		const { path } = change
		const text = await host.readText(path)
		const place = find(change, text ?? '')
		if (text === undefined || !place) return { undone: true }
		const now = place.lines.join('\n')
		if (now !== change.lines.join('\n') && now !== before.lines?.join('\n')) {
			return { undone: false, kept: message('change.kept.edited', { path }) }
		}
		const old = await textOf(before.image, kept)
		// Where nobody else wrote to the file, it goes back byte by byte; else only our lines go.
		if (put(change, old ?? '', change.lines) === text) await giveBack(host, path, before.image, kept)
		else await applyEdit(context, path, current => put(change, current, before.lines))
		return { undone: true }
	},

	shell(change) {
		const { begin, end } = markers(change)
		const path = quote(change.path)
		let word = 'END'
		while (change.lines.includes(word)) word += '_'
		return [
			`sed -i ${quote(`\\|^${begin}$|,\\|^${end}$|d`)} ${path}`,
			`cat >>${path} <<'${word}'`,
			begin,
			...change.lines,
			end,
			word,
		]
	},
}

async function textOf(image: PathImage, kept: (hash: string) => Promise<Uint8Array>): Promise<string | undefined> {
	return image.type === 'file' ? Buffer.from(await kept(image.hash)).toString('utf8') : undefined
}
