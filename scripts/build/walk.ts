import type { parseAst } from 'vite'

type Program = ReturnType<typeof parseAst>

/** A node of a syntax tree, as far as it is looked at here. */
export interface SyntaxNode {
	type: string
	start: number
	end: number
	regex?: { pattern: string; flags: string }
	[field: string]: unknown
}

/** Visits every node of a syntax tree, parents first. */
export function walk(tree: Program | SyntaxNode, visit: (node: SyntaxNode) => void) {
	const waiting: unknown[] = [tree]
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		if (Array.isArray(next)) waiting.push(...next.filter(isObject))
		else if (isObject(next)) {
			if (isNode(next)) visit(next)
			waiting.push(...Object.values(next).filter(isObject))
		}
	}
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null
}

function isNode(value: object): value is SyntaxNode {
	return 'type' in value && typeof value.type === 'string'
}
