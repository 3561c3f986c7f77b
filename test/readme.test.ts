import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readAnswers } from '../source/answers/read.ts'
import { parseArguments } from '../source/commands/arguments.ts'
import { provenTable } from './steps/versions/proven.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

const table = /(<!-- written by test\/readme\.test\.ts -->\n\n)([\s\S]*?)(\n\n<!-- end -->)/

describe.each([
	['README.md', 'en'],
	['README.zh-CN.md', 'zh'],
] as const)('%s', (name, language) => {
	const text = readFileSync(name, 'utf8')

	test('its table of hosts and versions is what the tests prove (UPDATE_README=1 writes it)', async () => {
		const proven = await provenTable(language)
		expect(table.test(text)).toBe(true)
		if (process.env['UPDATE_README'] === '1')
			writeFileSync(
				name,
				text.replace(table, (_, head: string, __, end: string) => `${head}${proven}${end}`),
			)
		expect(table.exec(readFileSync(name, 'utf8'))?.[2]).toBe(proven)
	})

	test('its answers file is a valid one of at most 25 lines', () => {
		const answers = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
		expect(readAnswers(answers, 'answers.yaml')).toMatchObject({
			given: { role: 'init', hostname: 'node-1' },
			problems: [],
		})
		expect(answers.trimEnd().split('\n').length).toBeLessThanOrEqual(25)
	})

	test('its npm scripts exist', () => {
		const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script)
		expect(named).toEqual(expect.arrayContaining(['demo', 'test:bed']))
		expect(named.filter(script => scripts[script] === undefined)).toEqual([])
	})

	test('its commands are understood', () => {
		const commands = [...text.matchAll(/^(?:\| `)?k8s-wizard( [^`#\n]*)/gm)].map(([, words = '']) =>
			words.trim().split(/\s+/),
		)
		expect(commands.length).toBeGreaterThan(6)
		expect(commands.filter(words => 'wrong' in parseArguments(words))).toEqual([])
	})
})
