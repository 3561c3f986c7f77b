import { describe, expect, it } from 'vitest'
import { prepareAnswers } from '../../source/answers/prepare.ts'
import { AnswersError, problemLine } from '../../source/answers/problem.ts'
import { readAnswers } from '../../source/answers/read.ts'
import type { Facts } from '../../source/host/facts.ts'
import { type Recording, recordedHost } from '../host/recorded-host.ts'
import { centos7, debian12, rocky9 } from './hosts.ts'

interface Case {
	facts?: Facts
	recording?: Partial<Recording>
	environment?: Record<string, string>
	path?: string
}

async function prepare(text: string, { facts, recording, environment, path = '/root/a.yaml' }: Case = {}) {
	const host = recordedHost({ files: {}, outputs: {}, ...recording })
	const read = readAnswers(text, 'a.yaml')
	return prepareAnswers({ host, facts: facts ?? (await rocky9()), read, path, environment: environment ?? {} })
}

async function refused(text: string, options: Case = {}): Promise<{ lines: string[]; exitCode: number }> {
	const error = await prepare(text, options).then(
		() => undefined,
		(thrown: unknown) => thrown,
	)
	if (!(error instanceof AnswersError)) throw error ?? new Error('these answers were taken')
	return { lines: error.problems.map(problem => problemLine(problem, 'en')), exitCode: error.exitCode }
}

const custom = [
	'mirror:',
	'  kubernetes: http://10.0.0.1/k /',
	'  containerd: http://10.0.0.1/c',
	'  registry: 10.0.0.1:5000',
	'  keys: [{ file: /root/key.asc, fingerprint: DE15B14486CD377B9E876E1A234654DA9A296436 }]',
].join('\n')
const key = { files: { '/root/key.asc': '' } }

describe('defaults', () => {
	it('come from the host and say so', async () => {
		const { answers, origins } = await prepare('role: init')
		expect(answers).toMatchObject({
			apiVersion: 'k8s-wizard/v1',
			hostname: 'node-1',
			mirror: { name: 'upstream' },
			nodeAddress: '192.168.43.105',
			podSubnet: ['10.244.0.0/16'],
			controlPlaneEndpoint: 'cluster.local:6443',
			schedulable: false,
			firewall: 'open-ports',
			selinux: 'permissive',
			proxy: undefined,
			cni: { name: 'flannel', version: '0.28.9' },
		})
		expect(origins.role.from).toBe('file')
		expect(origins.hostname.from).toBe('host')
		expect(origins.nodeAddress).toEqual({
			from: 'host',
			why: [{ key: 'answers.why.defaultRoute', parameters: { device: 'ens33' } }],
		})
		expect(origins.reboot).toEqual({ from: 'default', why: [] })
	})

	it('take the newest Kubernetes that kernel, containerd, cgroups and mirror allow, with the reason', async () => {
		const { answers } = await prepare('role: init')
		expect(answers.kubernetesVersion).toBe('1.37.1')
		const old = await prepare('hostname: k8s-master01', { facts: await centos7() })
		expect(old.answers.kubernetesVersion).toBe('1.31.14')
		expect(old.answers.mirror).toEqual({ name: 'aliyun' })
		expect(old.origins.kubernetesVersion.why.map(why => why.key)).toEqual([
			'answers.why.newestAllowed',
			'answers.ceiling.kernel',
			'answers.ceiling.containerd',
		])
	})

	it('let ordinary pods run where a bridge makes a cluster of one host', async () => {
		expect((await prepare('cni: bridge')).answers.schedulable).toBe(true)
		expect((await prepare('cni: bridge\nschedulable: false')).answers.schedulable).toBe(false)
	})

	it('take the proxy of the environment', async () => {
		const environment = { https_proxy: 'http://10.0.0.9:3128', NO_PROXY: 'example.org, .lan' }
		const { answers, origins } = await prepare('role: init', { environment })
		expect(answers.proxy).toMatchObject({ https: 'http://10.0.0.9:3128', noProxy: ['example.org', '.lan'] })
		expect(origins.proxy.from).toBe('environment')
	})

	it('come from the record of the last run before anything else', async () => {
		const first = await prepare(`${custom}\nkubernetesVersion: 1.20.2\ncni: bridge\nhostname: first`, {
			recording: key,
		})
		const host = recordedHost({ files: key.files, outputs: {} })
		const read = readAnswers('mirror: custom\nhostname: second', 'a.yaml')
		const { answers, origins } = await prepareAnswers({ host, facts: await rocky9(), read, record: first.answers })
		expect(answers).toEqual({ ...first.answers, hostname: 'second' })
		expect(origins.kubernetesVersion.from).toBe('record')
	})

	it('fit calico to the kernel', async () => {
		const version = async (facts: Facts) => {
			const { answers } = await prepare('hostname: a\ncni: calico\nkubernetesVersion: 1.31.0', { facts })
			return 'version' in answers.cni ? answers.cni.version : undefined
		}
		expect(await version(await centos7())).toBe('3.25.2')
		expect(await version(await rocky9())).toBe('3.29.7')
	})
})

