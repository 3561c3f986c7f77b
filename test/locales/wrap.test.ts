import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { indent, pad, spread, wrap } from '../../source/locales/wrap.ts'

describe('text at a width', () => {
	test('breaks at blanks and leaves long words whole', () => {
		expect(wrap('a word averyveryverylongword end', 10)).toEqual(['a word', 'averyveryverylongword', 'end'])
	})

	test('breaks Chinese between characters, never before a closing mark, and counts two columns each', () => {
		const lines = wrap('按主机当前状态，它会给出新的计划。请重新启动 k8s-wizard，谢谢。', 20)
		for (const line of lines) {
			expect(stringWidth(line)).toBeLessThanOrEqual(22)
			expect(line).not.toMatch(/^[，。]/)
		}
		expect(lines.join('').replaceAll(' ', '')).toBe('按主机当前状态，它会给出新的计划。请重新启动k8s-wizard，谢谢。')
	})

	test('keeps lines under their margin', () => {
		expect(indent('one two three', '  + ', 11)).toEqual(['  + one two', '    three'])
	})

	test('what stands behind blanks is broken behind as many', () => {
		expect(wrap('head:\n  one two three\n  averyverylongword', 9)).toEqual([
			'head:',
			'  one two',
			'  three',
			'  averyverylongword',
		])
	})

	test('lines columns up whatever the script', () => {
		expect([pad('主机', 6), pad('host', 6)].map(text => stringWidth(text))).toEqual([6, 6])
		expect(stringWidth(spread('主机名', '2 项改动', 40))).toBe(40)
	})
})
