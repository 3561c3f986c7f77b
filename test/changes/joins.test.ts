import { describe, expect, test } from 'vitest'
import type { Leave, UndoContext } from '../../source/changes/change.ts'
import { type Change, kindOf } from '../../source/changes/index.ts'
import { type ModelDescription, modelHost } from '../../source/host/model-host.ts'
import { pem } from '../answers/join/server.ts'
import { roundTrip, runOn, stateOf } from './round-trip.ts'

const token = 'abcdef.0123456789abcdef'
const certificateKey = 'ab'.repeat(32)

const prepared: ModelDescription = {
	files: {
		'/etc/kubernetes/manifests/': '',
		'/etc/kubernetes/pki/': '',
		'/var/lib/kubelet/': '',
		'/root/token': `${token}\n`,
		'/run/': '',
		'/proc/self/mounts': '/dev/sda1 / ext4 rw 0 0\n',
		'/etc/hosts': '127.0.0.1 localhost\n10.0.0.2 cluster.local\n',
	},
	units: { 'kubelet.service': { enabled: true } },
	absent: ['iptables-nft-save', 'ip6tables-nft-save', 'iptables-legacy-save', 'ip6tables-legacy-save'],
}

const join: Change = {
	kind: 'kubeadm-join',
	config: 'nodeRegistration:\n  name: node-2\ndiscovery: {bootstrapToken: {token: TOKEN-GOES-HERE}}\n',
	token: { file: '/root/token' },
	node: 'node-2',
	version: '1.20.2',
	criSocket: 'unix:///run/containerd/containerd.sock',
	ignore: ['SystemVerification'],
	links: ['cni0'],
}
const controlPlane: Change = {
	...join,
	config: `${join.config}controlPlane: {certificateKey: CERTIFICATE-KEY-GOES-HERE}\n`,
	certificateKey: { text: certificateKey },
}

describe('kubeadm join', () => {
	test.each([
		['a worker', join],
		['a control plane', controlPlane],
	])('makes %s, and a reset leaves the host as it was', (_, change) => roundTrip(modelHost(prepared), change))

	test('takes the routes to the pods of other nodes away, and no other', async () => {
		const own = ['default via 10.0.0.254 dev eth0', '10.244.7.0/24 via 10.0.0.254 dev eth0']
		const change: Change = { ...join, podNetworks: ['10.244.0.0/16'] }
		const host = modelHost({ ...prepared, routes: own })
		const run = runOn(host)
		const image = await run.apply(change)
		host.model.routes.add('10.244.1.0/24 via 10.0.0.2 dev eth0 proto 75')
		host.model.routes.add('10.8.0.0/16 via 10.0.0.254 dev eth0')
		await run.undo(change, image)
		expect([...host.model.routes]).toEqual([...own, '10.8.0.0/16 via 10.0.0.254 dev eth0'])
	})

	test('gets its secrets by a file that is gone afterwards, and shows them nowhere', async () => {
		const host = modelHost(prepared)
		const run = runOn(host)
		const found = await run.inspect(controlPlane)
		await run.apply(controlPlane)
		expect(host.model.cluster.joined?.config).toContain(token)
		expect(host.model.cluster.joined?.config).toContain(certificateKey)
		expect(host.model.files.paths().filter(path => path.startsWith('/run/k8s-wizard/'))).toEqual([])
		const shown = JSON.stringify([found, host.acted, kindOf(controlPlane).shell(controlPlane)])
		expect(shown).not.toContain(token)
		expect(shown).not.toContain(certificateKey)
		expect(kindOf(controlPlane).secrets?.(controlPlane)).toEqual([certificateKey])
	})

	test('removes that file when it fails, too', async () => {
		const host = modelHost(prepared)
		const run = runOn(host)
		host.model.cluster.cutAfter = 'kubelet-start'
		const kind = kindOf(join)
		const found = await run.inspect(join)
		if (found.state !== 'pending') throw new Error(found.state)
		await expect(kind.apply(join, run.context)).rejects.toMatchObject({ cut: 'stopped' })
		expect(host.model.files.paths().filter(path => path.startsWith('/run/k8s-wizard/'))).toEqual([])
		await expect(kind.apply(join, run.context)).rejects.toMatchObject({ why: { key: 'change.kubeadm.remains' } })
		const context = { host, keep: async () => '' }
		expect(await kind.recover?.(join, found.before, context)).toMatchObject({ decision: 'clean-up' })
		await run.undo(join, found.before)
		expect(await kind.recover?.(join, found.before, context)).toMatchObject({ decision: 'repeat' })
		await run.apply(join)
	})

	test('is neither done nor to be done while the cluster does not answer', async () => {
		const host = modelHost(prepared)
		const run = runOn(host)
		await run.apply(join)
		host.model.cluster.running = false
		expect(await run.inspect(join)).toMatchObject({ state: 'unknown' })
	})

	test('takes no secret from a file that could break out of the configuration', async () => {
		const host = modelHost({ ...prepared, files: { ...prepared.files, '/root/token': `${token}\nkind: Other\n` } })
		await expect(kindOf(join).apply(join, runOn(host).context)).rejects.toMatchObject({ subject: '/root/token' })
		expect(host.acted).toEqual([])
	})
})