describe('bad answers (exit 2)', () => {
	it.each([
		[
			'hostname: my_host',
			'a.yaml:1:11: The hostname my_host does not follow RFC 1123: lower-case letters, digits and "-", at most 63, no "_", no "-" at either end. my-host would do.',
		],
		[
			'hostname: "a;reboot"',
			'a.yaml:1:11: The hostname a;reboot does not follow RFC 1123: lower-case letters, digits and "-", at most 63, no "_", no "-" at either end. a-reboot would do.',
		],
		[
			'hostname: Master01',
			'a.yaml:1:11: The hostname Master01 does not follow RFC 1123: lower-case letters, digits and "-", at most 63, no "_", no "-" at either end. master01 would do.',
		],
		[
			'hostname: localhost.localdomain',
			'a.yaml:1:11: localhost.localdomain names every host. Give this one a name of its own: hostname: node-1',
		],
		[
			'podSubnet: 192.168.0.0/16',
			"a.yaml:1:12: podSubnet 192.168.0.0/16 overlaps this host's own network 192.168.43.105/24 (ens33). 10.244.0.0/16 is free.",
		],
		[
			'podSubnet: 10.8.0.0/15',
			'a.yaml:1:12: podSubnet 10.8.0.0/15 overlaps the network 10.8.0.0/16, to which this host has a route. 10.244.0.0/15 is free.',
		],
		[
			'podSubnet: 114.114.0.0/16',
			'a.yaml:1:12: podSubnet 114.114.0.0/16 holds the nameserver 114.114.114.114 of this host. 10.244.0.0/16 is free.',
		],
		[
			'podSubnet: 10.100.0.0/16',
			'a.yaml:1:12: podSubnet 10.100.0.0/16 overlaps serviceSubnet 10.96.0.0/12. 10.244.0.0/16 is free.',
		],
		[
			'podSubnet: 127.1.0.0/16',
			'a.yaml:1:12: podSubnet 127.1.0.0/16 lies in 127.0.0.0/8, which is reserved. 10.244.0.0/16 is free.',
		],
		[
			'podSubnet: 10.244.1.7/16',
			'a.yaml:1:12: podSubnet: 10.244.1.7/16 is an address within a subnet; the subnet is 10.244.0.0/16.',
		],
		['podSubnet: 10.244.0.0', 'a.yaml:1:12: podSubnet: 10.244.0.0 is not a subnet, as in 10.244.0.0/16.'],
		['podSubnet: 10.244.0.0/33', 'a.yaml:1:12: podSubnet: 10.244.0.0/33 is not a subnet, as in 10.244.0.0/16.'],
		[
			'podSubnet: 10.244.0.0/26',
			'a.yaml:1:12: podSubnet 10.244.0.0/26: each node takes a /24 of it, so its prefix is from /8 to /24.',
		],
		['serviceSubnet: 10.96.0.0/30', 'a.yaml:1:16: serviceSubnet 10.96.0.0/30: its prefix is from /12 to /28.'],
		[
			'podSubnet: [10.244.0.0/16, 10.245.0.0/16]',
			'a.yaml:1:12: podSubnet and serviceSubnet need the same families in the same order, at most one IPv4 and one IPv6 each.',
		],
		[
			'kubernetesVersion: 1.28.99',
			'a.yaml:1:20: Kubernetes 1.28.99 is not known to this program. Near to it: 1.28.15.',
		],
		[
			'kubernetesVersion: 1.20.2',
			'a.yaml:1:20: Kubernetes 1.20.2 is not on the mirror upstream, which begins with 1.24. Older ones come from a custom mirror only.',
		],
		[
			'mirror: aliyun\nkubernetesVersion: 1.37.1',
			'a.yaml:2:20: Kubernetes 1.37.1 was not seen on the mirror aliyun, which goes up to 1.36.',
		],
		[
			'mirror: custom',
			'a.yaml:1:9: A custom mirror has to be written out: mirror: { kubernetes: URL, containerd: URL, registry: HOST:PORT, keys: […] }',
		],
		[
			'nodeAddress: 10.1.2.3',
			'a.yaml:1:14: nodeAddress 10.1.2.3 is not an address of this host. It has: 192.168.43.105.',
		],
		[
			'nodeAddress: 127.0.0.1',
			'a.yaml:1:14: nodeAddress 127.0.0.1 is not an address of this host. It has: 192.168.43.105.',
		],
		[
			'timezone: Asia/Shangai',
			'a.yaml:1:11: There is no timezone Asia/Shangai. Names are as in Asia/Shanghai; timedatectl list-timezones shows them.',
		],
		[
			'timezone: ../../etc/passwd',
			'a.yaml:1:11: There is no timezone ../../etc/passwd. Names are as in Asia/Shanghai; timedatectl list-timezones shows them.',
		],
		['ask: [reboot, hostnam]', 'a.yaml:1:15: ask: there is no answer hostnam. Did you mean hostname?'],
		[
			'proxyMode: nftables\nkubernetesVersion: 1.30.1',
			'a.yaml:1:12: proxyMode nftables is there from Kubernetes 1.33 on, not in 1.30.1.',
		],
		['cni: { name: cilium }', 'a.yaml:1:6: cni cilium needs a manifest: { name: cilium, version, manifest, sha256 }.'],
		[
			'cni: { name: flannel, version: 0.1.0 }',
			'a.yaml:1:6: This version of flannel is not pinned here (known: 0.28.9). Name its manifest and sha256.',
		],
		[
			'cni: { name: flannel, version: 0.1.0, manifest: http://a/f.yml }',
			'a.yaml:1:6: cni.sha256 is missing: the manifest http://a/f.yml is taken only when its SHA-256 is named.',
		],
		[
			'role: join-worker\nkubernetesVersion: 1.31.0',
			'a.yaml:1:1: role join-worker needs join: { endpoint, token, caCertHash }. A control plane of the cluster writes it: k8s-wizard join-command',
		],
	])('%s', async (text, line) => {
		const told = await refused(text)
		// A line that has no key of its own to stand at has no place.
		expect(told.lines.map(each => each.replace(/^role/, 'a.yaml:1:1: role'))).toEqual([line])
		expect(told.exitCode).toBe(2)
	})

	it('are told all at once, with host and answers alike', async () => {
		const told = await refused('hostname: a_b\npodSubnet: 192.168.0.0/16\nkubernetesVersion: 1.99.0\ntimezone: X')
		expect(told.lines.map(line => line.slice(0, 10))).toEqual(['a.yaml:1:1', 'a.yaml:2:1', 'a.yaml:3:2', 'a.yaml:4:1'])
	})

	it('need the version said for a custom mirror, whose content cannot be guessed', async () => {
		const { lines } = await refused(custom, { recording: key })
		expect(lines).toEqual([
			'With a custom mirror kubernetesVersion has to be said: what the mirror holds cannot be guessed.',
		])
	})

	it('let a custom mirror go unsigned only by name', async () => {
		const unsigned =
			'mirror: { kubernetes: http://a/k, containerd: http://a/c, registry: a:5000 }\nkubernetesVersion: 1.20.2'
		expect((await refused(unsigned)).lines).toEqual([
			'a.yaml:1:9: mirror.keys is missing: kubernetes, containerd would come without a signature. Name the key and its fingerprint, or say unsigned: [kubernetes, containerd].',
		])
		const named = unsigned.replace('a:5000 }', 'a:5000, unsigned: [kubernetes, containerd] }')
		expect((await prepare(named)).answers.mirror).toMatchObject({ unsigned: ['kubernetes', 'containerd'] })
	})

	it('suggest a subnet that would be taken', async () => {
		const facts = { ...(await rocky9()), routes: ['10.244.0.0/14', '10.248.0.0/16'] }
		const { lines } = await refused('podSubnet: 10.244.0.0/16', { facts })
		const suggestion = /(\S+) is free\.$/.exec(lines[0] ?? '')?.[1]
		expect(suggestion).toBe('10.249.0.0/16')
		await expect(prepare(`podSubnet: ${suggestion}`, { facts })).resolves.toBeDefined()
	})

	it('do not hold the routes of a running cluster against its own subnets', async () => {
		const facts = await debian12()
		const inCluster = { ...facts, routes: [...facts.routes, '10.244.1.0/24'] }
		await expect(prepare('cni: bridge\nkubernetesVersion: 1.25.0', { facts: inCluster })).resolves.toBeDefined()
	})

	it('are refused from the host, too, when the host has a bad name', async () => {
		const { lines } = await refused('kubernetesVersion: 1.24.0', { facts: await centos7() })
		expect(lines).toEqual([expect.stringContaining('k8s-master01 would do.')])
	})
})

