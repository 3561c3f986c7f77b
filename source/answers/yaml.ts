import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { type Message, message } from '../locales/message.ts'
import { shown } from './formats.ts'
import type { Position, Problem } from './problem.ts'

/** Where a key and its value stand, and how a plain value is spelled there ('1.20' for the number 1.2). */
export interface Placed {
	readonly key: Position
	readonly value: Position
	readonly spelled: string | undefined
}

/** By dotted place: 'mirror.keys.0.file'. */
export type Positions = ReadonlyMap<string, Placed>

/** Plain maps, lists, texts, numbers, booleans and null, with the place of each. */
export interface PlainYaml {
	readonly value: unknown
	readonly positions: Positions
	readonly problems: readonly Problem[]
}

/** An answers file of every key there is has some 4 KiB; more than this is noise, and costs time to parse. */
export const maximumBytes = 64 * 1024
const maximumDepth = 32

/** Reads YAML without what could grow or surprise: no aliases, no tags, no second document, no key twice. */
export function readYaml(text: string, file: string): PlainYaml {
	const nothing = (what: Message, at?: Position): PlainYaml => ({
		value: undefined,
		positions: new Map(),
		problems: [{ what, key: undefined, at, exit: 2 }],
	})
	if (Buffer.byteLength(text) > maximumBytes) {
		return nothing(message('answers.tooLarge', { file, kibibytes: maximumBytes / 1024 }))
	}
	const lines = new LineCounter()
	const position = (offset: number): Position => {
		const { line, col } = lines.linePos(offset)
		return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
	}
	const strange = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text)
	if (strange !== null) {
		const before = text.slice(0, strange.index).split('\n')
		const column = (before[before.length - 1] ?? '').length + 1
		return nothing(message('answers.notText', { found: shown(strange[0]) }), { file, line: before.length, column })
	}
	try {
		const document = parseDocument(text, {
			lineCounter: lines,
			uniqueKeys: false,
			prettyErrors: false,
		})
		const [fault] = [...document.errors, ...document.warnings].sort((one, other) => one.pos[0] - other.pos[0])
		if (fault !== undefined) return nothing(faultMessage(fault.code), position(fault.pos[0]))
		if (document.contents === null || isNothing(document.contents)) return nothing(message('answers.empty', { file }))
		const read = plain(document.contents, position)
		// What follows from an alias is of no use to anybody, and in an alias bomb there is much of it.
		const alias = read.problems.find(problem => problem.what.key === 'answers.alias')
		return alias === undefined ? read : { ...read, value: undefined, problems: [alias] }
	} catch (error) {
		// The parser is recursive: thousands of brackets end its stack.
		if (error instanceof RangeError) return nothing(message('answers.tooDeep', { levels: maximumDepth }))
		throw error
	}
}

/** The place of a value where none was written. */
function isNothing(node: unknown): boolean {
	return isScalar(node) && node.value === null && !node.source
}

function faultMessage(code: string): Message {
	if (code === 'TAB_AS_INDENT') return message('answers.yaml.tab')
	if (code === 'MULTIPLE_DOCS') return message('answers.yaml.documents')
	if (code === 'BAD_INDENT' || code === 'MULTILINE_IMPLICIT_KEY') return message('answers.yaml.indent')
	if (code === 'MISSING_CHAR') return message('answers.yaml.unclosed')
	if (code === 'TAG_RESOLVE_FAILED') return message('answers.yaml.tag')
	return message('answers.yaml.other', { code })
}

function plain(contents: Node, position: (offset: number) => Position): PlainYaml {
	const positions = new Map<string, Placed>()
	const problems: Problem[] = []
	const at = (node: unknown): Position => position(rangeStart(node))
	const refuse = (what: Message, key: string, node: unknown): undefined => {
		problems.push({ what, key, at: at(node), exit: 2 })
		return undefined
	}
	const place = (path: string, key: unknown, value: unknown) => {
		const spelled = isScalar(value) ? value.source : undefined
		positions.set(path, { key: at(key), value: at(value === null || isNothing(value) ? key : value), spelled })
	}

	const walk = (node: unknown, path: string, depth: number): unknown => {
		if (depth > maximumDepth) return refuse(message('answers.tooDeep', { levels: maximumDepth }), path, node)
		if (isAlias(node)) return refuse(message('answers.alias', { name: shown(node.source) }), path, node)
		if (isScalar(node)) return node.value
		if (isSeq(node)) {
			return node.items.map((item, index) => {
				const inner = path === '' ? `${index}` : `${path}.${index}`
				place(inner, item, item)
				return walk(item, inner, depth + 1)
			})
		}
		if (!isMap(node)) return null
		const map: Record<string, unknown> = Object.create(null)
		for (const pair of node.items) {
			if (!isPair(pair) || !isScalar(pair.key) || pair.key.value === null) {
				refuse(message('answers.badKey'), path, isPair(pair) ? pair.key : node)
				continue
			}
			const name = String(pair.key.value)
			const inner = path === '' ? name : `${path}.${name}`
			const first = positions.get(inner)
			if (first !== undefined) {
				refuse(message('answers.duplicateKey', { key: shown(inner), line: first.key.line }), inner, pair.key)
				continue
			}
			place(inner, pair.key, pair.value)
			map[name] = walk(pair.value, inner, depth + 1)
		}
		return map
	}

	if (!isMap(contents)) {
		refuse(
			message('answers.notMap', { key: '', found: isScalar(contents) ? shown(contents.source ?? '') : '' }),
			'',
			contents,
		)
		return { value: undefined, positions, problems }
	}
	const value = walk(contents, '', 0)
	return { value, positions, problems }
}

function rangeStart(node: unknown): number {
	const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
	return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : -1
}
