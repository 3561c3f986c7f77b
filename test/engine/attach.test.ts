import { describe, expect, test } from 'vitest'
import { requestStop, watchRun } from '../../source/engine/attach.ts'
import type { JournalLine } from '../../source/engine/events.ts'
import { takeLock } from '../../source/engine/lock.ts'
import { newRunId } from '../../source/engine/request.ts'
import { memoryHost } from './memory-host.ts'
import { runToy } from './run-toy.ts'
import { set, toyStep } from './toy.ts'

const alive = { '/proc/1/stat': `1 (node) S ${'0 '.repeat(18)}77` }
const steps = [toyStep('one', [set('/etc/1', '1')]), toyStep('two', [set('/etc/2', '2')], ['one'])]
const never = new AbortController().signal

describe('a viewer', () => {
	test('shows a run while it goes on, line by line, to its result', async () => {
		const host = memoryHost(alive)
		const run = await newRunId(host)
		await takeLock(host, run, 1)
		const shown: JournalLine[] = []
		const [watched, { lines }] = await Promise.all([
			watchRun(host, run, { detach: never, show: line => shown.push(line) }),
			runToy(host, steps),
		])
		expect(watched).toBe('done')
		expect(shown).toEqual(lines)
	})

	test('that comes back later sees the whole run', async () => {
		const host = memoryHost()
		const { run, lines } = await runToy(host, steps)
		const shown: JournalLine[] = []
		expect(await watchRun(host, run, { detach: never, show: line => shown.push(line) })).toBe('done')
		expect(shown).toEqual(lines)
	})

	test('tells that the runner is gone', async () => {
		const host = memoryHost()
		expect(await watchRun(host, 'never-started', { detach: never, show: () => undefined })).toBe('died')
	})

	test('leaves a run to itself, and can ask it to stop', async () => {
		const host = memoryHost(alive)
		const { run } = await runToy(host, [])
		const journal = `/var/lib/k8s-wizard/runs/${run}/journal.ndjson`
		await host.writeFile(journal, '', { mode: 0o600, uid: 0, gid: 0 })
		await takeLock(host, run, 1)
		const leaving = new AbortController()
		leaving.abort()
		expect(await watchRun(host, run, { detach: leaving.signal, show: () => undefined })).toBe('detached')
		await requestStop(host, run)
		expect(await host.stat(`/var/lib/k8s-wizard/runs/${run}/stop`)).toMatchObject({ mode: 0o600 })
	})
})
