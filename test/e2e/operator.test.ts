import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { type Snapshot, snapshot } from '../bed/snapshot.ts'
import { notGivenBack } from './undone.ts'
import { answersFor, answersPath, bareHost, wizardMust, writeAnswers } from './wizard.ts'

/** What the operator does after the run is the operator's. */
let bed: Bed
let host: Host
let before: Snapshot

beforeAll(async () => {
	bed = await openBed()
	host = await bareHost(bed, 'edited', 'debian-12')
	await writeAnswers(host, answersFor(host, { cni: 'none' }))
	before = await snapshot(host)
	await wizardMust(host, ['--answers', answersPath, '--yes'])
})
afterAll(() => bed?.close())

test('an edited file and a package that something else needs survive undo, and are reported', async () => {
	await host.must(`set -e
		sed -i 's/^timeout: .*/timeout: 42/' /etc/crictl.yaml
		mkdir -p /run/needy/DEBIAN
		printf 'Package: needy\\nVersion: 1\\nArchitecture: all\\nDepends: socat\\nMaintainer: operator <o@site.example>\\nDescription: needs socat\\n' > /run/needy/DEBIAN/control
		dpkg-deb --build --root-owner-group /run/needy /run/needy.deb
		dpkg --install /run/needy.deb`)
	const said = (await wizardMust(host, ['undo', '--yes'])).replace(/\s+/g, ' ')
	expect(said).toContain('/etc/crictl.yaml')
	expect(said).toMatch(/kept.*socat \(needy\)/)
	expect(await host.must('cat /etc/crictl.yaml')).toContain('timeout: 42')
	const kept = ['needy', 'socat', 'libwrap0']
	const theirs = new Set((await host.must(`dpkg -L ${kept.join(' ')}`)).split('\n'))
	const left = (await notGivenBack(host, before)).filter(
		({ kind, name }) =>
			!(kind === 'package' && kept.includes(name.split(':')[0] ?? '')) &&
			!(kind === 'file' && (theirs.has(name) || name.startsWith('/var/lib/dpkg/info/'))),
	)
	expect(left.map(inWords)).toEqual([
		expect.stringContaining('+ file /etc/crictl.yaml'),
		// Made by libwrap0's own script.
		expect.stringContaining('+ file /etc/hosts.allow'),
		expect.stringContaining('+ file /etc/hosts.deny'),
		expect.stringContaining('file /var/lib/dpkg/status'),
		expect.stringContaining('auto mark libwrap0'),
	])
})

test('undo once more says that nothing is left to give back but what was kept', async () => {
	const said = await wizardMust(host, ['undo', '--yes'])
	expect(said).toContain('/etc/crictl.yaml')
	expect(await host.must('cat /etc/crictl.yaml')).toContain('timeout: 42')
})
