import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../source/commands/arguments.ts'

const wrong = (...argv: string[]): unknown => {
	const parsed = parseArguments(argv)
	return 'wrong' in parsed ? [parsed.wrong.key, parsed.wrong.parameters] : parsed
}

describe('the command line', () => {
	test.each([
		[[], { command: '', yes: false }],
		[['--answers', 'a.yaml', '-y'], { command: '', answers: 'a.yaml', yes: true }],
		[['--answers', '-', '--json'], { answers: '-', json: true }],
		[['plan', '--answers=a', '--format', 'json'], { command: 'plan', answers: 'a', format: 'json' }],
		[['undo', '--yes'], { command: 'undo', yes: true }],
		[['--demo'], { demo: '' }],
		[['--demo=centos-7.6'], { demo: 'centos-7.6' }],
		[['-h'], { help: true }],
		[['join-command'], { command: 'join-command', role: 'join-worker', joinFormat: 'answers' }],
		[['join-command', '--role=control-plane', '--format=line'], { role: 'join-control-plane', joinFormat: 'line' }],
		[['endpoint', '--to', '10.0.0.2', '-y'], { command: 'endpoint', to: '10.0.0.2', yes: true }],
		[['reset', '--leave', '--kubeconfig', '/root/c'], { leave: true, kubeconfig: '/root/c' }],
		[['--lang', 'zh', 'status'], { command: 'status', lang: 'zh' }],
	])('%j is understood', (argv, expected) => {
		expect(parseArguments(argv)).toMatchObject({ arguments: expected })
	})

	test('names the nearest word for what it does not know', () => {
		expect(wrong('--anwsers', 'x')).toEqual(['command.unknownFlag', { flag: '--anwsers', near: '--answers' }])
		expect(wrong('udno')).toEqual(['command.unknownCommand', { command: 'udno', near: 'undo' }])
		expect(wrong('-x')).toMatchObject(['command.unknownFlag', { flag: '-x' }])
	})

	test('refuses a flag that the command does not know, rather than to leave it aside', () => {
		expect(wrong('undo', '--answers', 'x')).toEqual(['command.flagElsewhere', { flag: '--answers', command: 'undo' }])
		expect(wrong('plan', '--yes')).toMatchObject(['command.flagElsewhere', { command: 'plan' }])
	})

	test.each([
		[['--answers'], 'command.flagNeedsValue'],
		[['--yes=maybe', 'undo'], 'command.flagTakesNoValue'],
		[['plan', '--format', 'xml'], 'command.flagOneOf'],
		[['plan', '--format', 'line'], 'command.flagOneOf'],
		[['join-command', '--format', 'json'], 'command.flagOneOf'],
		[['join-command', '--role', 'init'], 'command.flagOneOf'],
		[['resume', '--leave'], 'command.flagElsewhere'],
		[['plan', 'more'], 'command.tooManyWords'],
	])('%j is refused', (argv, key) => {
		expect(wrong(...argv)).toMatchObject([key, {}])
	})
})
