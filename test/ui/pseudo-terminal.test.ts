import { afterEach, expect, test } from 'vitest'
import { openTerminal, type PseudoTerminal } from './pseudo-terminal.ts'

let terminal: PseudoTerminal | undefined
afterEach(() => terminal?.close())

const node = (program: string) => [process.execPath, '-e', program]

test('shows what the program draws, at the size asked for', async () => {
	terminal = openTerminal(
		node("console.log(process.stdout.columns, process.stdout.rows); process.stdout.write('a\\x1b[31mb\\x1b[0m中')"),
		{
			columns: 60,
			rows: 20,
		},
	)
	expect(await terminal.ended).toBe(0)
	expect(terminal.screen().slice(0, 2)).toEqual(['60 20', 'ab中'])
	expect(terminal.screen()).toHaveLength(20)
})

test('keys reach the program, and its exit code comes back', async () => {
	terminal = openTerminal(
		node(
			"process.stdin.once('data', key => process.exit(key.toString().trim() === 'q' ? 7 : 1)); console.log('ready')",
		),
	)
	await terminal.until(/ready/)
	terminal.type('q\n')
	expect(await terminal.ended).toBe(7)
})

test('a line that is too long is seen as wrapped', async () => {
	terminal = openTerminal(node("console.log('x'.repeat(90))"))
	await terminal.ended
	expect(terminal.history().slice(0, 2)).toEqual([
		{ text: 'x'.repeat(80), wrapped: false },
		{ text: 'x'.repeat(10), wrapped: true },
	])
})

test('what never comes is said with the screen', async () => {
	terminal = openTerminal(node("console.log('something else')"))
	await expect(terminal.until(/wanted/)).rejects.toThrow(/ended without showing it.*\n.*something else/)
})
