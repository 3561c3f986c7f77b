import { readFileSync, writeFileSync } from 'node:fs'
import { diagnoseLog } from '../../source/failures/diagnose.ts'
import { knownFailures } from '../../source/failures/index.ts'
import { type Bed, openBed } from '../bed/bed.ts'
import { clusterFaults } from '../bed/faults/cluster.ts'
import { type Fault, fault, outputOf } from '../bed/faults/fault.ts'
import { hostFaults } from '../bed/faults/host.ts'
import { rpmFaults, rpmHostFaults } from '../bed/faults/rpm.ts'
import { saidFaults } from '../bed/faults/said.ts'
import type { Host } from '../bed/hosts/host.ts'
import { prepareByHand } from '../e2e/by-hand.ts'
import { failingHost } from '../e2e/failing-host.ts'
import { evidenceOf } from './fixtures.ts'

/**
 * `npm run capture [ID…]`: breaks hosts of the bed and writes what the tools say into fixtures/, whole and with its noise.
 * What it writes is looked at before it is committed; outputs that do not name their failure are told, and not written.
 */

const config = '/etc/k8s-wizard/kubeadm.yaml'
const preflight = `kubeadm init phase preflight --config ${config}`
const kubectl = 'kubectl --kubeconfig /etc/kubernetes/admin.conf'
const controlPlane = '10.77.0.60'

/** What an operator looks at; asked again until it names the failure, since some tools take a while to notice. */
type Commands = Readonly<Record<string, string>>

const onPrepared: Commands = {
	'preflight-bridge-nf-call-iptables.zero': preflight,
	'preflight-ip-forward': preflight,
	'containerd-cri-disabled': preflight,
	'preflight-cri-not-running': preflight,
	...Object.fromEntries(
		[6443, 10250, 10259, 10257, 2379, 2380].map(port => [`preflight-port-${port}-in-use`, preflight]),
	),
	'init-node-name-rfc1123':
		'kubeadm init --dry-run --kubernetes-version 1.20.2 --cri-socket unix:///run/containerd/containerd.sock',
	'preflight-hostname-unreachable': `sed 's/^  name: .*/  name: nobody-knows-me/' ${config} > /run/kubeadm.yaml; kubeadm init phase preflight --config /run/kubeadm.yaml`,
	'preflight-manifests-exist': preflight,
	'repo-google-apt-gone': 'apt-get update',
}

const manifests = fault(
	'preflight-manifests-exist',
	'manifests of an earlier cluster',
	'mkdir -p /etc/kubernetes/manifests /var/lib/etcd/member; touch /etc/kubernetes/manifests/{etcd,kube-apiserver,kube-controller-manager,kube-scheduler}.yaml /var/lib/etcd/member/db',
	'rm -rf /etc/kubernetes/manifests/*.yaml /var/lib/etcd/member',
)

/** Since the fault was made; the last lines are the ones that people paste. */
const journal = 'journalctl --no-pager --since "@$(cat /run/fault.since)" -u kubelet -u containerd | tail -n 250'

const onCluster: Commands = {
	'containerd-sandbox-image-unreachable': journal,
	'containerd-systemdcgroup-false': journal,
	'containerd-cgroupspath-format': journal,
	'kubelet-resolv-conf-missing': journal,
	'dns-coredns-loop': `${kubectl} -n kube-system logs -l k8s-app=kube-dns --tail=-1`,
	'cni-cni0-different-ip': journal,
	'cni-not-initialized': journal,
	'network-kube-proxy-conntrack': `${kubectl} -n kube-system logs -l k8s-app=kube-proxy --tail=-1`,
	'preflight-join-kubelet-conf-exists': `kubeadm join ${controlPlane}:6443 --token abcdef.0123456789abcdef --discovery-token-unsafe-skip-ca-verification`,
	'preflight-manifests-exist.running': preflight,
	'kernel-inotify-limits': journal,
}

const newPods = `${kubectl} -n kube-system delete pod -l k8s-app=kube-dns --wait=false > /dev/null`
const sandboxImage = fault(
	'containerd-sandbox-image-unreachable',
	'the sandbox image is one that no registry has',
	`cp -a /etc/containerd/config.toml /root/config.toml; sed -i 's|sandbox_image = .*|sandbox_image = "registry.k8s.io/pause:9.9"|' /etc/containerd/config.toml; systemctl restart containerd; ${newPods}`,
	'cp -a /root/config.toml /etc/containerd/config.toml; systemctl restart containerd',
)
const none = (id: string): Fault => fault(id, 'nothing', 'true', 'true')

