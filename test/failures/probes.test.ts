import { describe, expect, test } from 'vitest'
import { kindOf } from '../../source/changes/index.ts'
import { diagnose } from '../../source/failures/diagnose.ts'
import type { Finding } from '../../source/failures/failure.ts'
import { knownFailures } from '../../source/failures/index.ts'
import { say } from '../../source/locales/message.ts'
import { evidenceOf, fixturesOf } from './fixtures.ts'
import { find, healthy, hostOf, knownOf, type State } from './hosts.ts'

/** Words of what a fix would do. */
function changesOf(finding: Finding): string[] {
	if (finding.state !== 'confirmed' || !finding.fix || finding.fix.risk === 'manual') return []
	return finding.fix.changes.map(change => say(kindOf(change).describe(change), 'en'))
}

const config = healthy.files['/etc/containerd/config.toml'] ?? ''
const without = (text: string, by: string): string => config.replace(text, by)
const admin = { '/etc/kubernetes/admin.conf': 'x', '/etc/kubernetes/kubelet.conf': 'x' }
const api = 'kubectl --kubeconfig=/etc/kubernetes/admin.conf --cache-dir=/run/k8s-wizard/kubectl --request-timeout=10s'
const mapOf = (name: string): string => `${api} -n kube-system get configmap ${name} --ignore-not-found -o json`

