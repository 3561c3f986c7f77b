import { expect, test } from 'vitest'
import type { World } from '../../source/commands/world.ts'
import { readRecord } from '../../source/engine/record.ts'
import { message } from '../../source/locales/message.ts'
import { UnconfirmedKeys } from '../../source/steps/resolve/mirror-error.ts'
import { type MemoryHost, memoryHost } from '../engine/memory-host.ts'
import { command, toyWorld } from './toy-world.ts'

const key = { where: 'http://mirror.test/key.asc', fingerprint: 'A'.repeat(40), owner: 'Somebody <s@mirror.test>' }
const answers = '--answers /etc/answers'

/** A mirror that is signed by a key which nothing is known of. */
function worldOf(host: MemoryHost): World {
	const world = toyWorld(host)
	return {
		...world,
		readAnswers: async (facts, source, record) => ({
			...(await world.readAnswers(facts, source, record)),
			trustKeys: record?.trustKeys ?? [],
		}),
		resolve: async (facts, given, known) => {
			if (!given.trustKeys.includes(key.fingerprint))
				throw new UnconfirmedKeys([key], [message('resolve.keyUnconfirmed', key)])
			return world.resolve(facts, given, known)
		},
	}
}

test('the operator is shown the fingerprint, confirms it once, and it is remembered', async () => {
	const host = memoryHost({ '/etc/answers': 'node-1', '/etc/swap': 'on' })
	const first = await command(worldOf(host), answers, ['y', 'y'])
	expect(first.text).toContain('AAAA AAAA AAAA')
	expect(first.text).toContain(key.owner)
	expect(first.code).toBe(0)
	expect((await readRecord(host))?.answers.trustKeys).toEqual([key.fingerprint])
	const second = await command(worldOf(host), answers, [])
	expect(second).toMatchObject({ code: 0, text: expect.stringMatching(/^0 changes/) })
})

test.each([
	['says no', ['n'], 'Nothing was done: the key'],
	['cannot be asked', undefined, `trustKeys: [${key.fingerprint}]`],
] as const)('an operator who %s gets nothing done, exit 5', async (_, typed, words) => {
	const host = memoryHost({ '/etc/answers': 'node-1', '/etc/swap': 'on' })
	host.beforeAltering = what => {
		throw new Error(`altered: ${what}`)
	}
	const { code, text } = await command(worldOf(host), typed === undefined ? `${answers} --yes` : answers, typed)
	expect(code).toBe(5)
	expect(text).toContain(words)
})
