import { describe, expect, test } from 'vitest'
import { readHistory } from '../../source/engine/history.ts'
import { announcedBy, inspectPlan } from '../../source/engine/plan.ts'
import { createRedactor } from '../../source/engine/redaction.ts'
import { memoryHost } from './memory-host.ts'
import { losingPower, runToy, undoToy } from './run-toy.ts'
import { said, set, type ToySet, toyStep, toyTools } from './toy.ts'

const once: ToySet = { kind: 'toy-once', path: '/etc/cluster', content: 'made' }
const steps = [
	toyStep('a', [set('/etc/a', 'new a'), set('/etc/shared', 'one')]),
	toyStep('b', [set('/etc/b', 'b'), { kind: 'toy-package', path: '/etc/package', content: '1' }]),
	toyStep('c', [once, set('/etc/c', 'c')], ['a', 'b']),
]
const files = { '/etc/a': 'old a', '/etc/other': 'never touched' }

describe('a plan', () => {
	test('is made without altering anything, and the run does what it announces', async () => {
		const host = memoryHost(files)
		host.beforeAltering = what => {
			throw new Error(`altered while planning: ${what}`)
		}
		const plan = await inspectPlan(toyTools(host), steps, await readHistory(host))
		host.beforeAltering = () => undefined
		const { lines } = await runToy(host, steps, { announced: announcedBy(plan) })
		const announced = plan.steps.flatMap(step =>
			step.planned.flatMap(({ inspection }, index) =>
				inspection.state === 'pending' ? [[step.id, index, inspection.after]] : [],
			),
		)
		const applied = lines.flatMap(line => (line.type === 'change-applied' ? [[line.step, line.index, line.after]] : []))
		expect(applied.sort()).toEqual(announced.sort())
		expect(applied).toHaveLength(6)
	})

	test('that the host has moved away from stops the step before anything is done to it', async () => {
		const host = memoryHost(files)
		const { lines, result } = await runToy(host, steps, { announced: { 'b/0': 'something else' } })
		expect(result).toBe('failed')
		expect(lines.find(line => line.type === 'step-failed')).toMatchObject({
			step: 'b',
			error: { what: { key: 'engine.notAsAnnounced' } },
		})
		expect(host.entries.has('/etc/b')).toBe(false)
	})
})

