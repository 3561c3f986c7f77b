import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import type { Host } from '../bed/hosts/host.ts'
import { applyFlannel, clusterIsReady, initCommand, prepareByHand } from '../e2e/by-hand.ts'
import { stopwatch } from '../e2e/stopwatch.ts'

/** A control plane on an emulated machine. */
describe('kubeadm init on machine-debian-12', () => {
	let bed: Bed
	let host: Host

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		host = await stopwatch('machine-debian-12: up', () => bed.up('machine', 'machine-debian-12'))
	})
	afterAll(() => bed?.close())

	test('kubeadm init comes to a Ready node once br_netfilter is loaded', async () => {
		await prepareByHand(host)
		await host.must('modprobe br_netfilter')
		await stopwatch('machine-debian-12: init', () => host.must(initCommand, { timeout: 1_200_000 }))
		await applyFlannel(host)
		await stopwatch('machine-debian-12: Ready', () => clusterIsReady(host, 1, 600_000))
	})
})
