import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import rewritePattern from 'regexpu-core'
import { parseAst } from 'vite'
import { walk } from './walk.ts'

/** A dependency's regular expression literals with the `v` flag, which Node 16 cannot parse, become ones with `u`. */
export const unicodeSets: Plugin = {
	name: 'unicode-sets',
	setup(build) {
		build.onLoad({ filter: /node_modules\/.*\.m?js$/ }, async ({ path }) => {
			const source = await readFile(path, 'utf8')
			return mayHoldOne.test(source) ? { contents: withoutUnicodeSets(source), loader: 'js' } : undefined
		})
	},
}

const mayHoldOne = /\/[a-z]*v[a-z]*[\s;,.)\]]/

/** The same program, with each `v` literal rewritten in its place. */
export function withoutUnicodeSets(source: string): string {
	const found: { start: number; end: number; text: string }[] = []
	walk(parseAst(source), node => {
		if (node.type === 'Literal' && 'regex' in node && node.regex?.flags.includes('v')) {
			found.push({ start: node.start, end: node.end, text: rewrite(node.regex.pattern, node.regex.flags) })
		}
	})
	// From the end, so that the earlier positions stay true.
	return found
		.reverse()
		.reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), source)
}

function rewrite(pattern: string, flags: string): string {
	const literal = `/${rewritePattern(pattern, flags, { unicodeSetsFlag: 'transform' })}/${flags.replace('v', 'u')}`
	return pattern.includes('RGI_Emoji') ? guarded(literal) : literal
}

/**
 * The spelt-out emoji are 20 kB of alternatives, slow to make and slow on every Chinese character: ask a cheap question
 * first, and make them for the first text that passes it.
 */
function guarded(literal: string): string {
	const cheap = '/[\\p{Extended_Pictographic}\\p{Emoji_Presentation}\\uFE0F]/u'
	return `({whole:void 0,test(text){return ${cheap}.test(text)&&(this.whole??=${literal}).test(text)}})`
}