/** The limit is the whole kernel's, so it is this machine that sets it. */
const limit = '/proc/sys/fs/inotify/max_user_instances'
const instances = readFileSync(limit, 'utf8')
const inotify: Fault = {
	id: 'kernel-inotify-limits',
	what: 'no inotify instance is left',
	make: host => {
		writeFileSync(limit, '1')
		return host.must('systemctl restart kubelet')
	},
	undo: host => {
		writeFileSync(limit, instances)
		return host.must('systemctl restart kubelet')
	},
}

interface Join {
	endpoint?: string
	token?: string
	caHash?: string
	name?: string
	controlPlane?: true
}

/** A join that gives up soon, as it would after five minutes. */
function joinCommand(valid: { token: string; caHash: string }, change: Join): string {
	const { endpoint = `${controlPlane}:6443`, token = valid.token, caHash = valid.caHash, name = 'joiner' } = change
	const file = `apiVersion: kubeadm.k8s.io/v1beta2
kind: JoinConfiguration
nodeRegistration: {name: ${name}, criSocket: "unix:///run/containerd/containerd.sock"}
discovery:
  timeout: 15s
  tlsBootstrapToken: ${token}
  bootstrapToken: {apiServerEndpoint: "${endpoint}", token: ${token}, caCertHashes: ["${caHash}"]}
${change.controlPlane ? `controlPlane: {certificateKey: "${'ab'.repeat(32)}"}` : ''}`
	return `cat > /run/join.yaml <<'END'\n${file}\nEND\nkubeadm join --config /run/join.yaml`
}

async function main(wanted: ReadonlySet<string>): Promise<void> {
	const bed = await openBed()
	try {
		await onHost(bed, 'prepared', [...hostFaults, manifests], onPrepared, wanted)
		await capture(
			bed,
			'prepared',
			saidFaults.filter(({ id }) => isWanted(id, wanted)),
			async (host, { said }) => said?.(host) ?? '',
		)
		const faults = [
			sandboxImage,
			...clusterFaults,
			none('preflight-join-kubelet-conf-exists'),
			none('preflight-manifests-exist'),
			inotify,
		]
		await onHost(bed, 'cluster', faults, onCluster, wanted)
		await joins(bed, wanted)
		await onRpm(bed, wanted)
		await onMachine(bed, wanted)
	} finally {
		writeFileSync(limit, instances)
		await bed.close()
	}
}

const isWanted = (name: string, wanted: ReadonlySet<string>): boolean => wanted.size === 0 || wanted.has(name)

function onHost(
	bed: Bed,
	kind: 'prepared' | 'cluster',
	faults: readonly Fault[],
	commands: Commands,
	wanted: ReadonlySet<string>,
): Promise<void> {
	const nameOf = (id: string): string | undefined => Object.keys(commands).find(name => name.split('.')[0] === id)
	const chosen = faults.filter(({ id }) => nameOf(id) !== undefined && isWanted(id, wanted))
	// Of two faults with the same name the first one is taken.
	const first = chosen.filter(({ id }, index) => chosen.findIndex(each => each.id === id) === index)
	return capture(bed, kind, first, (host, { id }) => outputOf(host, commands[nameOf(id) ?? ''] ?? 'false'), nameOf)
}

async function capture(
	bed: Bed,
	kind: 'prepared' | 'cluster',
	faults: readonly Fault[],
	said: (host: Host, fault: Fault) => Promise<string>,
	nameOf: (id: string) => string | undefined = id => id,
): Promise<void> {
	if (faults.length === 0) return
	const host = await failingHost(bed, kind)
	if (kind === 'cluster') await host.must(`until ${kubectl} get nodes | grep -q ' Ready'; do sleep 1; done`)
	for (const each of faults) {
		await host.must('date +%s > /run/fault.since')
		await each.make(host)
		try {
			await keep(nameOf(each.id) ?? each.id, host, () => said(host, each))
		} finally {
			await each.undo(host)
		}
	}
	await bed.down(host.name)
}

