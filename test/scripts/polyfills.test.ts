import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { transformSync } from 'esbuild'
import { expect, test } from 'vitest'
import { polyfilled } from '../../scripts/build/node16.ts'

/** Takes away what Node 16 lacks, runs the polyfills, then the expression; its value as JSON. */
function onNode16(expression: string): unknown {
	const polyfills = transformSync(readFileSync('scripts/build/polyfills.ts', 'utf8'), { loader: 'ts' }).code
	const without = polyfilled.map(name => `delete Array.prototype.${name}; delete Promise.${name};`).join('\n')
	const program = `${without}\n${polyfills.replace('export {};', '')}\nJSON.stringify(${expression})`
	return JSON.parse(runInNewContext(program) as string)
}

test.each([
	['[3, 1, 2].toSorted()', [1, 2, 3]],
	['[1, 2].toReversed()', [2, 1]],
	['[1, 2, 3, 4].findLast(n => n % 2)', 3],
	['[1, 2, 3, 4].findLastIndex(n => n > 9)', -1],
	['[1, 2, 3].toSpliced(1, 1, 8, 9)', [1, 8, 9, 3]],
	['(() => { const a = [2, 1]; a.toSorted(); a.toReversed(); return a })()', [2, 1]],
	['Object.keys(Promise.withResolvers()).sort()', ['promise', 'reject', 'resolve']],
	['Object.keys([])', []],
])('%s', (expression, value) => {
	expect(onNode16(expression)).toEqual(value)
})

test('every method that the guard counts on is brought along', () => {
	expect(onNode16(`${JSON.stringify(polyfilled)}.filter(name => !(name in []) && !(name in Promise))`)).toEqual([])
})