describe('answers that this host cannot take (exit 3)', () => {
	it('name the kernel and containerd that end the range, and the newest version', async () => {
		const told = await refused('hostname: a\nkubernetesVersion: 1.32.0', { facts: await centos7() })
		expect(told).toEqual({
			exitCode: 3,
			lines: [
				'a.yaml:2:20: Kubernetes 1.32.0 needs a kernel of 4.19 or later; this one is 3.10.0-957.el7.x86_64.',
				'a.yaml:2:20: Kubernetes 1.32.0 needs containerd 1.6.36+, 1.7.24+, 2.0.1+, 2.1.0+; this host has, or gets, 1.6.33.',
				'a.yaml:2:20: The newest Kubernetes for this host is 1.31.14.',
			],
		})
	})

	it('name cgroup v1', async () => {
		const facts = { ...(await rocky9()), cgroup: 1 as const }
		const told = await refused('kubernetesVersion: 1.35.0', { facts })
		expect(told.lines[0]).toBe('a.yaml:1:20: Kubernetes 1.35.0 needs cgroup v2 (from 1.35 on); this host has v1.')
		expect(told.lines[1]).toContain('1.34.10')
		expect(told.exitCode).toBe(3)
	})

	it('name a containerd that is too new for an old kubelet', async () => {
		const facts: Facts = {
			...(await rocky9()),
			containerd: { looked: true, value: { version: '2.0.4', running: true, package: 'containerd.io' } },
		}
		const told = await refused(`${custom}\nkubernetesVersion: 1.20.2`, { facts, recording: key })
		expect(told.lines[0]).toContain('Kubernetes 1.20.2 needs a containerd before 2.0.0; this host has 2.0.4.')
		expect(told.exitCode).toBe(3)
	})

	it('name what is missing of CPUs and memory', async () => {
		const facts = { ...(await rocky9()), cpus: 1, memoryBytes: 1024 * 1024 * 1024 }
		expect(await refused('role: init', { facts })).toEqual({
			exitCode: 3,
			lines: [
				'A control plane needs 2 CPUs; this host has 1.',
				'A control plane needs 1700 MiB of memory; this host has 1024 MiB.',
			],
		})
	})

	it('name the modules that a container cannot load', async () => {
		const told = await refused('proxyMode: ipvs\nkubernetesVersion: 1.25.0', { facts: await debian12() })
		expect(told.lines).toEqual([
			'a.yaml:1:12: proxyMode ipvs needs the kernel modules ip_vs, ip_vs_rr, ip_vs_wrr, ip_vs_sh, which this kernel does not have.',
		])
		expect(told.exitCode).toBe(3)
		const kernel = await refused('kernel: lt\nkubernetesVersion: 1.25.0', { facts: await debian12() })
		expect(kernel.lines).toEqual([expect.stringContaining('This host is a container (systemd-nspawn)')])
	})

	it('come after bad answers: those have to be mended first', async () => {
		const facts = { ...(await rocky9()), cpus: 1 }
		expect((await refused('hostname: a_b', { facts })).exitCode).toBe(2)
	})
})

