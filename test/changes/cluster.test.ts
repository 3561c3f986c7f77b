import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Change, kindOf } from '../../source/changes/index.ts'
import { ruleRemovals } from '../../source/changes/iptables-rules.ts'
import { type ModelDescription, modelHost } from '../../source/host/model-host.ts'
import { roundTrip, runOn, stateOf } from './round-trip.ts'

const admin = '/etc/kubernetes/admin.conf'
const ownRule = '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT'
const manifest = 'kind: DaemonSet\n'

const prepared: ModelDescription = {
	files: {
		'/etc/kubernetes/kubeadm.yaml': 'kind: InitConfiguration\n',
		'/etc/kubernetes/flannel.yaml': manifest,
		'/etc/kubernetes/manifests/': '',
		'/var/lib/kubelet/': '',
		'/sys/class/net/eth0': '',
		'/proc/sys/net/ipv4/ip_forward': '1\n',
		'/proc/self/mounts': '/dev/sda1 / ext4 rw 0 0\n',
		'/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nanna:x:1000:1000::/home/anna:/bin/bash\n',
		'/root/': '',
	},
	units: { 'kubelet.service': { enabled: true } },
	packages: [{ name: 'containerd', version: '1.6.20', auto: false, held: false }],
	registry: { 'registry.example/pause:3.2': 'sha256:aa', 'registry.example/wrong:1': 'sha256:bb' },
	rules: { iptables: `*filter\n:INPUT ACCEPT\n${ownRule}\nCOMMIT\n` },
	absent: ['iptables-nft-save', 'ip6tables-nft-save', 'iptables-legacy-save', 'ip6tables-legacy-save'],
}

const init: Change = {
	kind: 'kubeadm-init',
	configPath: '/etc/kubernetes/kubeadm.yaml',
	version: '1.20.2',
	criSocket: 'unix:///run/containerd/containerd.sock',
	uploadCerts: true,
	ignore: [],
	skipPhases: [],
	links: ['cni0', 'flannel.1'],
}

describe('kubeadm init', () => {
	test('is told by its phases, and a reset leaves the host as it was, its own firewall rules too', async () => {
		const host = modelHost(prepared)
		const run = runOn(host)
		const before = stateOf(host)
		const image = await run.apply(init)
		expect(run.heard).toContainEqual({
			key: 'change.kubeadm.phase',
			parameters: { phase: 'certs', words: 'Generating "ca" certificate and key' },
		})
		expect(host.model.rules.get('iptables')).toContain('KUBE-POSTROUTING')
		expect(await run.undo(init, image)).toEqual({ undone: true })
		expect(host.model.rules.get('iptables')).toContain(ownRule)
		expect(host.model.rules.get('iptables')).not.toContain('KUBE')
		host.model.rules.set('iptables', prepared.rules?.['iptables'] ?? '')
		expect(stateOf(host)).toEqual(before)
	})

	test('prints no secret, and none is in its argv', async () => {
		const host = modelHost(prepared)
		await runOn(host).apply(init)
		expect(host.acted[0]).toEqual(expect.arrayContaining(['--skip-token-print', '--skip-certificate-key-print']))
	})

	test('that was cut off half-way is not run over its remains: it is cleaned up first', async () => {
		const host = modelHost(prepared)
		const run = runOn(host)
		const found = await run.inspect(init)
		if (found.state !== 'pending') throw new Error(found.state)
		host.model.cluster.cutAfter = 'control-plane'
		const kind = kindOf(init)
		await expect(kind.apply(init, run.context)).rejects.toMatchObject({ cut: 'stopped' })
		await expect(kind.apply(init, run.context)).rejects.toMatchObject({ why: { key: 'change.kubeadm.remains' } })
		const context = { host, keep: async () => '' }
		expect(await kind.recover?.(init, found.before, context)).toMatchObject({ decision: 'clean-up' })
		expect(await run.undo(init, found.before)).toEqual({ undone: true })
		expect(await kind.recover?.(init, found.before, context)).toMatchObject({ decision: 'repeat' })
		await run.apply(init)
	})

	test('over remains that were there before us is for the operator to decide', async () => {
		const host = modelHost({ ...prepared, files: { ...prepared.files, '/etc/kubernetes/pki/ca.crt': 'theirs' } })
		const run = runOn(host)
		const found = await run.inspect(init)
		if (found.state !== 'pending') throw new Error(found.state)
		expect(await kindOf(init).recover?.(init, found.before, { host, keep: async () => '' })).toMatchObject({
			decision: 'stop',
		})
	})

	test('of a cluster that does not answer now is neither done nor to be done', async () => {
		const host = modelHost(prepared)
		const run = runOn(host)
		await run.apply(init)
		host.model.cluster.running = false
		expect(await run.inspect(init)).toMatchObject({ state: 'unknown' })
	})

	test('leaves what is behind a mount that will not go', async () => {
		const host = modelHost(prepared)
		const run = runOn(host)
		const image = await run.apply(init)
		host.model.files.put('/var/lib/kubelet/pods/volume/data', 'precious')
		host.model.files.put('/proc/self/mounts', 'nas:/data /var/lib/kubelet/pods/volume nfs rw 0 0\n')
		const reset = host.act.bind(host)
		// A kubelet that could not unmount leaves its folder.
		host.act = async (argv, options) => {
			const result = await reset(argv, options)
			if (argv[1] === 'reset') host.model.files.put('/var/lib/kubelet/pods/volume/data', 'precious')
			return result
		}
		expect((await run.undo(init, image)).undone).toBe(false)
		expect(host.model.files.text('/var/lib/kubelet/pods/volume/data')).toBe('precious')
	})
})

