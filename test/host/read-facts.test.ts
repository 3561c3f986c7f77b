import { expect, it } from 'vitest'
import { readFacts } from '../../source/host/read-facts.ts'
import { HostUnsupported } from '../../source/host/unsupported.ts'
import { type Recording, recordedHost } from './recorded-host.ts'
import { centos7Machine, debian12Container } from './recordings.ts'

const read = (recording: Recording) => readFacts(recordedHost(recording))

it('reads a CentOS 7 machine with the words of its old tools', async () => {
	expect(await read(centos7Machine)).toMatchObject({
		os: { id: 'centos', family: 'rpm', repositoryRelease: '7', packageManager: 'yum' },
		kernel: { release: '3.10.0-957.el7.x86_64', major: 3, minor: 10, patch: 0 },
		architecture: 'amd64',
		systemd: 219,
		cgroup: 1,
		container: undefined,
		root: true,
		sudoUser: { name: 'ada', uid: 1000, gid: 1000, home: '/home/ada' },
		cpus: 2,
		memoryBytes: 3880184 * 1024,
		hostname: 'K8S_Master01',
		timezone: 'Asia/Shanghai',
		defaultAddress: { interface: 'ens33', address: '192.168.43.105', prefix: 24, family: 4 },
		routes: ['192.168.43.0/24', '10.8.0.0/16'],
		nameservers: ['192.168.43.1', '114.114.114.114'],
		resolvConf: '/etc/resolv.conf',
		selinux: { looked: true, value: 'enforcing' },
		firewall: { looked: true, value: 'firewalld' },
		timeSync: { looked: true, value: 'chronyd' },
		docker: { looked: true, value: undefined },
		containerd: { looked: true, value: undefined },
		cluster: { kubeadm: undefined, remains: [], apiAnswers: false, role: 'none' },
		mayLowerOomScore: true,
		// The module is not loaded, and this host may load it.
		mayWriteConntrack: true,
		sysctls: { 'vm.swappiness': '30', 'net.ipv4.ip_forward': '0' },
	})
})

it('tells loadable modules from absent ones on a machine', async () => {
	const { modules } = await read(centos7Machine)
	expect(modules).toMatchObject({
		overlay: 'loadable',
		br_netfilter: 'loadable',
		ip_vs: 'loadable',
		ip_vs_rr: 'absent',
		vxlan: 'loadable',
		nf_tables: 'absent',
	})
})

it('finds swap in use, in fstab and in units', async () => {
	expect((await read(centos7Machine)).swap).toEqual({
		looked: true,
		value: {
			active: ['/dev/dm-1'],
			fstab: ['/dev/mapper/centos-swap swap  swap  defaults 0 0'],
			units: ['dev-dm\\x2d1.swap', 'dev-mapper-centos\\x2dswap.swap'],
			zram: false,
		},
	})
})

it('lists listening ports in the old and the new form of ss', async () => {
	expect((await read(centos7Machine)).ports).toEqual({
		looked: true,
		value: [
			{ port: 22, address: '*', program: 'sshd' },
			{ port: 22, address: '::', program: 'sshd' },
		],
	})
	expect((await read(debian12Container)).ports).toEqual({
		looked: true,
		value: [
			{ port: 10248, address: '127.0.0.1', program: 'kubelet' },
			{ port: 6443, address: '*', program: 'kube-apiserver' },
		],
	})
})

it('reads a Debian 12 container that is a control plane and runs Docker', async () => {
	expect(await read(debian12Container)).toMatchObject({
		os: { id: 'debian', family: 'deb', repositoryRelease: 'bookworm', packageManager: 'apt' },
		architecture: 'arm64',
		container: 'systemd-nspawn',
		sudoUser: undefined,
		timezone: 'Etc/UTC',
		nameservers: ['10.77.0.1'],
		resolvConf: '/run/systemd/resolve/resolv.conf',
		selinux: { looked: true, value: 'absent' },
		firewall: { looked: true, value: 'ufw' },
		timeSync: { looked: true, value: 'none' },
		docker: { looked: true, value: { version: '20.10.24+dfsg1', running: true, containers: 2 } },
		containerd: { looked: true, value: { version: '1.6.20~ds1', running: true, package: 'containerd' } },
		cluster: {
			kubeadm: '1.20.2',
			kubelet: '1.20.2',
			kubectl: '1.20.2',
			apiAnswers: true,
			role: 'control-plane',
			remains: [
				'/etc/kubernetes/admin.conf',
				'/etc/kubernetes/kubelet.conf',
				'/etc/kubernetes/manifests/kube-apiserver.yaml',
			],
		},
	})
})

it('leaves the addresses of the cluster out of the routes of the host', async () => {
	const { routes, addresses } = await read(debian12Container)
	expect(routes).toEqual(['10.77.0.0/24', '10.9.0.1/32', 'fd00::/64'])
	expect(addresses).toContainEqual({ interface: 'host0', address: '10.77.0.11', prefix: 24, family: 4 })
	expect(addresses).toContainEqual({ interface: 'wg0', address: '10.9.0.2', prefix: 32, family: 4 })
})

it('knows what a container host may not do, without trying it', async () => {
	const { mayLowerOomScore, mayWriteConntrack, modules } = await read(debian12Container)
	expect({ mayLowerOomScore, mayWriteConntrack }).toEqual({ mayLowerOomScore: false, mayWriteConntrack: false })
	// Built in where the kernel's own options say so, absent where it could only be loaded.
	expect(modules).toMatchObject({
		overlay: 'loaded',
		br_netfilter: 'loaded',
		vxlan: 'loaded',
		ipip: 'absent',
		ip_vs: 'absent',
	})
})

it('says of a kernel that tells nothing that its modules are unknown', async () => {
	const { '/proc/config.gz': _, ...files } = debian12Container.files
	const { modules } = await read({ ...debian12Container, files })
	expect(modules['vxlan']).toBe('unknown')
	expect(modules['overlay']).toBe('loaded')
})

it('never takes a look that failed for a finding', async () => {
	const outputs = Object.fromEntries(
		Object.entries(debian12Container.outputs).map(([argv, output]) =>
			/^(ss|systemctl (show|list-units)) /.test(argv)
				? [argv, { exitCode: 1, stderr: 'Failed to connect to bus' }]
				: [argv, output],
		),
	)
	const facts = await read({ ...debian12Container, outputs })
	for (const fact of [facts.firewall, facts.timeSync, facts.docker, facts.containerd, facts.swap, facts.ports]) {
		expect(fact).toMatchObject({ looked: false, reason: expect.stringContaining('Failed to connect to bus') })
	}
})

const refused = async (recording: Recording) => {
	const error = await read(recording).then(
		() => undefined,
		(thrown: unknown) => thrown,
	)
	expect(error).toBeInstanceOf(HostUnsupported)
	return error instanceof HostUnsupported ? error : undefined
}

it('refuses a host without systemd, without addresses, and of another architecture', async () => {
	expect((await refused({ ...centos7Machine, folders: [] }))?.what.key).toBe('facts.noSystemd')
	const { 'ip -o addr': _, ...withoutIp } = centos7Machine.outputs
	expect((await refused({ ...centos7Machine, outputs: withoutIp }))?.message).toContain('ip -o addr')
	const outputs = { ...centos7Machine.outputs, 'uname -m': 'ppc64le\n' }
	expect((await refused({ ...centos7Machine, outputs }))?.message).toContain('ppc64le')
})
