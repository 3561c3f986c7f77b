import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { readIfThere } from './read.ts'

const folder = mkdtempSync(join(tmpdir(), 'k8s-wizard-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what is there is read, what is not is undefined', () => {
	writeFileSync(join(folder, 'record'), 'text')
	expect(readIfThere(join(folder, 'record'))).toBe('text')
	expect(readIfThere(join(folder, 'none'))).toBeUndefined()
	expect(readIfThere(`/proc/${spawnSync('true').pid}/status`)).toBeUndefined()
	expect(() => readIfThere(folder)).toThrow('EISDIR')
})

test('a process that ends between opening and reading is gone too', async () => {
	vi.resetModules()
	vi.doMock('node:fs', () => ({
		readFileSync: () => {
			throw Object.assign(new Error('no such process'), { code: 'ESRCH' })
		},
	}))
	const { readIfThere: raced } = await import('./read.ts')
	expect(raced('/proc/1/status')).toBeUndefined()
	vi.doUnmock('node:fs')
})