test('only rules and chains that the cluster has added are taken away', () => {
	const before = ['*nat', ':PREROUTING ACCEPT', ':KUBE-OLD -', '-A PREROUTING -j KUBE-OLD', 'COMMIT'].join('\n')
	const now = [
		'*nat',
		':PREROUTING ACCEPT',
		':DOCKER -',
		':KUBE-OLD -',
		':KUBE-SERVICES -',
		':FLANNEL-POSTRTG -',
		'-A PREROUTING -j KUBE-OLD',
		'-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
		'-A PREROUTING -j DOCKER',
		'-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG',
		'-A KUBE-SERVICES -j RETURN',
		'COMMIT',
	].join('\n')
	expect(ruleRemovals(before, now).split('\n')).toEqual([
		'*nat',
		'-D PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
		'-D POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG',
		'-F KUBE-SERVICES',
		'-F FLANNEL-POSTRTG',
		'-X KUBE-SERVICES',
		'-X FLANNEL-POSTRTG',
		'COMMIT',
		'',
	])
	expect(ruleRemovals(now, now)).toBe('')
})

describe('images', () => {
	test('are pulled and go again', () =>
		roundTrip(modelHost(prepared), { kind: 'image', reference: 'registry.example/pause:3.2' }))

	test('of another digest than the known one are refused and not kept', async () => {
		const host = modelHost(prepared)
		const change: Change = { kind: 'image', reference: 'registry.example/wrong:1', digest: 'sha256:cc' }
		await expect(kindOf(change).apply(change, runOn(host).context)).rejects.toMatchObject({
			why: { key: 'change.image.otherDigest' },
		})
		expect(host.model.images.size).toBe(0)
	})

	test('go with the names that the runtime gave them, others of the same content stay', async () => {
		const host = modelHost(prepared)
		const run = runOn(host)
		const change: Change = { kind: 'image', reference: 'registry.example/pause:3.2' }
		const before = await run.apply(change)
		host.model.images.set('sha256:ff', { digest: 'sha256:aa' })
		await run.undo(change, before)
		expect([...host.model.images.keys()]).toEqual([])
	})

	test('are pending while there is no containerd', async () => {
		const host = modelHost({ absent: ['ctr'] })
		expect((await runOn(host).inspect({ kind: 'image', reference: 'x' } as Change)).state).toBe('pending')
	})
})

