import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import type { Host } from '../bed/hosts/host.ts'
import { applyFlannel, clusterIsReady, initCommand, kubectl, pair, podReaches, prepareByHand } from './by-hand.ts'
import { stopwatch } from './stopwatch.ts'

/** The bed without the wizard: real clusters of two hosts, made by the commands of an operator. */
describe.each(['debian-12', 'rocky-9'])('kubeadm by hand on two hosts of %s', profile => {
	let bed: Bed
	let first: Host
	let second: Host

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		const hosts = await stopwatch(`${profile}: two hosts up`, () =>
			Promise.all([bed.up('first', profile), bed.up('second', profile)]),
		)
		;[first, second] = hosts
	})
	afterAll(() => bed?.close())

	test('init and join end in two Ready nodes with all pods running', async () => {
		await stopwatch(`${profile}: packages on both`, () => Promise.all([prepareByHand(first), prepareByHand(second)]))
		await stopwatch(`${profile}: init`, () => first.must(initCommand, { timeout: 300_000 }))
		await applyFlannel(first)
		const join = (await first.must('kubeadm token create --print-join-command')).trim()
		await stopwatch(`${profile}: join`, () => second.must(join, { timeout: 300_000 }))
		await stopwatch(`${profile}: all Ready`, () => clusterIsReady(first, 2, 180_000))
	})

	test('a pod reaches a pod and a service on the other node, and cluster DNS answers', async () => {
		await first.must(['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', 'apply', '-f', '-'], {
			input: pair('first', 'second'),
		})
		await clusterIsReady(first, 2, 120_000)
		const address = await kubectl(first, "get pod server -o jsonpath='{.status.podIP}'")
		const service = await kubectl(first, "get service server -o jsonpath='{.spec.clusterIP}'")
		expect(address).toMatch(/^10\.244\./)
		await podReaches(first, `http://${address}/`)
		await podReaches(first, `http://${service}/`)
		await podReaches(first, 'http://server.default.svc.cluster.local/')
		await podReaches(first, 'http://server/')
	})
})
