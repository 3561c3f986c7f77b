import { describe, expect, test } from 'vitest'
import { knownFailures } from '../../source/failures/index.ts'
import { en } from '../../source/locales/en/index.ts'
import { say } from '../../source/locales/message.ts'

describe.each(knownFailures)('$id', failure => {
	test('can be proven: by looking at the host, or by the very words of a tool', () => {
		const words = failure.signatures.some(({ weight }) => weight === 'proof')
		expect(failure.probe !== undefined || words).toBe(true)
		expect(failure.signatures.length).toBeGreaterThan(0)
		for (const { text } of failure.signatures) expect(text.length).toBeGreaterThan(2)
	})

	test('says what, why, what to do and when it is healed, in both languages', () => {
		for (const what of [failure.title, failure.cause, failure.advice, failure.check.what]) {
			expect(Object.hasOwn(en, what.key)).toBe(true)
			expect(say(what, 'en')).toMatch(/^\S[\s\S]*\w/)
			expect(say(what, 'zh')).toMatch(/[\u4e00-\u9fff]/)
			expect(`${say(what, 'en')}${say(what, 'zh')}`).not.toContain('undefined')
		}
		expect(failure.check.within).toBeGreaterThanOrEqual(0)
		expect(failure.source).not.toBe('')
	})

	test('explains only failures that there are, and ends a wait only on what it can look at', () => {
		const ids = new Set(knownFailures.map(({ id }) => id))
		expect((failure.explains ?? []).filter(id => !ids.has(id) || id === failure.id)).toEqual([])
		if (failure.conclusive) expect(failure.probe).toBeDefined()
	})
})

test('ids are told apart', () => {
	const ids = knownFailures.map(({ id }) => id)
	expect(new Set(ids).size).toBe(ids.length)
	expect(ids.filter(id => !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(id))).toEqual([])
})
