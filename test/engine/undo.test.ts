import { describe, expect, test } from 'vitest'
import { memoryHost } from './memory-host.ts'
import { losingPower, runToy, undoToy } from './run-toy.ts'
import { set, type ToySet, toyStep } from './toy.ts'

const cluster: ToySet = { kind: 'toy-once', path: '/etc/cluster', content: 'made' }
const steps = [
	toyStep('ground', [set('/etc/a', 'new'), set('/etc/b', 'b')]),
	toyStep('cluster', [cluster], ['ground']),
	toyStep('after', [set('/etc/c', 'c')], ['cluster']),
]

describe('undo', () => {
	test('gives the host back exactly, backwards, with the cluster first', async () => {
		const host = memoryHost({ '/etc/a': 'old' })
		const bare = host.snapshot()
		await runToy(host, steps)
		const { lines, result } = await undoToy(host)
		expect(result).toBe('done')
		expect(host.snapshot()).toBe(bare)
		const undone = lines.flatMap(line => (line.type === 'change-undone' ? [`${line.step}/${line.index}`] : []))
		expect(undone).toEqual(['cluster/0', 'after/0', 'ground/1', 'ground/0'])
	})

	test('keeps what the operator edited, says so, and gives back the rest', async () => {
		const host = memoryHost()
		await runToy(host, steps)
		await host.writeFile('/etc/a', 'edited by hand', { mode: 0o644, uid: 0, gid: 0 })
		const { lines } = await undoToy(host)
		expect(await host.readText('/etc/a')).toBe('edited by hand')
		expect(lines.filter(line => line.type === 'change-kept')).toMatchObject([{ step: 'ground', index: 0 }])
		expect(host.entries.has('/etc/b')).toBe(false)
	})

	test('covers all runs since the last undo, and nothing from before it', async () => {
		const host = memoryHost({ '/etc/a': 'first' })
		await runToy(host, [toyStep('one', [set('/etc/a', 'second')])])
		await runToy(host, [toyStep('one', [set('/etc/a', 'third')])])
		await undoToy(host)
		expect(await host.readText('/etc/a')).toBe('first')
		await host.writeFile('/etc/a', 'third', { mode: 0o644, uid: 0, gid: 0 })
		const again = await undoToy(host)
		expect(again.lines.filter(line => line.type === 'change-undone')).toEqual([])
		expect(await host.readText('/etc/a')).toBe('third')
	})

	test('that loses power at any moment is ended by the next one', async () => {
		const bare = memoryHost({ '/etc/a': 'old' }).snapshot()
		let cuts = 0
		for (let at = 1; ; at += 1) {
			const host = memoryHost({ '/etc/a': 'old' })
			await runToy(host, steps)
			if (!(await losingPower(host, at, () => undoToy(host)))) break
			cuts += 1
			await undoToy(host)
			expect([at, host.snapshot()]).toEqual([at, bare])
		}
		expect(cuts).toBeGreaterThan(10)
	})

	test('goes on when one change cannot be given back, and says which', async () => {
		const host = memoryHost({ '/etc/a': 'old' })
		const { run } = await runToy(host, steps)
		const before = `/var/lib/k8s-wizard/runs/${run}/before`
		for (const name of (await host.list(before)) ?? []) await host.remove(`${before}/${name}`)
		const { lines, result } = await undoToy(host)
		expect(result).toBe('failed')
		expect(lines.filter(line => line.type === 'undo-failed')).toMatchObject([
			{ step: 'ground', index: 0, error: { what: { key: 'engine.damagedImage' } } },
		])
		expect(host.entries.has('/etc/b')).toBe(false)
	})

	test('within some steps leaves the others', async () => {
		const host = memoryHost()
		await runToy(host, steps)
		await undoToy(host, new Set(['cluster', 'after']))
		expect(host.entries.has('/etc/cluster')).toBe(false)
		expect(host.entries.has('/etc/c')).toBe(false)
		expect(await host.readText('/etc/b')).toBe('b')
	})
})
