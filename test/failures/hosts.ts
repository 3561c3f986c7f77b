import type { Finding, Known, KnownFailure } from '../../source/failures/failure.ts'
import { knownFailures } from '../../source/failures/index.ts'
import { readOnce } from '../../source/failures/read-host.ts'
import type { Facts } from '../../source/host/facts.ts'
import { composedHost } from './composed-host.ts'

export interface State {
	files?: Readonly<Record<string, string>>
	folders?: readonly string[]
	outputs?: Readonly<Record<string, string | number>>
	facts?: Partial<Facts>
	known?: Partial<Known>
}

const facts = {
	os: { id: 'debian', versionId: '12', family: 'deb' },
	container: undefined,
	mayWriteConntrack: true,
	addresses: [{ interface: 'eth0', address: '10.0.0.5', prefix: 24, family: 4 }],
	defaultAddress: { interface: 'eth0', address: '10.0.0.5', prefix: 24, family: 4 },
	nameservers: ['127.0.0.53', '10.0.0.2'],
	swap: { looked: true, value: { active: [], fstab: [], units: [], zram: false } },
	containerd: { looked: true, value: { version: '1.6.20', running: true, package: 'containerd.io' } },
	cluster: { kubeadm: '1.20.2', kubelet: '1.20.2', kubectl: '1.20.2', remains: [], apiAnswers: false, role: 'none' },
	ports: { looked: true, value: [] },
} as unknown as Facts

const dump = `disabled_plugins = []
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "mirror/pause:3.2"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
    SystemdCgroup = true
`

/** A host on which nothing is wrong. */
export const healthy: Required<Pick<State, 'files' | 'folders' | 'outputs'>> = {
	files: {
		'/proc/sys/net/bridge/bridge-nf-call-iptables': '1\n',
		'/proc/sys/net/ipv4/ip_forward': '1\n',
		'/proc/swaps': 'Filename\tType\tSize\tUsed\tPriority\n',
		'/proc/sys/kernel/hostname': 'node-1\n',
		'/proc/locks': '1: POSIX  ADVISORY  WRITE 71 00:19:412 0 EOF\n',
		'/etc/containerd/config.toml': dump,
		'/var/lib/kubelet/config.yaml': 'cgroupDriver: systemd\nresolvConf: /etc/resolv.conf\n',
		'/etc/resolv.conf': 'nameserver 10.0.0.2\n',
		'/etc/cni/net.d/10-flannel.conflist': '{}',
		'/var/lib/dpkg/lock-frontend': '',
	},
	folders: [],
	outputs: {
		'containerd config dump': dump,
		'systemctl show -p LoadState -p ActiveState -p UnitFileState containerd.service':
			'LoadState=loaded\nActiveState=active\nUnitFileState=enabled\n',
		'ctr --namespace=k8s.io images ls -q': 'mirror/pause:3.2\n',
		'ss -ltnp': 'State Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n',
		'getent hosts node-1': '10.0.0.5 node-1\n',
		'stat -c %i': '999\n',
		'ip -o -4 addr show dev cni0': 1,
	},
}

/** What a known failure's probe says of a host that is healthy but for this state; '' as a content takes a file away. */
export function find(id: string, state: State = {}): Promise<Finding> {
	const failure = knownFailures.find(one => one.id === id)
	if (!failure?.probe) throw new Error(`${id} has no probe`)
	return failure.probe(contextOf(state))
}

export function hostOf({ files = {}, folders = [], outputs = {} }: State = {}) {
	const merged = Object.entries({ ...healthy.files, ...files }).filter(
		([path, text]) => text !== '' || !(path in files),
	)
	return composedHost({
		now: '2026-11-24T08:00:00Z',
		files: Object.fromEntries(merged),
		folders,
		links: {},
		absent: [],
		outputs: { ...healthy.outputs, ...outputs },
	})
}

export function knownOf(state: State = {}): Known {
	return {
		facts: { ...facts, ...state.facts },
		answers: undefined,
		pauseImage: 'mirror/pause:3.2',
		planned: () => [],
		isAhead: () => false,
		...state.known,
	}
}

function contextOf(state: State): Parameters<NonNullable<KnownFailure['probe']>>[0] {
	return { ...knownOf(state), host: readOnce(hostOf(state)) }
}