describe('leaving', () => {
	const leave: Leave = {
		node: 'node-2',
		kubeconfig: '/etc/kubernetes/admin.conf',
		servers: ['https://10.0.0.3:6443'],
		etcdMember: true,
	}
	const admin = { ...prepared.files, '/etc/kubernetes/admin.conf': 'admin' }

	test('resets first, then takes the node out through a control plane that stays', async () => {
		const host = modelHost({ ...prepared, files: admin })
		const run = runOn(host)
		const state = { folders: {}, rules: {}, links: [], noMountPoints: [] }
		host.model.cluster.running = true
		const reset = host.act.bind(host)
		host.act = async (argv, options) => {
			const result = await reset(argv, options)
			host.model.cluster.running = true
			return result
		}
		const context = { ...run.context, leave } as UndoContext
		expect(await kindOf(controlPlane).undo(controlPlane, { remains: [], state }, context)).toEqual({ undone: true })
		const acted = host.acted.map(argv => argv.join(' '))
		const removed = acted.findIndex(line => line.includes('delete node node-2'))
		expect(acted[removed]).toContain('--server=https://10.0.0.3:6443')
		expect(removed).toBeGreaterThan(acted.findIndex(line => line.startsWith('kubeadm reset')))
		expect(host.model.files.has('/run/k8s-wizard/leave.conf')).toBe(false)
	})

	test('says so when kubeadm could not take the etcd member out', async () => {
		const said = '[reset] failed to remove etcd member: error syncing endpoints with etcd'
		const recorded = { 'kubeadm reset --force --cri-socket=unix:///run/containerd/containerd.sock': said }
		const host = modelHost({ ...prepared, files: admin, recorded })
		host.model.cluster.running = true
		const context = { ...runOn(host).context, leave } as UndoContext
		const state = { folders: {}, rules: {}, links: [], noMountPoints: [] }
		await expect(kindOf(controlPlane).undo(controlPlane, { remains: [], state }, context)).rejects.toMatchObject({
			why: { key: 'change.leave.etcdMember' },
			lines: [said],
		})
	})
})

describe('answers for joining hosts', () => {
	const change: Change = {
		kind: 'join-answers',
		folder: '/var/lib/k8s-wizard/join',
		files: [
			{ name: 'join-worker.yaml', text: 'token: TOKEN-GOES-HERE\nhash: CA-HASH-GOES-HERE\n', certificates: false },
			{ name: 'join-control-plane.yaml', text: 'key: CERTIFICATE-KEY-GOES-HERE\n', certificates: true },
		],
		kubeconfig: '/etc/kubernetes/admin.conf',
		criSocket: 'unix:///run/containerd/containerd.sock',
		nodeAddress: '10.0.0.1',
	}
	const first: ModelDescription = {
		...prepared,
		files: { ...prepared.files, '/etc/kubernetes/pki/ca.crt': pem('ca.crt'), '/var/lib/k8s-wizard/': '' },
	}

	test('hold a token and a key of their own, each with its end, and go with the cluster', async () => {
		const host = modelHost(first)
		host.model.cluster.running = true
		const before = stateOf(host)
		const run = runOn(host)
		const image = await run.apply(change)
		const worker = host.model.files.text('/var/lib/k8s-wizard/join/join-worker.yaml') ?? ''
		expect(worker).toMatch(
			/^# k8s-wizard, → 2026-11-25T[\d:]+Z\ntoken: [a-z0-9]{6}\.[a-z0-9]{16}\nhash: sha256:[0-9a-f]{64}\n$/,
		)
		expect(host.model.files.text('/var/lib/k8s-wizard/join/join-control-plane.yaml')).toMatch(
			/^# k8s-wizard, → 2026-11-24T1[\d:]+Z\nkey: [0-9a-f]{64}\n$/,
		)
		const [, made = '-'] = /token: (\S+)/.exec(worker) ?? []
		expect(JSON.stringify([host.acted, run.heard, image])).not.toContain(made)
		expect(await run.undo(change, image)).toEqual({ undone: true })
		expect(await host.list('/var/lib/k8s-wizard/join')).toBeUndefined()
		expect(stateOf(host)).toEqual(before)
	})
})

describe('pods on the host’s network', () => {
	const change: Change = { kind: 'host-network-hosts', name: 'cluster.local', address: '10.0.0.2' }
	const copy = (address: string): string =>
		`# Kubernetes-managed hosts file (host network).\n127.0.0.1 localhost\n${address}\tnode-1 cluster.local\n`

	test('get the new hosts file; others keep theirs', async () => {
		const own = '# Kubernetes-managed hosts file.\n10.244.0.9 client\n'
		const host = modelHost({
			files: {
				...prepared.files,
				'/var/lib/kubelet/pods/a/etc-hosts': copy('10.0.0.1'),
				'/var/lib/kubelet/pods/b/etc-hosts': own,
				'/var/lib/kubelet/pods/c/etc-hosts': copy('10.0.0.2'),
			},
		})
		await runOn(host).apply(change)
		expect(host.model.files.text('/var/lib/kubelet/pods/a/etc-hosts')).toContain('10.0.0.2 cluster.local')
		expect(host.model.files.text('/var/lib/kubelet/pods/b/etc-hosts')).toBe(own)
		expect(host.model.files.text('/var/lib/kubelet/pods/c/etc-hosts')).toBe(copy('10.0.0.2'))
	})
})
