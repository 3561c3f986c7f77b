import { describe, expect, test } from 'vitest'
import type { Change, PackagesChange } from '../../source/changes/index.ts'
import { kindOf } from '../../source/changes/index.ts'
import { type ModelDescription, modelHost } from '../../source/host/model-host.ts'
import { packageManager } from '../../source/host/package-manager/index.ts'
import { roundTrip, runOn } from './round-trip.ts'

const repository = 'https://mirror.example/kubernetes'
const listPath = '/etc/apt/sources.list.d/kubernetes.list'
const list = `deb [signed-by=/etc/apt/keyrings/kubernetes.asc] ${repository} /\n`

const offered: ModelDescription['offered'] = [
	{ name: 'conntrack', version: '1:1.4.7-1' },
	{ name: 'conntrack', version: '1:1.4.8-1' },
	{ name: 'kubelet', version: '1.20.1-1', repository, depends: ['conntrack'], units: ['kubelet.service'] },
	{
		name: 'kubelet',
		version: '1.20.2-1',
		repository,
		depends: ['conntrack'],
		units: ['kubelet.service'],
		files: { '/usr/bin/kubelet': 'binary', '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=\n' },
	},
	{ name: 'chrony', version: '4.3-2', conflicts: ['systemd-timesyncd'], units: ['chrony.service'] },
	{ name: 'systemd-timesyncd', version: '252.1', units: ['systemd-timesyncd.service'] },
	{ name: 'app', version: '1.0-1', depends: ['conntrack'] },
]

const debian: ModelDescription = {
	files: {
		[listPath]: list,
		'/etc/apt/sources.list': 'deb http://deb.example bookworm main\n',
		'/usr/bin/': '',
		'/etc/default/': '',
	},
	packages: [{ name: 'systemd-timesyncd', version: '252.1', auto: true, held: false }],
	units: { 'systemd-timesyncd.service': { enabled: true, running: true } },
	offered,
}

const kubelet: PackagesChange = {
	kind: 'packages',
	manager: 'apt',
	install: [{ name: 'kubelet', version: '1.20.2-1' }],
	transaction: [
		{ name: 'conntrack', version: '1:1.4.8-1', action: 'install' },
		{ name: 'kubelet', version: '1.20.2-1', action: 'install' },
	],
	hold: ['kubelet'],
	allowReplace: false,
	leaves: ['/var/lib/kubelet'],
}

const chrony: PackagesChange = {
	kind: 'packages',
	manager: 'apt',
	install: [{ name: 'chrony', version: '4.3-2' }],
	transaction: [
		{ name: 'chrony', version: '4.3-2', action: 'install' },
		{ name: 'systemd-timesyncd', version: '252.1', action: 'remove' },
	],
	hold: [],
	allowReplace: false,
	leaves: [],
}

