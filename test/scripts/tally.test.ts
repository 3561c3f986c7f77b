import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closeTally, openTally, readCounts, writeCount } from '../../scripts/tally/tally.ts'

let folder = ''
const lines: string[] = []

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tally-'))
	lines.length = 0
	vi.stubEnv('K8S_WIZARD_TALLY', folder)
	vi.spyOn(console, 'log').mockImplementation((line: string = '') => void lines.push(line))
})

afterEach(() => {
	vi.unstubAllEnvs()
	vi.restoreAllMocks()
	rmSync(folder, { recursive: true })
})

test('the closing line sums up all suites', async () => {
	await writeCount({ suite: 'a', passed: 3, failed: 0, skipped: 0 })
	await writeCount({ suite: 'b', passed: 4, failed: 0, skipped: 1 })
	expect(closeTally(await readCounts(await openTally(), ['a', 'b']))).toBe(0)
	expect(lines).toEqual(['', 'a: 3 passed, 0 failed', 'b: 4 passed, 0 failed, 1 skipped', '7 passed, 0 failed'])
})

test('a failed test, a suite that ran none and one that never ended are failures', async () => {
	await writeCount({ suite: 'failed', passed: 3, failed: 1, skipped: 0 })
	await writeCount({ suite: 'empty', passed: 0, failed: 0, skipped: 2 })
	expect(closeTally(await readCounts(folder, ['failed']))).toBe(1)
	expect(closeTally(await readCounts(folder, ['empty']))).toBe(1)
	expect(closeTally(await readCounts(folder, ['never-ended']))).toBe(1)
	expect(lines.filter(line => / passed, \d+ failed$/.test(line) && !line.includes(':'))).toEqual([
		'3 passed, 1 failed',
		'0 passed, 1 failed',
		'0 passed, 1 failed',
	])
})