describe('in the cluster', () => {
	async function clusterHost() {
		const host = modelHost(prepared)
		await runOn(host).apply(init)
		return host
	}

	test('a manifest is applied and deleted', async () => {
		const sha256 = createHash('sha256').update(manifest).digest('hex')
		await roundTrip(await clusterHost(), {
			kind: 'manifest',
			path: '/etc/kubernetes/flannel.yaml',
			sha256,
			kubeconfig: admin,
		})
	})

	test('a manifest whose namespace is not there yet is pending, not unknown', async () => {
		const host = await clusterHost()
		host.model.cluster.lacks = 'kube-flannel'
		const sha256 = createHash('sha256').update(manifest).digest('hex')
		const change: Change = { kind: 'manifest', path: '/etc/kubernetes/flannel.yaml', sha256, kubeconfig: admin }
		expect(await kindOf(change).inspect(change, { host, keep: async () => '' })).toMatchObject({
			state: 'pending',
			diff: ['+kubectl apply -f /etc/kubernetes/flannel.yaml'],
		})
	})

	test('a taint is taken off and put back', async () => {
		const host = await clusterHost()
		await roundTrip(host, { kind: 'untaint', node: 'node', taint: 'node-role.kubernetes.io/master', kubeconfig: admin })
	})

	test('nothing has to be undone once the cluster is gone', async () => {
		const host = await clusterHost()
		const run = runOn(host)
		const change: Change = { kind: 'untaint', node: 'node', taint: 'node-role.kubernetes.io/master', kubeconfig: admin }
		const before = await run.apply(change)
		host.model.cluster.running = false
		expect(await run.undo(change, before)).toEqual({ undone: true })
	})
})

describe('a kubeconfig', () => {
	const change: Change = {
		kind: 'kubeconfig',
		source: admin,
		path: '/home/anna/.kube/config',
		user: 'anna',
		owner: { uid: 1000, gid: 1000 },
	}
	const withAdmin: ModelDescription = {
		...prepared,
		files: {
			...prepared.files,
			'/home/anna/': '',
			[admin]: 'certificate-authority-data: Y2E=\n- context:\ncurrent-context: kubernetes-admin@kubernetes\n',
		},
	}

	test('is the user’s own, 0600, and goes again with its folder', async () => {
		const host = modelHost(withAdmin)
		await roundTrip(host, change)
		await runOn(host).apply(change)
		expect(await host.stat(change.path)).toMatchObject({ mode: 0o600, uid: 1000, gid: 1000 })
	})

	test('that was there is kept beside it, and given back', async () => {
		const files = { ...withAdmin.files, '/home/anna/.kube/config': 'certificate-authority-data: b2xk\n' }
		const host = modelHost({ ...withAdmin, files })
		await host.setAttributes(change.path, { mode: 0o600, uid: 1000, gid: 1000 })
		const run = runOn(host)
		const before = await run.apply(change)
		expect(host.model.files.text(`${change.path}.before-k8s-wizard`)).toContain('b2xk')
		expect(await run.undo(change, before)).toEqual({ undone: true })
		expect(host.model.files.text(change.path)).toContain('b2xk')
		expect(host.model.files.has(`${change.path}.before-k8s-wizard`)).toBe(false)
	})

	test('with contexts of the user’s own stays', async () => {
		const host = modelHost(withAdmin)
		const run = runOn(host)
		const before = await run.apply(change)
		host.model.files.put(change.path, `${host.model.files.text(change.path)}- context:\n`, 0o600, {
			uid: 1000,
			gid: 1000,
		})
		expect((await run.undo(change, before)).undone).toBe(false)
	})
})
