import { expect, test } from 'vitest'
import { lockHolder, releaseLock, takeLock } from '../../source/engine/lock.ts'
import { memoryHost } from './memory-host.ts'

const process = (ticks: string) => `7 (k8s wizard) x) S ${'0 '.repeat(18)}${ticks} 0 0`

test('only one run owns a host, until it lets go', async () => {
	const host = memoryHost({ '/proc/7/stat': process('4242'), '/proc/8/stat': process('5') })
	expect(await takeLock(host, 'first', 7)).toBeUndefined()
	expect(await takeLock(host, 'second', 8)).toMatchObject({ pid: 7, run: 'first' })
	await releaseLock(host)
	expect(await takeLock(host, 'second', 8)).toBeUndefined()
})

test('a lock whose process is gone, or whose number belongs to another one now, is taken over', async () => {
	const host = memoryHost({ '/proc/7/stat': process('4242'), '/proc/8/stat': process('5') })
	await takeLock(host, 'first', 7)
	const entry = host.entries.get('/proc/7/stat')
	if (entry) entry.content = process('9999')
	expect(await lockHolder(host)).toBeUndefined()
	expect(await takeLock(host, 'second', 8)).toBeUndefined()
	expect(await lockHolder(host)).toMatchObject({ pid: 8, run: 'second' })
})