const sick: readonly (readonly [id: string, state: State, changes: readonly string[]])[] = [
	[
		'preflight-bridge-nf-call-iptables',
		{ files: { '/proc/sys/net/bridge/bridge-nf-call-iptables': '' } },
		[
			'file /etc/modules-load.d/k8s-wizard-br_netfilter.conf',
			'kernel module br_netfilter loaded',
			'file /etc/sysctl.d/99-k8s-wizard-bridge-nf-call-iptables.conf',
			'sysctl net.bridge.bridge-nf-call-iptables = 1',
		],
	],
	[
		'preflight-ip-forward',
		{
			files: {
				'/proc/sys/net/ipv4/ip_forward': '0\n',
				'/etc/sysctl.d/60-hardening.conf': 'kernel.sysrq = 0\nnet.ipv4.ip_forward=0\n',
			},
		},
		[
			'1 line commented out in /etc/sysctl.d/60-hardening.conf',
			'file /etc/sysctl.d/99-k8s-wizard-ip_forward.conf',
			'sysctl net.ipv4.ip_forward = 1',
		],
	],
	[
		'kernel-inotify-limits',
		{ files: { '/proc/sys/fs/inotify/max_user_instances': '128\n' } },
		['file /etc/sysctl.d/99-k8s-wizard-max_user_instances.conf', 'sysctl fs.inotify.max_user_instances = 8192'],
	],
	[
		'kubelet-swap-on',
		{
			files: { '/proc/swaps': 'Filename Type Size Used Priority\n/dev/vda2 partition 2097148 0 -2\n' },
			facts: {
				swap: {
					looked: true,
					value: { active: ['/dev/vda2'], fstab: ['/dev/vda2 none swap sw 0 0'], units: [], zram: false },
				},
			},
		},
		['swap off', '1 line commented out in /etc/fstab'],
	],
	[
		'containerd-cri-disabled',
		{
			files: { '/etc/containerd/config.toml': 'disabled_plugins = ["cri"]\n' },
			outputs: { 'containerd config dump': 'disabled_plugins = ["cri"]\nversion = 2\n' },
		},
		['file /etc/containerd/config.toml', 'service containerd.service: running'],
	],
	[
		'preflight-cri-not-running',
		{
			outputs: {
				'systemctl show -p LoadState': 'LoadState=loaded\nActiveState=inactive\n',
				'systemctl show -p LoadState -p ActiveState -p UnitFileState containerd.service':
					'LoadState=loaded\nActiveState=failed\nUnitFileState=disabled\n',
			},
		},
		['service containerd.service: not masked, enabled, running'],
	],
	[
		'containerd-sandbox-image-unreachable',
		{ outputs: { 'containerd config dump': without('mirror/pause:3.2', 'registry.k8s.io/pause:3.6') } },
		['file /etc/containerd/config.toml', 'service containerd.service: running'],
	],
	[
		'containerd-systemdcgroup-false',
		{ outputs: { 'containerd config dump': without('SystemdCgroup = true', 'SystemdCgroup = false') } },
		['file /etc/containerd/config.toml', 'service containerd.service: running'],
	],
	[
		'containerd-cgroupspath-format',
		{ files: { '/var/lib/kubelet/config.yaml': 'cgroupDriver: cgroupfs\n' } },
		['file /var/lib/kubelet/config.yaml', 'service kubelet.service: running'],
	],
	[
		'preflight-port-6443-in-use',
		{
			files: { '/proc/812/cgroup': '12:pids:/system.slice/nginx.service\n0::/system.slice/nginx.service\n' },
			outputs: { 'ss -ltnp': 'LISTEN 0 511 0.0.0.0:6443 0.0.0.0:* users:(("nginx",pid=812,fd=6))\n' },
		},
		['service nginx.service: disabled, stopped'],
	],
	[
		'preflight-manifests-exist',
		{ files: { '/etc/kubernetes/manifests/etcd.yaml': 'x', '/var/lib/etcd/member/snap': 'x' } },
		[
			'service kubelet.service: stopped',
			'/etc/kubernetes moved aside to /etc/kubernetes.before-k8s-wizard',
			'/var/lib/etcd moved aside to /var/lib/etcd.before-k8s-wizard',
		],
	],
	[
		'preflight-dir-var-lib-etcd-not-empty',
		{ files: { '/var/lib/etcd/member/snap': 'x', '/var/lib/etcd.before-k8s-wizard/old': 'x' } },
		['service kubelet.service: stopped', '/var/lib/etcd moved aside to /var/lib/etcd.before-k8s-wizard-2'],
	],
	[
		'preflight-join-kubelet-conf-exists',
		{ files: { '/etc/kubernetes/kubelet.conf': 'x' } },
		['service kubelet.service: stopped', '/etc/kubernetes moved aside to /etc/kubernetes.before-k8s-wizard'],
	],
	['init-node-name-rfc1123', { files: { '/proc/sys/kernel/hostname': 'K8S_Master\n' } }, ['hostname k8s-master']],
	['preflight-hostname-unreachable', { outputs: { 'getent hosts node-1': 2 } }, ['block "node name" in /etc/hosts']],
	['repo-apt-lock-held', { files: { '/proc/locks': '1: POSIX  ADVISORY  WRITE 71 08:01:999 0 EOF\n' } }, []],
	['repo-yum-lock-held', { files: { '/var/run/yum.pid': '1822\n', '/proc/1822/comm': 'packagekitd\n' } }, []],
	[
		'repo-google-apt-gone',
		{ files: { '/etc/apt/sources.list.d/kubernetes.list': 'deb https://apt.kubernetes.io/ kubernetes-xenial main\n' } },
		['1 line commented out in /etc/apt/sources.list.d/kubernetes.list'],
	],
	[
		'repo-google-yum-gone',
		{
			files: {
				'/etc/yum.repos.d/kubernetes.repo':
					'[kubernetes]\nbaseurl=https://packages.cloud.google.com/yum/repos/kubernetes-el7-x86_64\n',
			},
		},
		['remove /etc/yum.repos.d/kubernetes.repo'],
	],
	[
		'repo-centos7-mirrorlist-gone',
		{
			files: { '/etc/yum.repos.d/CentOS-Base.repo': '[base]\nmirrorlist=http://mirrorlist.centos.org/?release=7\n' },
			facts: {
				os: {
					id: 'centos',
					versionId: '7',
					name: 'CentOS Linux 7',
					like: [],
					resembles: undefined,
					family: 'rpm',
					repositoryRelease: '7',
					packageManager: 'yum',
				},
			},
			known: {
				planned: step =>
					step === 'os-repositories' ? [{ kind: 'absent', path: '/etc/yum.repos.d/CentOS-Base.repo' }] : [],
			},
		},
		['remove /etc/yum.repos.d/CentOS-Base.repo'],
	],
	[
		'repo-apt-nopubkey',
		{
			files: { '/etc/apt/keyrings/k8s.asc': 'another key' },
			known: {
				planned: step =>
					step === 'kubernetes-repository'
						? [{ kind: 'file', path: '/etc/apt/keyrings/k8s.asc', content: 'the key', mode: 0o644 }]
						: [],
			},
		},
		['file /etc/apt/keyrings/k8s.asc'],
	],
	[
		'cni-not-initialized',
		{
			files: { ...admin, '/etc/cni/net.d/10-flannel.conflist': '' },
			known: {
				planned: () => [{ kind: 'file', path: '/etc/cni/net.d/10-k8s-wizard.conflist', content: '{}', mode: 0o644 }],
			},
		},
		['file /etc/cni/net.d/10-k8s-wizard.conflist'],
	],
	[
		'cni-cni0-different-ip',
		{
			files: { '/run/flannel/subnet.env': 'FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.0.1/24\n' },
			outputs: { 'ip -o -4 addr show dev cni0': '7: cni0    inet 10.99.0.1/24 brd 10.99.0.255 scope global cni0\n' },
		},
		['network link cni0 removed'],
	],
	[
		'network-kube-proxy-conntrack',
		{
			files: admin,
			facts: { mayWriteConntrack: false },
			outputs: {
				[mapOf('kube-proxy')]: JSON.stringify({ data: { 'config.conf': 'conntrack:\n  maxPerCore: null\n' } }),
			},
		},
		['config.conf in ConfigMap kube-system/kube-proxy'],
	],
	[
		'dns-coredns-loop',
		{
			files: { ...admin, '/etc/resolv.conf': 'nameserver 127.0.0.53\n' },
			outputs: {
				[mapOf('coredns')]: JSON.stringify({
					data: { Corefile: '.:53 {\n    forward . /etc/resolv.conf {\n    }\n}\n' },
				}),
			},
		},
		['Corefile in ConfigMap kube-system/coredns'],
	],
	[
		'kubelet-resolv-conf-missing',
		{
			files: {
				'/var/lib/kubelet/config.yaml': 'cgroupDriver: systemd\nresolvConf: /run/systemd/resolve/resolv.conf\n',
			},
		},
		['file /var/lib/kubelet/config.yaml', 'service kubelet.service: running'],
	],
]