describe('apt', () => {
	test('installs exactly, holds, and takes back what came', () => roundTrip(modelHost(debian), kubelet))

	test('brings back what had to go for it, with its mark', () => roundTrip(modelHost(debian), chrony))

	test('takes away what its programs made, and leaves what was there before', async () => {
		for (const before of [false, true]) {
			const host = modelHost({ ...debian, files: { ...debian.files, ...(before && { '/var/lib/kubelet/mine': '' }) } })
			const run = runOn(host)
			const image = await run.apply(kubelet)
			host.model.files.put('/var/lib/kubelet/pods', '')
			expect(await run.undo(kubelet, image)).toEqual({ undone: true })
			expect(host.model.files.has('/var/lib/kubelet')).toBe(before)
		}
	})

	test('keeps a package that something else came to need, and says which', async () => {
		const host = modelHost(debian)
		const run = runOn(host)
		const image = await run.apply(kubelet)
		host.model.packages.set('app', { name: 'app', version: '1.0-1', auto: false, held: false })
		const result = await run.undo(kubelet, image)
		expect(result).toMatchObject({ undone: false, kept: { parameters: { packages: 'conntrack (app)' } } })
		expect([...host.model.packages.keys()].sort()).toEqual(['app', 'conntrack', 'systemd-timesyncd'])
	})

	test('keeps settings that the operator has edited, though their package goes', async () => {
		const host = modelHost(debian)
		const run = runOn(host)
		const image = await run.apply(kubelet)
		host.model.files.put('/etc/default/kubelet', 'KUBELET_EXTRA_ARGS=--v=4\n')
		expect((await run.undo(kubelet, image)).undone).toBe(false)
		expect(host.model.packages.has('kubelet')).toBe(false)
		expect(host.model.files.text('/etc/default/kubelet')).toBe('KUBELET_EXTRA_ARGS=--v=4\n')
	})

	test('keeps a package that the operator has put at another version', async () => {
		const host = modelHost(debian)
		const run = runOn(host)
		const image = await run.apply(kubelet)
		host.model.packages.set('kubelet', { name: 'kubelet', version: '1.20.1-1', auto: false, held: true })
		expect((await run.undo(kubelet, image)).undone).toBe(false)
		expect(host.model.packages.get('kubelet')?.version).toBe('1.20.1-1')
	})

	test('refuses a transaction that is not the planned one, with nothing done', async () => {
		const host = modelHost(debian)
		const run = runOn(host)
		const change: Change = { ...kubelet, transaction: kubelet.transaction.slice(1) }
		await expect(kindOf(change).apply(change, run.context)).rejects.toMatchObject({
			why: { key: 'change.packages.refused.otherTransaction' },
			lines: ['install conntrack 1:1.4.8-1'],
		})
		expect(host.model.packages.has('kubelet')).toBe(false)
		expect(host.acted).toEqual([])
	})

	test('refuses a version that nobody offers', async () => {
		const host = modelHost(debian)
		const change: Change = { ...kubelet, install: [{ name: 'kubelet', version: '9.9' }] }
		await expect(kindOf(change).apply(change, runOn(host).context)).rejects.toMatchObject({
			why: { key: 'change.packages.refused.not-offered' },
		})
	})

	test('finishes what was cut off before it does anything else', async () => {
		const host = modelHost({ ...debian, files: { ...debian.files, '/var/lib/dpkg/updates/0001': '' } })
		await runOn(host).apply(kubelet)
		expect(host.acted[0]).toContain('--configure')
	})

	test('waits for another package manager, and says so', async () => {
		const host = modelHost(debian)
		const run = runOn(host)
		const whole = host.act.bind(host)
		let tries = 0
		host.act = async (argv, options) => {
			tries += 1
			if (tries > 2 || argv[0] !== 'apt-get') return whole(argv, options)
			const stdout = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1 (apt-get)\n'
			return { argv, exitCode: 100, stdout, stderr: '' }
		}
		await run.apply(kubelet)
		expect(run.heard.filter(({ key }) => key === 'change.packages.waiting')).toHaveLength(2)
		expect(host.now().getTime()).toBeGreaterThan(Date.parse('2026-11-24T08:00:05Z'))
	})

	test('works out a plan from repositories that are not on the host yet, and writes only to scratch', async () => {
		const files = { ...debian.files }
		delete (files as Record<string, string>)[listPath]
		const host = modelHost({ ...debian, files })
		const before = host.model.files.snapshot()
		const key = { path: '/etc/apt/keyrings/kubernetes.asc', content: 'KEY' }
		const request = {
			install: [{ name: 'kubelet', version: '1.20.2-1' }],
			files: [{ path: listPath, content: list }, key],
		}
		expect(await packageManager('apt').resolve(host, request)).toEqual({ ok: true, transaction: kubelet.transaction })
		const offer = await packageManager('apt').offered(host, ['kubelet'], { files: request.files })
		expect(offer.ok && offer.versions.get('kubelet')?.map(({ version }) => version)).toEqual(['1.20.2-1', '1.20.1-1'])
		const after = Object.entries(host.model.files.snapshot()).filter(([path]) => !path.startsWith('/run'))
		expect(Object.fromEntries(after)).toEqual(before)
		const copy = host.model.files.paths().find(path => path.endsWith(`root${listPath}`)) ?? ''
		expect(host.model.files.text(copy)).toContain(`${copy.slice(0, -listPath.length)}/etc/apt/keyrings/kubernetes.asc`)
	})
})

describe('dnf', () => {
	const rocky: ModelDescription = {
		files: {
			'/etc/yum.repos.d/kubernetes.repo': `# Written by k8s-wizard.\n[kubernetes]\nbaseurl=${repository}\nexclude=kubelet\n`,
			'/usr/bin/': '',
			'/etc/default/': '',
		},
		offered,
	}
	const change: PackagesChange = { ...kubelet, manager: 'dnf', hold: [] }

	test('installs exactly and takes back what came', () => roundTrip(modelHost(rocky), change))

	test('gives back only the key that came with our repository', async () => {
		const key = (name: string) => ({ name, version: '', auto: false, held: false })
		const host = modelHost({ ...rocky, packages: [key('gpg-pubkey-11111111-1')] })
		const run = runOn(host)
		const withKey = { ...change, keys: ['0123456789ABCDEF0123456789ABCDEFDEADBEEF'] }
		const before = await run.apply(withKey)
		host.model.packages.set('gpg-pubkey-deadbeef-5', key('gpg-pubkey-deadbeef-5'))
		host.model.packages.set('gpg-pubkey-22222222-2', key('gpg-pubkey-22222222-2'))
		expect(await run.undo(withKey, before)).toEqual({ undone: true })
		expect([...host.model.packages.keys()].sort()).toEqual(['gpg-pubkey-11111111-1', 'gpg-pubkey-22222222-2'])
	})

	test('takes its own repositories from scratch without what they exclude from updates', async () => {
		const host = modelHost(rocky)
		await runOn(host).apply(change)
		const copy = host.model.files.paths().find(path => /^\/run\/.*kubernetes\.repo$/.test(path)) ?? ''
		expect(host.model.files.text(copy)).not.toContain('exclude')
	})
})