describe('files that the answers name', () => {
	const withAuth = custom.replace('keys:', 'authFile: /root/my auth\n  keys:')
	const text = `${withAuth}\nkubernetesVersion: 1.20.2`

	it('are refused when others can read a secret in them, with the command that mends it', async () => {
		const files = { ...key.files, '/root/my auth': 'u:p' }
		const { lines, exitCode } = await refused(text, { recording: { files } })
		expect(lines).toEqual([
			"a.yaml:5:13: mirror.authFile: others can read /root/my auth, which holds a secret. Mend it with: chmod 600 '/root/my auth'",
		])
		expect(exitCode).toBe(2)
		const modes = { '/root/my auth': 0o600 }
		await expect(prepare(text, { recording: { files, modes } })).resolves.toBeDefined()
	})

	it('have to be there', async () => {
		expect((await refused(text, { recording: { files: {} } })).lines).toEqual([
			'a.yaml:5:13: mirror.authFile: there is no file /root/my auth.',
			'a.yaml:6:18: mirror.keys.0.file: there is no file /root/key.asc.',
		])
	})

	it('count the answers file itself once it holds a password', async () => {
		const withPassword = 'proxy: { http: "http://ada:hunter2@10.0.0.9:3128" }'
		const files = { '/root/a.yaml': withPassword }
		const { lines } = await refused(withPassword, { recording: { files } })
		expect(lines).toEqual([
			'a.yaml:1:8: proxy: others can read /root/a.yaml, which holds a secret. Mend it with: chmod 600 /root/a.yaml',
		])
		const modes = { '/root/a.yaml': 0o600 }
		await expect(prepare(withPassword, { recording: { files, modes } })).resolves.toBeDefined()
	})

	it('hold the zones that the host knows', async () => {
		const files = { '/usr/share/zoneinfo/Asia/Shanghai': '' }
		await expect(prepare('timezone: Asia/Shanghai', { recording: { files } })).resolves.toBeDefined()
		expect((await refused('timezone: asia/shanghai', { recording: { files } })).lines).toHaveLength(1)
	})
})
