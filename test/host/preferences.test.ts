import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPreferences } from '../../source/host/preferences.ts'

let folder = ''
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'preferences-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a draft survives in a file that only its owner can read', async () => {
	const first = await openPreferences(folder)
	first.set('draft', { hostname: 'node-7' })
	first.set('language', 'zh')
	expect(statSync(join(folder, 'wizard.json')).mode & 0o777).toBe(0o600)
	const again = await openPreferences(folder)
	expect(again.get('draft')).toEqual({ hostname: 'node-7' })
	again.set('draft', undefined)
	expect((await openPreferences(folder)).get('draft')).toBeUndefined()
	expect(readFileSync(join(folder, 'wizard.json'), 'utf8')).toContain('zh')
})

test('a damaged file is begun anew', async () => {
	writeFileSync(join(folder, 'wizard.json'), '{ torn')
	const preferences = await openPreferences(folder)
	expect(preferences.get('draft')).toBeUndefined()
	preferences.set('language', 'en')
	expect((await openPreferences(folder)).get('language')).toBe('en')
})
