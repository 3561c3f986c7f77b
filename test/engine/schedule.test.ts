import { describe, expect, test } from 'vitest'
import { createLocks, runGraph } from '../../source/engine/schedule.ts'

const node = (id: string, ...needs: string[]) => ({ id, needs })

describe('a graph of steps', () => {
	test('is refused when steps wait for each other or for one that is not there', async () => {
		const work = async () => 'done' as const
		const blocked = async () => undefined
		await expect(runGraph([node('a', 'b'), node('b', 'a')], work, blocked)).rejects.toThrow('a, b')
		await expect(runGraph([node('a', 'gone')], work, blocked)).rejects.toThrow('a')
	})

	test('starts nothing more after an error, and waits for what is under way', async () => {
		const log: string[] = []
		let release = (): void => undefined
		const slow = new Promise<void>(resolve => {
			release = resolve
		})
		const graph = runGraph(
			[node('slow'), node('broken'), node('next', 'slow')],
			async ({ id }) => {
				log.push(`start ${id}`)
				if (id === 'broken') {
					setImmediate(release)
					throw new Error('journal gone')
				}
				await slow
				log.push(`end ${id}`)
				return 'done'
			},
			async () => undefined,
		)
		await expect(graph).rejects.toThrow('journal gone')
		expect(log).toEqual(['start slow', 'start broken', 'end slow'])
	})
})

test('a lock is free again after work that failed', async () => {
	const locked = createLocks()
	await expect(
		locked('x', async () => {
			throw new Error('failed')
		}),
	).rejects.toThrow('failed')
	expect(await locked('x', async () => 'in')).toBe('in')
})
