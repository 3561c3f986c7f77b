import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { notForNode16 } from '../../scripts/build/guard.ts'
import { withoutUnicodeSets } from '../../scripts/build/unicode-sets.ts'

/** The value of an expression after the rewriting; it must not hold a v flag any more. */
function evaluate(expression: string): RegExp {
	const rewritten = withoutUnicodeSets(`export default ${expression}`)
	expect(notForNode16(rewritten)).toEqual([])
	return new Function(`return ${rewritten.replace('export default ', '')}`)() as RegExp
}

interface EmojiTable {
	characters: { toArray(): number[] }
	strings: string[]
}

describe('regular expressions with the v flag', () => {
	test('become ones with the u flag that match the same', () => {
		const colour = evaluate('/^[\\da-f]{6}$|^[\\da-f]{3}$/iv')
		expect(colour.flags).toBe('iu')
		expect(['fff', 'A0b1C2', 'ffff'].map(text => colour.test(text))).toEqual([true, true, false])
	})

	test('are rewritten wherever they stand, and nothing beside them is', () => {
		const source = 'const a = "/x/v"; const b = 6 / a /v; f(/[:;]/v, /[a]/g, /[b]/v)'
		expect(withoutUnicodeSets(source)).toBe('const a = "/x/v"; const b = 6 / a /v; f(/[:;]/u, /[a]/g, /[b]/u)')
	})

	test('find every emoji and no Chinese character', () => {
		const require = createRequire(import.meta.url)
		const table = require('regenerate-unicode-properties/Property_of_Strings/RGI_Emoji.js') as EmojiTable
		const emoji = [...table.characters.toArray().map(code => String.fromCodePoint(code)), ...table.strings]
		const pattern = evaluate('/^\\p{RGI_Emoji}$/v')
		expect(emoji.length).toBeGreaterThan(3000)
		expect(emoji.filter(one => !pattern.test(one))).toEqual([])
		expect(['节', '点', 'a', '1', '─', '…', ''].filter(one => pattern.test(one))).toEqual([])
	})
})

describe('the guard over a built program', () => {
	test('names what Node 16 would stumble over', () => {
		expect(notForNode16('const a = /[a]/v')).toEqual(['regular expression with the v flag: /[a]/'])
		expect(notForNode16('new RegExp(a, "gv")')).toEqual(['RegExp made with the v flag'])
		expect(notForNode16('import { aborted, inspect } from "util"')).toEqual(['import of aborted from node:util'])
		expect(notForNode16('import * as a from "node:readline/promises"')).toEqual(['import of node:readline/promises'])
		expect(notForNode16('a.isSubsetOf()')).toEqual(['call of .isSubsetOf()'])
	})

	test('lets pass what Node 16 has', () => {
		expect(notForNode16('import { parseArgs } from "node:util"; new RegExp("v", "u"); [1].at(0); /v/u')).toEqual([])
	})
})