describe('looking at a host', () => {
	test.each(sick)('%s is confirmed, with its fix', async (id, state, changes) => {
		const finding = await find(id, state)
		expect(finding.state).toBe('confirmed')
		expect(changesOf(finding)).toEqual(changes)
		expect((await find(id)).state).not.toBe('confirmed')
	})

	test('every failure that can be looked at is looked at here', () => {
		const shown = new Set(sick.map(([id]) => id))
		const alike = /^(?:preflight-port-|repo-pkgs-k8s-io-expired-key|repo-yum-repomd|repo-rpm-gpg|repo-centos8)/
		expect(knownFailures.filter(({ id, probe }) => probe && !shown.has(id) && !alike.test(id))).toEqual([])
	})

	test('the state alone names it first, and the healthy host names nothing', async () => {
		const none = await diagnose(knownFailures, evidenceOf(''), hostOf(), knownOf())
		expect(none.diagnoses.map(({ failure }) => failure.id)).toEqual([])
		for (const [id, state] of sick) {
			if (knownFailures.find(failure => failure.id === id)?.alone === undefined) continue
			const { diagnoses } = await diagnose(knownFailures, evidenceOf(''), hostOf(state), knownOf(state))
			expect(diagnoses[0]?.failure.id).toBe(id)
		}
	})

	test('a line and the state together are certain', async () => {
		for (const { id, text } of fixturesOf('fixtures')) {
			const [, state] = sick.find(([one]) => one === id) ?? []
			if (!state) continue
			const { diagnoses } = await diagnose(knownFailures, evidenceOf(text), hostOf(state), knownOf(state))
			expect(diagnoses[0]).toMatchObject({ failure: { id }, confidence: 'certain', confirmed: true })
		}
	})
})

describe('promise 10', () => {
	test('what a pod or a host log says gets no fix where the host does not confirm it', async () => {
		for (const trust of ['pods', 'host'] as const) {
			const text = fixturesOf('fixtures')
				.map(fixture => fixture.text)
				.join('\n')
			const { diagnoses } = await diagnose(knownFailures, evidenceOf(text, trust), hostOf(), knownOf())
			expect(diagnoses.filter(({ fix }) => fix.risk !== 'manual')).toEqual([])
			if (trust === 'pods') expect(diagnoses.filter(({ confidence }) => confidence !== 'possible')).toEqual([])
		}
	})

	test("in a container host modules and swap are the machine owner's business", async () => {
		for (const id of ['preflight-bridge-nf-call-iptables', 'kubelet-swap-on']) {
			const [, state] = sick.find(([one]) => one === id) ?? []
			const finding = await find(id, { ...state, facts: { ...state?.facts, container: 'systemd-nspawn' } })
			expect(finding).toMatchObject({ state: 'confirmed', fix: { risk: 'manual' } })
		}
	})

	test('a service that the host is reached by is never stopped for its port', async () => {
		const state = {
			files: { '/proc/9/cgroup': '0::/system.slice/ssh.service\n' },
			outputs: { 'ss -ltnp': 'LISTEN 0 511 0.0.0.0:10250 0.0.0.0:* users:(("sshd",pid=9,fd=6))\n' },
		}
		expect(await find('preflight-port-10250-in-use', state)).toMatchObject({ fix: { risk: 'manual' } })
	})

	test('a cluster that lives is no remains', async () => {
		const state: State = { files: { '/etc/kubernetes/manifests/etcd.yaml': 'x' } }
		const cluster = { ...knownOf().facts.cluster, apiAnswers: true }
		expect(await find('preflight-manifests-exist', { ...state, facts: { cluster } })).toEqual({ state: 'refuted' })
	})
})
