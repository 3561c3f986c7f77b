import { expect, test } from 'vitest'
import { CommandError, telling } from '../../source/host/errors.ts'
import { strip } from '../../source/host/strip.ts'

test.each([
	['colours', '\u001B[1;31merror\u001B[0m', 'error'],
	['a title set by the program', '\u001B]0;owned\u0007text', 'text'],
	['a link', '\u001B]8;;http://x\u001B\\text\u001B]8;;\u001B\\', 'text'],
	['a sequence that never ends', 'text\u001B]52;c;ZXZpbA==', 'text'],
	['one-byte control characters', '\u009B31mred\u0085\u0007\b', 'red'],
	['marks that turn writing around', 'a\u202Eb\u2066c', 'abc'],
	['a line that was written over', '10%\r50%\r100%\ndone', '100%\ndone'],
	['Windows line ends', 'one\r\ntwo\r\n', 'one\ntwo\n'],
	['nothing in honest text', '进度 100%\t完成\n', '进度 100%\t完成\n'],
])('takes out %s', (_, from, to) => {
	expect(strip(from)).toBe(to)
})

test('an error carries the lines that tell, in their order', () => {
	const noise = Array.from({ length: 40 }, (_, index) => `line ${index}`)
	const lines = telling(['E: first error', ...noise, 'last'].join('\n'))
	expect(lines[0]).toBe('E: first error')
	expect(lines.at(-1)).toBe('last')
	expect(lines.length).toBeLessThanOrEqual(12)
})

test('a command error names the command and how it ended', () => {
	const result = {
		argv: ['kubeadm', 'init'],
		exitCode: 1,
		stdout: '\u001B[31mfatal: no\u001B[0m\n',
		stderr: '',
	} as const
	expect(new CommandError(result, '/log')).toMatchObject({
		argv: result.argv,
		exitCode: 1,
		lines: ['fatal: no'],
		log: '/log',
	})
})
