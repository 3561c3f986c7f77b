import type { Call, Handlers, Model, Outcome } from './model.ts'

const adminConfig = '/etc/kubernetes/admin.conf'
const second = 1000

/** Commands of containerd, kubeadm, kubectl and iptables. */
export const clusterCommands: Handlers = {
	ctr(model, { rest }) {
		const [, images, verb, ...names] = rest
		if (!model.packages.has('containerd') && !model.packages.has('containerd.io')) return undefined
		if (images !== 'images') return undefined
		if (verb === 'ls') {
			const rows = [...model.images].map(
				([name, { digest }]) => `${name} application/vnd.oci.image ${digest} 1.2 MiB linux/amd64 -`,
			)
			return { stdout: ['REF TYPE DIGEST SIZE PLATFORMS LABELS', ...rows, ''].join('\n') }
		}
		if (verb === 'rm') {
			for (const name of names) model.images.delete(name)
			return {}
		}
		const reference = names.at(-1) ?? ''
		const digest = model.registry.get(reference)
		if (verb !== 'pull') return undefined
		if (digest === undefined)
			return { exitCode: 1, stdout: `ctr: failed to resolve reference "${reference}": ${reference}: not found\n` }
		model.images.set(reference, { digest })
		return { stdout: `${reference}: resolved\nunpacking linux/amd64 ${digest}...\ndone\n`, takes: 4 * second }
	},

	kubeadm(model, { rest }) {
		if (rest[0] === 'init' && rest[1] === 'phase')
			return { stdout: '[upload-certs] Storing the certificates in Secret "kubeadm-certs"\n', takes: second }
		if (rest[0] === 'init') return init(model)
		if (rest[0] === 'join') return join(model, rest)
		if (rest[0] === 'reset') return reset(model)
		if (rest[0] === 'version') return versionOf(model, 'kubeadm', version => `v${version}\n`)
		return undefined
	},

	kubectl(model, call) {
		const words = call.rest.filter(word => !/^--(kubeconfig|cache-dir|request-timeout|server)=/.test(word))
		if (words[0] === 'version')
			return versionOf(model, 'kubectl', version => `{"clientVersion":{"gitVersion":"v${version}"}}\n`)
		if (!model.cluster.running)
			return {
				exitCode: 1,
				stderr: 'The connection to the server was refused - did you specify the right host or port?\n',
			}
		return kubectl(model, words)
	},

	kubelet: model => versionOf(model, 'kubelet', version => `Kubernetes v${version}\n`),

	containerd(model) {
		const name = model.packages.has('containerd.io') ? 'containerd.io' : 'containerd'
		return versionOf(model, name, version => `containerd github.com/containerd/containerd ${version}\n`)
	},

	'iptables-save': (model, call) => save(model, call),
	'ip6tables-save': (model, call) => save(model, call),
	'iptables-restore': (model, call) => restore(model, call),
	'ip6tables-restore': (model, call) => restore(model, call),
}

/** Undefined: its package is not installed. '1.20.2-1' is 1.20.2. */
function versionOf({ packages }: Model, name: string, words: (version: string) => string): Outcome | undefined {
	const version = packages
		.get(name)
		?.version.replace(/^\d+:/, '')
		.replace(/[-~+].*$/, '')
	return version === undefined ? undefined : { stdout: words(version) }
}

type Phases = readonly (readonly [line: string, files: readonly (readonly [string, string])[]])[]

/** Phases of init with what each leaves: path and content. */
const phases: Phases = [
	['[preflight] Running pre-flight checks', []],
	[
		'[certs] Generating "ca" certificate and key',
		[
			['/etc/kubernetes/pki/ca.crt', 'certificate'],
			['/etc/kubernetes/pki/ca.key', 'key'],
		],
	],
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
	['[upload-config] Storing the configuration used in ConfigMap "kubeadm-config" in the "kube-system" Namespace', []],
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
	const lines = played(model, phases)
	if (lines.cut) return { exitCode: -1, stdout: lines.text, takes: 5 * second }
	cluster.running = true
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
	delete model.cluster.joined
	model.cluster.applied.clear()
	model.cluster.taints = []
	return { stdout: '[preflight] Running pre-flight checks\n[reset] Stopping the kubelet service\n', takes: 5 * second }
}

