import { describe, expect, test } from 'vitest'
import { JournalBroken, openJournal, parseJournal, readJournal } from '../../source/engine/journal.ts'
import { runPaths } from '../../source/engine/paths.ts'
import { makeRunDirectories } from '../../source/engine/private-files.ts'
import { createRedactor } from '../../source/engine/redaction.ts'
import { memoryHost } from './memory-host.ts'

const event = (step: string) => ({ type: 'step-stopped', step }) as const

describe('the journal', () => {
	test('keeps events in the order they were given, in a file of root alone', async () => {
		const host = memoryHost()
		await makeRunDirectories(host, runPaths('r'))
		const journal = openJournal(host, 'r', createRedactor())
		await Promise.all(['1', '2', '3'].map(step => journal.append(event(step))))
		expect(await readJournal(host, 'r')).toMatchObject([{ step: '1', run: 'r' }, { step: '2' }, { step: '3' }])
		expect((await host.stat(runPaths('r').journal))?.mode).toBe(0o600)
	})

	test('is read up to a torn last line', () => {
		const whole = JSON.stringify({ at: 'now', run: 'r', ...event('1') })
		expect(parseJournal(`${whole}\n${whole.slice(0, 20)}`)).toHaveLength(1)
	})

	test('takes nothing more once a line could not be written', async () => {
		const host = memoryHost()
		await makeRunDirectories(host, runPaths('r'))
		const journal = openJournal(host, 'r', createRedactor())
		host.beforeAltering = () => {
			throw new Error('no space left')
		}
		await expect(journal.append(event('1'))).rejects.toBeInstanceOf(JournalBroken)
		host.beforeAltering = () => undefined
		await expect(journal.append(event('2'))).rejects.toBeInstanceOf(JournalBroken)
		expect(await readJournal(host, 'r')).toEqual([])
	})
})
