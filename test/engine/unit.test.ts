import { describe, expect, test } from 'vitest'
import { startRunner } from '../../source/engine/unit.ts'
import type { Argv, CommandResult } from '../../source/host/host.ts'
import { memoryHost } from './memory-host.ts'

/** A host whose systemd says these states, one after the other, and takes note of what it is told. */
function hostWithSystemd(states: readonly string[], exitCode = 0) {
	const host = memoryHost()
	const left = [...states]
	const told: string[] = []
	host.look = async (argv: Argv): Promise<CommandResult> => ({
		argv,
		exitCode: 0,
		stdout: `${argv[1] === 'is-failed' ? (left.at(-1) ?? 'inactive') : (left.shift() ?? 'inactive')}\n`,
		stderr: '',
	})
	host.act = async (argv: Argv): Promise<CommandResult> => {
		told.push(argv.join(' '))
		return { argv, exitCode, stdout: 'systemd says no\n', stderr: '' }
	}
	return { host, told }
}

const program = { node: '/usr/bin/node', entry: '/var/lib/k8s-wizard/program/x/cli.js' }

describe('a run', () => {
	test('starts as a transient unit, with nothing but its own name among the arguments', async () => {
		const { host, told } = hostWithSystemd([])
		await startRunner(host, program, '20260102-030405')
		expect(told).toEqual([
			'systemd-run --unit=k8s-wizard-run --description=k8s-wizard 20260102-030405 /usr/bin/node /var/lib/k8s-wizard/program/x/cli.js runner 20260102-030405',
		])
	})

	test('waits until what is left of a killed one has ended', async () => {
		const { host } = hostWithSystemd(['deactivating', 'deactivating', 'inactive'])
		const before = host.now().getTime()
		await startRunner(host, program, 'r')
		expect(host.now().getTime() - before).toBe(600)
	})

	test('that systemd refuses fails with what systemd says', async () => {
		const { host } = hostWithSystemd([], 1)
		await expect(startRunner(host, program, 'r')).rejects.toMatchObject({
			what: { key: 'engine.runnerNotStarted' },
			lines: ['systemd says no'],
		})
	})
})
