import { dirname } from 'node:path'
import type { Model, Outcome } from './model.ts'

const second = 1000
const bridge = '/proc/sys/net/bridge/bridge-nf-call-iptables'

/** `kubeadm init`, `join`, `reset`, `config` and `token` on a model host. Undefined: another verb. */
export function kubeadm(model: Model, rest: readonly string[]): Outcome | undefined {
	switch (rest[0]) {
		case 'init':
			if (rest[1] !== 'phase') return init(model)
			return { stdout: '[upload-certs] Storing the certificates in Secret "kubeadm-certs"\n', takes: second }
		case 'join':
			return join(model, rest)
		case 'reset':
			return reset(model)
		case 'config':
			return { stdout: 'registry/kube-apiserver\n' }
		case 'token':
			return { stdout: token(model) }
		default:
			return undefined
	}
}

/** A certificate of nobody, whose key was thrown away. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBgjCCASegAwIBAgIUSvaIE3Rn5TIdAPlcKHwjiVWFDNUwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKa3ViZXJuZXRlczAgFw0yNjExMjQxNTQ1MzZaGA8yMTI2MTAz
MTE1NDUzNlowFTETMBEGA1UEAwwKa3ViZXJuZXRlczBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABL0e77SG/RWa1sOp2xgk1m7NxnZslO9DdNO2aCxaLI5oAcVsSrTH
3bQLGC1IrG1UVIV+wPlGeH4UhCYEW+nQdlCjUzBRMB0GA1UdDgQWBBRL7Y+te1zX
hD/V2K1IDzW9COo3oTAfBgNVHSMEGDAWgBRL7Y+te1zXhD/V2K1IDzW9COo3oTAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQC0fbneQh/ZLFY+1eV+
4qyj3YdvbEwrNHnJg4sgHnVPGgIhAPpKY2mh+wbhjAZCFsFFO8Kk/Kp39aVNSiho
iHfmGzU8
-----END CERTIFICATE-----
`

const adminConfig = '/etc/kubernetes/admin.conf'

type Phases = readonly (readonly [line: string, files: readonly (readonly [string, string])[]])[]

/** Phases of init with what each leaves: path and content. */
const phases: Phases = [
	['[preflight] Running pre-flight checks', []],
	['[preflight] Pulling images required for setting up a Kubernetes cluster', []],
	['[certs] Using certificateDir folder "/etc/kubernetes/pki"', []],
	[
		'[certs] Generating "ca" certificate and key',
		[
			['/etc/kubernetes/pki/ca.crt', certificate],
			['/etc/kubernetes/pki/ca.key', 'key'],
		],
	],
	['[certs] Generating "apiserver" certificate and key', []],
	['[certs] Generating "front-proxy-ca" certificate and key', []],
	['[certs] Generating "etcd/ca" certificate and key', []],
	['[certs] Generating "sa" key and public key', []],
	[
		'[kubeconfig] Writing "admin.conf" kubeconfig file',
		[
			[
				adminConfig,
				'clusters:\n- cluster:\n    certificate-authority-data: Y2E=\ncontexts:\n- context:\n    cluster: kubernetes\ncurrent-context: kubernetes-admin@kubernetes\n',
			],
			['/etc/kubernetes/kubelet.conf', 'client-certificate-data: Y2VydA==\n'],
			['/etc/kubernetes/controller-manager.conf', ''],
			['/etc/kubernetes/scheduler.conf', ''],
		],
	],
	[
		'[kubelet-start] Starting the kubelet',
		[
			['/var/lib/kubelet/config.yaml', 'kind: KubeletConfiguration\n'],
			['/var/lib/kubelet/kubeadm-flags.env', ''],
		],
	],
	[
		'[control-plane] Using manifest folder "/etc/kubernetes/manifests"',
		[
			['/etc/kubernetes/manifests/kube-apiserver.yaml', ''],
			['/etc/kubernetes/manifests/kube-controller-manager.yaml', ''],
			['/etc/kubernetes/manifests/kube-scheduler.yaml', ''],
		],
	],
	[
		'[etcd] Creating static Pod manifest for local etcd in "/etc/kubernetes/manifests"',
		[['/etc/kubernetes/manifests/etcd.yaml', '']],
	],
	['[wait-control-plane] Waiting for the kubelet to boot up the control plane', [['/var/lib/etcd/member/snap', '']]],
	['[apiclient] All control plane components are healthy after 11.503 seconds', []],
	['[upload-config] Storing the configuration used in ConfigMap "kubeadm-config" in the "kube-system" Namespace', []],
	['[bootstrap-token] Configuring bootstrap tokens, cluster-info ConfigMap, RBAC Roles', []],
	[
		'[kubelet-finalize] Updating "/etc/kubernetes/kubelet.conf" to point to a rotatable kubelet client certificate and key',
		[['/etc/kubernetes/kubelet.conf', 'client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem\n']],
	],
	['[addons] Applied essential addon: CoreDNS', []],
	['[addons] Applied essential addon: kube-proxy', []],
]

