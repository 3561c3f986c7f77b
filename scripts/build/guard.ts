import { parseAst } from 'vite'
import { missingExports, missingMethods, missingModules } from './node16.ts'
import { type SyntaxNode, walk } from './walk.ts'

/** What in a built program Node 16 would stumble over, one line each; empty: nothing known. */
export function notForNode16(program: string): string[] {
	const complaints = new Set<string>()
	walk(parseAst(program), node => {
		for (const complaint of complaintsOf(node)) complaints.add(complaint)
	})
	return [...complaints]
}

function complaintsOf(node: SyntaxNode): string[] {
	if (node.type === 'Literal' && node.regex?.flags.includes('v'))
		return [`regular expression with the v flag: /${node.regex.pattern}/`]
	if (node.type === 'NewExpression' || node.type === 'CallExpression')
		return [...ofConstructor(node), ...ofMethod(node)]
	if (node.type === 'ImportDeclaration') return ofImport(node)
	return []
}

function ofConstructor(node: SyntaxNode): string[] {
	const [, flags] = node['arguments'] as (SyntaxNode | undefined)[]
	const isRegExp = (node['callee'] as SyntaxNode)['name'] === 'RegExp'
	return isRegExp && typeof flags?.['value'] === 'string' && flags['value'].includes('v')
		? ['RegExp made with the v flag']
		: []
}

function ofMethod(node: SyntaxNode): string[] {
	const callee = node['callee'] as SyntaxNode
	const name = callee.type === 'MemberExpression' ? (callee['property'] as SyntaxNode)['name'] : undefined
	return missingMethods.some(missing => missing === name) ? [`call of .${String(name)}()`] : []
}

function ofImport(node: SyntaxNode): string[] {
	const source = String((node['source'] as SyntaxNode)['value'])
	const from = source.startsWith('node:') ? source : `node:${source}`
	if (missingModules.some(missing => missing === from)) return [`import of ${from}`]
	const names = (node['specifiers'] as SyntaxNode[]).map(one => (one['imported'] as SyntaxNode | undefined)?.['name'])
	return (missingExports[from] ?? []).filter(name => names.includes(name)).map(name => `import of ${name} from ${from}`)
}