describe('a run', () => {
	test('that is repeated changes nothing', async () => {
		const host = memoryHost(files)
		await runToy(host, steps)
		const after = host.snapshot()
		const again = await runToy(host, steps)
		expect(again.result).toBe('done')
		expect(again.lines.filter(line => line.type === 'change-intended')).toEqual([])
		expect(host.snapshot()).toBe(after)
	})

	test('that loses power at any moment is ended by the next one as if nothing had happened, and undone exactly', async () => {
		const unbroken = memoryHost(files)
		const bare = unbroken.snapshot()
		await runToy(unbroken, steps)
		let cuts = 0
		for (let at = 1; ; at += 1) {
			const host = memoryHost(files)
			if (!(await losingPower(host, at, () => runToy(host, steps)))) break
			cuts += 1
			const next = await runToy(host, steps)
			expect([at, next.result]).toEqual([at, 'done'])
			expect(host.snapshot()).toBe(unbroken.snapshot())
			await undoToy(host)
			expect(host.snapshot()).toBe(bare)
		}
		expect(cuts).toBeGreaterThan(25)
	})

	test('that loses power twice, and is then undone, leaves the host as it was', async () => {
		const bare = memoryHost(files).snapshot()
		for (let first = 10; first < 34; first += 5) {
			for (let second = 8; second < 24; second += 3) {
				const host = memoryHost(files)
				await losingPower(host, first, () => runToy(host, steps))
				await losingPower(host, second, () => runToy(host, steps))
				await undoToy(host)
				expect([first, second, host.snapshot()]).toEqual([first, second, bare])
			}
		}
	})

	test('goes on with the siblings of a step that fails, and says what it blocks', async () => {
		const host = memoryHost()
		const { lines, result } = await runToy(host, [
			toyStep('bad', [set('/etc/bad', 'refused')]),
			toyStep('good', [set('/etc/good', 'good')]),
			toyStep('after-bad', [set('/etc/after', 'x')], ['bad', 'good']),
			toyStep('after-good', [set('/etc/last', 'x')], ['good']),
		])
		expect(result).toBe('failed')
		expect(lines.filter(line => line.type === 'step-done').map(line => line.step)).toEqual(['good', 'after-good'])
		expect(lines.find(line => line.type === 'step-blocked')).toMatchObject({ step: 'after-bad', by: 'bad' })
		expect(lines.find(line => line.type === 'step-failed')).toMatchObject({
			error: { what: { key: 'engine.hostError' }, lines: ['EROFS'] },
		})
		expect(host.entries.has('/etc/after')).toBe(false)
	})

	test('never has two changes with the same lock under way', async () => {
		const host = memoryHost()
		const packages = ['1', '2', '3'].map(name =>
			toyStep(name, [{ kind: 'toy-package', path: `/etc/${name}`, content: name }]),
		)
		const { lines } = await runToy(host, packages)
		const order = lines.filter(line => line.type === 'change-intended' || line.type === 'change-applied')
		expect(order.map(line => line.type)).toEqual(Array(3).fill(['change-intended', 'change-applied']).flat())
	})

	test('runs what does not depend on each other side by side', async () => {
		const { lines } = await runToy(
			memoryHost(),
			['1', '2'].map(name => toyStep(name, [set(`/etc/${name}`, name)])),
		)
		const types = lines.map(line => line.type)
		expect(types.lastIndexOf('step-started')).toBeLessThan(types.indexOf('step-done'))
	})

	test('stops after the current change when a stop was asked for', async () => {
		const host = memoryHost()
		let stop = ''
		host.beforeAltering = what => {
			if (what === 'write /etc/1') host.entries.set(stop, { type: 'file', mode: 0o600, uid: 0, gid: 0, content: '' })
		}
		const { lines, result } = await runToy(host, [toyStep('one', [set('/etc/1', '1'), set('/etc/2', '2')])], {
			started: run => {
				stop = `/var/lib/k8s-wizard/runs/${run}/stop`
			},
		})
		expect(result).toBe('stopped')
		expect(host.entries.has('/etc/1')).toBe(true)
		expect(host.entries.has('/etc/2')).toBe(false)
		expect(lines.at(-1)).toMatchObject({ type: 'run-ended', result: 'stopped' })
	})

	test('waits for a check, says what it waits for, and tells a failed check from a broken one', async () => {
		const host = memoryHost()
		let looks = 0
		const late = {
			what: said('late'),
			within: 60_000,
			look: async () => ({ looked: true as const, value: { holds: ++looks > 9, detail: `look ${looks}` } }),
		}
		const broken = {
			what: said('broken'),
			within: 0,
			look: async () => ({ looked: false as const, reason: 'no tool' }),
		}
		const wrong = {
			...broken,
			what: said('wrong'),
			look: async () => ({ looked: true as const, value: { holds: false, detail: 'is not' } }),
		}
		const { lines } = await runToy(host, [
			toyStep('late', [], [], [late]),
			toyStep('broken', [], [], [broken]),
			toyStep('wrong', [], [], [wrong]),
		])
		expect(lines.some(line => line.type === 'check-waiting' && line.detail.startsWith('look'))).toBe(true)
		expect(lines.some(line => line.type === 'check-passed' && line.milliseconds > 5_000)).toBe(true)
		const failures = lines.flatMap(line =>
			line.type === 'step-failed' ? [[line.step, line.error.what.key, line.error.lines]] : [],
		)
		expect(failures.sort()).toEqual([
			['broken', 'engine.checkBroken', ['no tool']],
			['wrong', 'engine.checkFailed', ['is not']],
		])
	})

	test('writes secrets to no journal and no log, and undo works all the same', async () => {
		const host = memoryHost({ '/etc/proxy': 'old hunter2 line' })
		const bare = host.snapshot()
		const redactor = createRedactor(['hunter2'])
		const { run } = await runToy(
			host,
			[
				toyStep('proxy', [
					set('/etc/proxy', 'http://me:hunter2@proxy'),
					{ ...set('/etc/key', 'entirely private'), secret: true },
				]),
			],
			{ redactor },
		)
		for (const [path, { content, mode }] of host.own()) {
			if (!path.includes('/before/')) expect(content).not.toMatch(/hunter2|entirely private/)
			expect([path, mode & 0o077]).toEqual([path, 0])
		}
		expect(await host.readText(`/var/lib/k8s-wizard/runs/${run}/journal.ndjson`)).toContain('[secret]')
		await undoToy(host)
		expect(host.snapshot()).toBe(bare)
	})
})