async function joins(bed: Bed, wanted: ReadonlySet<string>): Promise<void> {
	const cases: Record<string, Join> = {
		'join-token-wrong-secret': {},
		'join-token-expired': { token: 'zzzzzz.0123456789abcdef' },
		'join-ca-hash-mismatch': { caHash: `sha256:${'0'.repeat(64)}` },
		'join-cannot-reach-apiserver': { endpoint: `${controlPlane}:6444` },
		'join-cert-san-mismatch': { endpoint: 'other-name:6443' },
		'join-node-exists': { name: 'faulty' },
		'join-certificate-key-expired': { controlPlane: true },
		'join-no-control-plane-endpoint': { controlPlane: true },
	}
	const chosen = Object.entries(cases).filter(([id]) => isWanted(id, wanted))
	if (chosen.length === 0) return
	const first = await failingHost(bed, 'cluster')
	const joiner = await bed.up('joiner', 'debian-12')
	await prepareByHand(joiner)
	await joiner.must(
		`echo '${controlPlane} faulty' >> /etc/hosts; echo '${controlPlane} other-name cluster.local' >> /etc/hosts`,
	)
	await first.must(`until ${kubectl} get nodes | grep -q ' Ready'; do sleep 1; done`)
	const line = await first.must('kubeadm token create --print-join-command')
	const [, token = '', caHash = ''] = /--token (\S+)\s+--discovery-token-ca-cert-hash (\S+)/.exec(line) ?? []
	for (const [id, change] of chosen) {
		const wrong =
			id === 'join-token-wrong-secret' ? { ...change, token: `${token.slice(0, 7)}abcdefabcdefabcd` } : change
		if (id === 'join-certificate-key-expired')
			await first.must(`${kubectl} -n kube-system delete secret kubeadm-certs --ignore-not-found`)
		if (id === 'join-no-control-plane-endpoint')
			await first.must(
				`${kubectl} -n kube-system get cm kubeadm-config -o yaml | sed '/controlPlaneEndpoint:/d' | ${kubectl} replace -f -`,
			)
		await keep(id, joiner, () => outputOf(joiner, joinCommand({ token, caHash }, wrong)))
		await joiner.must('kubeadm reset --force > /dev/null 2>&1')
	}
}

async function onRpm(bed: Bed, wanted: ReadonlySet<string>): Promise<void> {
	const nameOf = ({ id, fixture }: Fault): string => (fixture === undefined ? id : `${id}.${fixture}`)
	const chosen = [...rpmHostFaults, ...rpmFaults].filter(each => isWanted(nameOf(each), wanted))
	if (chosen.length === 0) return
	const host = await bed.up('rpm', 'rocky-9')
	for (const each of chosen) {
		await each.make(host)
		try {
			await keep(nameOf(each), host, async () => (await each.said?.(host)) ?? '')
		} finally {
			await each.undo(host)
		}
	}
	await bed.down(host.name)
}

/** What only a machine with a kernel of its own can lack. */
async function onMachine(bed: Bed, wanted: ReadonlySet<string>): Promise<void> {
	const init = 'kubeadm init --config /root/kubeadm.yaml'
	const settings =
		'net.bridge.bridge-nf-call-iptables = 1\nnet.bridge.bridge-nf-call-ip6tables = 1\nnet.ipv4.ip_forward = 1'
	const commands: Commands = {
		'preflight-bridge-nf-call-iptables': init,
		'preflight-bridge-nf-call-iptables.sysctl': `printf '${settings}\n' > /etc/sysctl.d/kubernetes.conf; sysctl -p /etc/sysctl.d/kubernetes.conf`,
		'kubelet-swap-on': `modprobe br_netfilter; [ -e /swap ] || { dd if=/dev/zero of=/swap bs=1M count=64 status=none; chmod 600 /swap; mkswap -q /swap; }; swapon /swap 2> /dev/null; ${init}`,
	}
	const chosen = Object.entries(commands).filter(([name]) => isWanted(name, wanted))
	if (chosen.length === 0) return
	const host = await bed.up('machine', 'machine-debian-12')
	await prepareByHand(host)
	for (const [name, command] of chosen) await keep(name, host, () => outputOf(host, command))
	await bed.down(host.name)
}

const patience = 90_000

/** Writes the fixture once an output names its failure. */
async function keep(name: string, host: Host, said: () => Promise<string>): Promise<void> {
	const id = name.split('.')[0]
	const deadline = Date.now() + patience
	for (;;) {
		const text = await said()
		const found = diagnoseLog(knownFailures, evidenceOf(text)).diagnoses.map(({ failure }) => failure.id)
		if (found[0] === id) {
			const from = `# captured on the bed: ${host.profile}, Kubernetes 1.20.2\n`
			writeFileSync(new URL(`fixtures/${name}.log`, import.meta.url), `${from}${text.trimEnd()}\n`)
			console.log(`${name}: written`)
			return
		}
		if (Date.now() > deadline) {
			console.log(`${name}: not named (${found.join(', ') || 'nothing was'})\n${text.slice(-3000)}`)
			return
		}
		await new Promise(resolve => setTimeout(resolve, 2_000))
	}
}

await main(new Set(process.argv.slice(2)))