const clusterRules =
	'*nat\n:POSTROUTING ACCEPT\n:KUBE-POSTROUTING -\n-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING\n-A KUBE-POSTROUTING -j RETURN\nCOMMIT\n'

/** Leaves what each phase leaves, up to the one after which it is to be cut off. */
function played({ files, cluster }: Model, phasesOf: Phases): { text: string; cut: boolean } {
	let text = ''
	for (const [line, made] of phasesOf) {
		text += `${line}\n`
		for (const [path, content] of made) files.put(path, content, 0o600)
		if (cluster.cutAfter === undefined || !line.startsWith(`[${cluster.cutAfter}]`)) continue
		delete cluster.cutAfter
		return { text, cut: true }
	}
	return { text, cut: false }
}

function init(model: Model): Outcome {
	const { files, cluster, units } = model
	if (cluster.losesBridge && (loseBridge(model) || !files.has(bridge))) return preflightFailure
	const lines = played(model, phases)
	if (lines.cut) return { exitCode: -1, stdout: lines.text, takes: 5 * second }
	cluster.running = true
	cluster.since = model.clock.now() + 20 * second
	cluster.taints = ['node-role.kubernetes.io/master=:NoSchedule']
	const kubelet = units.get('kubelet.service')
	if (kubelet) Object.assign(kubelet, { running: true, startedAt: model.clock.now() })
	for (const link of ['cni0', 'flannel.1']) files.put(`/sys/class/net/${link}`, '')
	model.rules.set('iptables', `${model.rules.get('iptables') ?? ''}${clusterRules}`)
	return {
		stdout: `${lines.text}\nYour Kubernetes control-plane has initialized successfully!\n`,
		takes: 20 * second,
	}
}

/** Once: the module is gone that an earlier step had loaded. */
function loseBridge({ files, cluster, modules }: Model): boolean {
	if (cluster.bridgeLost) return false
	cluster.bridgeLost = true
	const left = (files.text('/proc/modules') ?? '').split('\n').filter(line => !line.startsWith('br_netfilter '))
	files.put('/proc/modules', left.join('\n'))
	for (const path of Object.keys(modules.get('br_netfilter')?.files ?? {})) {
		files.drop(path)
		files.drop(dirname(path))
	}
	return true
}

/** As kubeadm up to 1.29 says it. */
const preflightFailure: Outcome = {
	exitCode: 1,
	stdout: [
		'[init] Using Kubernetes version: v1.24.0',
		'[preflight] Running pre-flight checks',
		'error execution phase preflight: [preflight] Some fatal errors occurred:',
		`\t[ERROR FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]: ${bridge} does not exist`,
		'[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`',
		'To see the stack trace of this error execute with --v=5 or higher',
		'',
	].join('\n'),
	takes: 2 * second,
}

/** What a join leaves, and the node's object in the cluster. */
const joinPhases: Phases = [
	['[preflight] Running pre-flight checks', []],
	[
		'[kubelet-start] Starting the kubelet',
		[
			['/etc/kubernetes/pki/ca.crt', 'certificate'],
			['/var/lib/kubelet/config.yaml', 'kind: KubeletConfiguration\n'],
			['/etc/kubernetes/kubelet.conf', 'client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem\n'],
		],
	],
]

/** Needs the config file that it is told, as the real one does. */
function join(model: Model, rest: readonly string[]): Outcome {
	const { files, cluster } = model
	const config = files.text(rest.find(word => word.startsWith('--config='))?.slice('--config='.length) ?? '')
	const name = /^ {2}name: (\S+)$/m.exec(config ?? '')?.[1]
	if (name === undefined) return { exitCode: 1, stdout: 'error: no configuration\n' }
	const lines = played(model, joinPhases)
	if (lines.cut) return { exitCode: -1, stdout: lines.text, takes: second }
	cluster.running = true
	cluster.joined = { node: name, config: config ?? '' }
	return { stdout: `${lines.text}\nThis node has joined the cluster.\n`, takes: 8 * second }
}

function reset(model: Model): Outcome {
	for (const folder of ['/etc/kubernetes/manifests', '/etc/kubernetes/pki', '/var/lib/etcd', '/var/lib/kubelet']) {
		for (const path of model.files.paths()) if (path.startsWith(`${folder}/`)) model.files.drop(path)
	}
	for (const name of ['admin', 'kubelet', 'controller-manager', 'scheduler'])
		model.files.drop(`/etc/kubernetes/${name}.conf`)
	model.cluster.running = false
	delete model.cluster.since
	delete model.cluster.joined
	model.cluster.applied.clear()
	model.cluster.taints = []
	return { stdout: '[preflight] Running pre-flight checks\n[reset] Stopping the kubelet service\n', takes: 5 * second }
}

/** A token that opens nothing anywhere, good for a day. */
function token({ clock }: Model): string {
	const expires = new Date(clock.now() + 86_400 * second).toISOString()
	return `${JSON.stringify({ token: 'abcdef.0123456789abcdef', expires, usages: ['authentication', 'signing'] })}\n`
}
