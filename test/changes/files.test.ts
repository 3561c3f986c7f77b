import { describe, expect, test } from 'vitest'
import type { Change } from '../../source/changes/index.ts'
import { modelHost } from '../../source/host/model-host.ts'
import { roundTrip, runOn } from './round-trip.ts'

const hosts = '127.0.0.1 localhost\n'
const fstab = 'UUID=1 / ext4 defaults 0 1\nUUID=2 none swap sw 0 0\n'
const description = {
	files: { '/etc/hosts': hosts, '/etc/fstab': fstab, '/etc/old.conf': 'old\n' },
	links: { '/etc/resolv.conf': '../run/resolv.conf' },
}

const changes: Record<string, Change> = {
	'a new file in new folders': { kind: 'file', path: '/etc/a/b/c.conf', content: 'x\n', mode: 0o600 },
	'a file that was there': { kind: 'file', path: '/etc/old.conf', content: 'new\n', mode: 0o644 },
	'only the mode of a file': { kind: 'file', path: '/etc/old.conf', content: 'old\n', mode: 0o600 },
	'a file in place of a link': { kind: 'file', path: '/etc/resolv.conf', content: 'x\n', mode: 0o644 },
	'a block in a file': { kind: 'block', path: '/etc/hosts', marker: 'cluster', lines: ['192.0.2.1 node'] },
	'a block in a file that was not there': { kind: 'block', path: '/etc/new', marker: 'm', lines: ['x'] },
	'lines that are switched off': { kind: 'lines-off', path: '/etc/fstab', lines: ['UUID=2 none swap sw 0 0'] },
	'a file that goes': { kind: 'absent', path: '/etc/old.conf' },
	'a link that goes': { kind: 'absent', path: '/etc/resolv.conf' },
	'a link': { kind: 'link', path: '/etc/old.conf', target: '/etc/hosts' },
}

test.each(Object.entries(changes))('%s: given back byte by byte', async (_, change) => {
	await roundTrip(modelHost(description), change)
})

describe('what the operator did after us', () => {
	test('an edited file stays, and is reported', async () => {
		const host = modelHost(description)
		const run = runOn(host)
		const change: Change = { kind: 'file', path: '/etc/old.conf', content: 'ours\n', mode: 0o644 }
		const before = await run.apply(change)
		host.model.files.put('/etc/old.conf', "ours\nand the operator's\n")
		expect(await run.undo(change, before)).toMatchObject({
			undone: false,
			kept: { parameters: { path: '/etc/old.conf' } },
		})
		expect(host.model.files.text('/etc/old.conf')).toBe("ours\nand the operator's\n")
	})

	test('lines beside our block stay when the block goes', async () => {
		const host = modelHost(description)
		const run = runOn(host)
		const change: Change = { kind: 'block', path: '/etc/hosts', marker: 'cluster', lines: ['192.0.2.1 node'] }
		const before = await run.apply(change)
		host.model.files.put('/etc/hosts', `${host.model.files.text('/etc/hosts')}192.0.2.9 added\n`)
		expect(await run.undo(change, before)).toEqual({ undone: true })
		expect(host.model.files.text('/etc/hosts')).toBe(`${hosts}192.0.2.9 added\n`)
	})

	test('an edited block stays, and is reported', async () => {
		const host = modelHost(description)
		const run = runOn(host)
		const change: Change = { kind: 'block', path: '/etc/hosts', marker: 'cluster', lines: ['192.0.2.1 node'] }
		const before = await run.apply(change)
		host.model.files.put('/etc/hosts', (host.model.files.text('/etc/hosts') ?? '').replace('node', 'other'))
		expect((await run.undo(change, before)).undone).toBe(false)
		expect(host.model.files.text('/etc/hosts')).toContain('192.0.2.1 other')
	})

	test('a fstab line that was taken out is not brought back, the others are', async () => {
		const host = modelHost(description)
		const run = runOn(host)
		const change: Change = { kind: 'lines-off', path: '/etc/fstab', lines: ['UUID=2 none swap sw 0 0'] }
		const before = await run.apply(change)
		host.model.files.put('/etc/fstab', 'UUID=1 / ext4 defaults 0 1\n')
		expect((await run.undo(change, before)).undone).toBe(false)
		expect(host.model.files.text('/etc/fstab')).toBe('UUID=1 / ext4 defaults 0 1\n')
	})

	test('a file that came back after we had removed it stays', async () => {
		const host = modelHost(description)
		const run = runOn(host)
		const change: Change = { kind: 'absent', path: '/etc/old.conf' }
		const before = await run.apply(change)
		host.model.files.put('/etc/old.conf', 'newer\n')
		expect((await run.undo(change, before)).undone).toBe(false)
		expect(host.model.files.text('/etc/old.conf')).toBe('newer\n')
	})
})

test('the content of a secret file stands in no diff', async () => {
	const run = runOn(modelHost())
	const change: Change = {
		kind: 'file',
		path: '/etc/secret',
		content: 'password: hunter2\n',
		mode: 0o600,
		secret: true,
	}
	expect(JSON.stringify(await run.inspect(change))).not.toContain('hunter2')
})

test('folders that others use by now stay when our file goes', async () => {
	const host = modelHost()
	const run = runOn(host)
	const change: Change = { kind: 'file', path: '/etc/new/ours', content: '', mode: 0o644 }
	const before = await run.apply(change)
	host.model.files.put('/etc/new/theirs', '')
	expect(await run.undo(change, before)).toEqual({ undone: true })
	expect(host.model.files.has('/etc/new/theirs')).toBe(true)
	expect(host.model.files.has('/etc/new/ours')).toBe(false)
})

test('a program that reads a file is restarted once the file is back, when it runs', async () => {
	const host = modelHost({
		files: { '/etc/app.conf': 'a\n' },
		units: { 'app.service': { running: true, startedAt: 1 } },
	})
	const run = runOn(host)
	const change: Change = { kind: 'file', path: '/etc/app.conf', content: 'b\n', mode: 0o644, readBy: ['app.service'] }
	await run.undo(change, await run.apply(change))
	expect(host.acted).toContainEqual(['systemctl', 'try-restart', 'app.service'])
})