function kubectl(model: Model, words: readonly string[]): Outcome | undefined {
	const { cluster, files } = model
	const [verb] = words
	const file = words[words.indexOf('-f') + 1] ?? ''
	if (words.includes('--raw=/readyz')) return { stdout: 'ok' }
	if (verb === 'diff' && cluster.lacks !== undefined)
		return {
			exitCode: 2,
			stderr: `Error from server (NotFound): namespaces "${cluster.lacks}" not found\nexit status 2\n`,
		}
	const [flag, namespace, action, kind, name] = words
	if (words.includes('cluster-info'))
		return { stdout: `{${cluster.tokens.map(id => `"jws-kubeconfig-${id}":""`).join()}}` }
	if (words.includes('kubeadm-config'))
		return { stdout: 'apiVersion: kubeadm.k8s.io/v1beta2\nkind: ClusterConfiguration\n' }
	if (flag === '-n' && kind === 'configmap') return configMap(model, `${namespace}/${name}`, action, words)
	if (verb === 'diff')
		return { exitCode: cluster.applied.has(files.text(file) ?? '') ? 0 : 1, stdout: '+kind: DaemonSet\n' }
	if (verb === 'apply') {
		delete cluster.lacks
		cluster.applied.add(files.text(file) ?? '')
		return { stdout: 'daemonset.apps/kube-flannel-ds created\n', takes: second }
	}
	if (verb === 'delete') {
		cluster.applied.delete(files.text(file) ?? '')
		return { takes: second }
	}
	if (verb === 'taint') {
		const taint = words[3] ?? ''
		if (taint.endsWith('-'))
			cluster.taints = cluster.taints.filter(other => !other.startsWith(`${taint.slice(0, -1)}=`))
		else cluster.taints = [...new Set([...cluster.taints, taint.includes('=') ? taint : taint.replace(':', '=:')])]
		return {}
	}
	if (verb === 'get' && words[1] === 'node' && words.includes('json')) return nodeObject(model, words[2] ?? '')
	if (verb === 'create') {
		cluster.tokens.push(/token-id: "?(\w+)/.exec(files.text(file) ?? '')?.[1] ?? '')
		return { stdout: 'secret/bootstrap-token created\n' }
	}
	if (verb === 'get' && words[1] === 'node') return { stdout: cluster.taints.map(taint => `${taint}\n`).join('') }
	if (verb === 'get' && words[1] === '-f') return { stdout: '' }
	if (words.includes('kube-system')) return { stdout: 'deployment.apps/coredns\ndaemonset.apps/kube-proxy\n' }
	return undefined
}

/** `get` prints it as JSON; `patch` merges the data of `--patch=JSON`. */
function configMap(
	{ cluster: { configMaps } }: Model,
	name: string,
	action: string | undefined,
	words: readonly string[],
): Outcome | undefined {
	const data = configMaps.get(name)
	if (action === 'get') return { stdout: data ? JSON.stringify({ data }) : '' }
	const patch = words.find(word => word.startsWith('--patch='))?.slice('--patch='.length)
	if (action !== 'patch' || !data || patch === undefined) return undefined
	const patched = JSON.parse(patch) as { data: Readonly<Record<string, string>> }
	configMaps.set(name, { ...data, ...patched.data })
	return { stdout: `configmap/${name} patched\n` }
}

function nodeObject({ cluster: { joined } }: Model, name: string): Outcome {
	if (joined?.node !== name) return { exitCode: 1, stderr: `Error from server (NotFound): nodes "${name}" not found\n` }
	const labels = joined.config.includes('controlPlane:') ? { 'node-role.kubernetes.io/control-plane': '' } : {}
	const annotations = { 'kubeadm.alpha.kubernetes.io/cri-socket': 'unix:///run/containerd/containerd.sock' }
	return { stdout: JSON.stringify({ metadata: { labels, annotations } }) }
}

function save(model: Model, { argv }: Call): Outcome {
	return { stdout: model.rules.get(argv[0].replace('-save', '')) ?? '' }
}

/** `--noflush` with -D, -F and -X lines. */
function restore(model: Model, { argv, input }: Call): Outcome {
	const command = argv[0].replace('-restore', '')
	let lines = (model.rules.get(command) ?? '').split('\n')
	for (const line of input.split('\n')) {
		const [verb, chain] = line.split(' ')
		if (verb === '-D') lines = lines.filter(other => other !== line.replace(/^-D/, '-A'))
		if (verb === '-F') lines = lines.filter(other => !other.startsWith(`-A ${chain} `))
		if (verb === '-X') lines = lines.filter(other => !other.startsWith(`:${chain} `))
	}
	model.rules.set(command, lines.join('\n'))
	return {}
}
