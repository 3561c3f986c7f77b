import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { diff, describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { snapshot } from '../bed/snapshot.ts'
import { initCommand, prepareByHand } from './by-hand.ts'
import { stopwatch } from './stopwatch.ts'

/** Only a machine with a kernel of its own can truly lack a module. */
describe('the founding failure on machine-debian-12', () => {
	let bed: Bed
	let host: Host

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		host = await stopwatch('machine-debian-12: up', () => bed.up('machine', 'machine-debian-12'))
	})
	afterAll(() => bed?.close())

	test('a module is a thing that snapshot and diff name', async () => {
		const before = await snapshot(host)
		await host.must('modprobe dummy')
		const named = diff(before, await snapshot(host)).filter(({ kind }) => kind === 'module')
		expect(named.map(inWords)).toEqual(['+ module dummy: loaded'])
		await host.must('modprobe -r dummy')
		expect(diff(before, await snapshot(host)).map(inWords)).toEqual([])
	})

	test('kubeadm init names the missing bridge-nf-call-iptables, and modprobe br_netfilter is its cure', async () => {
		await stopwatch('machine-debian-12: packages', () => prepareByHand(host))
		const failed = await stopwatch('machine-debian-12: init that fails', () =>
			host.run(initCommand, { timeout: 600_000 }),
		)
		expect(failed.exitCode).not.toBe(0)
		expect(failed.stderr).toContain(
			'[ERROR FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]: /proc/sys/net/bridge/bridge-nf-call-iptables does not exist',
		)
		await host.must('modprobe br_netfilter')
		await host.must('kubeadm init phase preflight --config /root/kubeadm.yaml', { timeout: 600_000 })
	})
})
