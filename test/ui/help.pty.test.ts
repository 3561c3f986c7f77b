import { expect, test } from 'vitest'
import { openTerminal } from './pseudo-terminal.ts'

test.each(['en', 'zh'])('--help in %s fits 80 columns', async language => {
	const terminal = openTerminal([process.execPath, 'dist/cli.js', '--help', '--lang', language])
	expect(await terminal.ended).toBe(0)
	const lines = terminal.history()
	expect(lines.filter(({ text }) => text !== '').length).toBeGreaterThan(5)
	expect(lines.filter(({ wrapped }) => wrapped)).toEqual([])
	expect(lines.some(({ text }) => /\p{Script=Han}/u.test(text))).toBe(language === 'zh')
})
