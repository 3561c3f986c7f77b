import { describe, expect, test } from 'vitest'
import type { Change } from '../../source/changes/index.ts'
import { freePlaceBeside } from '../../source/changes/moved-aside.ts'
import { modelHost } from '../../source/host/model-host.ts'
import { roundTrip, runOn, stateOf } from './round-trip.ts'

/** Kinds of Change that fixes are made of. */

const kubeconfig = '/etc/kubernetes/admin.conf'
const corefile: Change = {
	kind: 'config-map',
	namespace: 'kube-system',
	name: 'coredns',
	key: 'Corefile',
	content: 'forward . 10.0.0.2\n',
	kubeconfig,
}

function cluster() {
	const host = modelHost({ files: { [kubeconfig]: '' } })
	host.model.cluster.running = true
	host.model.cluster.configMaps.set('kube-system/coredns', { Corefile: 'forward . /etc/resolv.conf\n', other: 'stays' })
	return host
}

describe('a key of a ConfigMap', () => {
	test('given back, and its other keys are left alone', async () => {
		const host = cluster()
		await roundTrip(host, corefile)
		await runOn(host).apply(corefile)
		expect(host.model.cluster.configMaps.get('kube-system/coredns')).toEqual({
			Corefile: 'forward . 10.0.0.2\n',
			other: 'stays',
		})
	})

	test('edited after us it stays, and without a cluster it cannot be looked at', async () => {
		const host = cluster()
		const run = runOn(host)
		const before = await run.apply(corefile)
		host.model.cluster.configMaps.set('kube-system/coredns', { Corefile: 'mine\n' })
		expect(await run.undo(corefile, before)).toMatchObject({ undone: false })
		host.model.cluster.running = false
		expect(await run.undo(corefile, before)).toEqual({ undone: true })
		expect(await run.inspect(corefile)).toMatchObject({ state: 'unknown' })
	})
})

describe('moved aside', () => {
	const files = { '/var/lib/etcd/member/snap': 'data', '/var/lib/etcd/member/wal': 'log' }
	const change: Change = { kind: 'moved-aside', path: '/var/lib/etcd', to: '/var/lib/etcd.before-k8s-wizard' }

	test('a whole folder, and back', async () => {
		const host = modelHost({ files })
		const run = runOn(host)
		const state = host.model.files.snapshot()
		const before = await run.apply(change)
		expect(host.model.files.text('/var/lib/etcd.before-k8s-wizard/member/snap')).toBe('data')
		expect(await host.stat('/var/lib/etcd')).toBeUndefined()
		// A cluster that came and went meanwhile left an empty folder.
		host.model.files.folder('/var/lib/etcd')
		expect(await run.undo(change, before)).toEqual({ undone: true })
		const {
			'/var/log': _,
			'/var/log/k8s-wizard': __,
			'/var/log/k8s-wizard/step.log': ___,
			...after
		} = host.model.files.snapshot()
		expect(after).toEqual(state)
	})

	test('what has come in its place is not thrown away', async () => {
		const host = modelHost({ files })
		const run = runOn(host)
		const before = await run.apply(change)
		host.model.files.put('/var/lib/etcd/member/snap', 'new')
		expect(await run.undo(change, before)).toMatchObject({ undone: false })
		expect(host.model.files.text('/var/lib/etcd/member/snap')).toBe('new')
	})

	test('never over what is there', async () => {
		const host = modelHost({ files: { ...files, '/var/lib/etcd.before-k8s-wizard/x': '' } })
		expect(await freePlaceBeside(host, '/var/lib/etcd')).toBe('/var/lib/etcd.before-k8s-wizard-2')
	})
})

test('a network link goes, and the plan says that the plugin makes it again', async () => {
	const host = modelHost({ files: { '/sys/class/net/cni0': '', '/sys/class/net/eth0': '' } })
	const run = runOn(host)
	const change: Change = { kind: 'network-link-absent', name: 'cni0' }
	const before = await run.apply(change)
	expect(await host.list('/sys/class/net')).toEqual(['eth0'])
	const state = stateOf(host)
	expect(await run.undo(change, before)).toEqual({ undone: true })
	expect(stateOf(host)).toEqual(state)
})
