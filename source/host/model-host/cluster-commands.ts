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
		if (rest[0] === 'init') return init(model)
		if (rest[0] === 'reset') return reset(model)
		if (rest[0] === 'version') return versionOf(model, 'kubeadm', version => `v${version}\n`)
		return undefined
	},

	kubectl(model, call) {
		const words = call.rest.filter(
			word =>
				!word.startsWith('--kubeconfig=') && !word.startsWith('--cache-dir=') && !word.startsWith('--request-timeout='),
		)
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

/** Phases of init with what each leaves: path and content. */
const phases: readonly (readonly [line: string, files: readonly (readonly [string, string])[]])[] = [
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

function init(model: Model): Outcome {
	const { files, cluster, units } = model
	const lines: string[] = []
	for (const [line, made] of phases) {
		lines.push(line)
		for (const [path, content] of made) files.put(path, content, 0o600)
		if (cluster.cutAfter !== undefined && line.startsWith(`[${cluster.cutAfter}]`)) {
			delete cluster.cutAfter
			return { exitCode: -1, stdout: `${lines.join('\n')}\n`, takes: 5 * second }
		}
	}
	cluster.running = true
	cluster.taints = ['node-role.kubernetes.io/master=:NoSchedule']
	const kubelet = units.get('kubelet.service')
	if (kubelet) Object.assign(kubelet, { running: true, startedAt: model.clock.now() })
	for (const link of ['cni0', 'flannel.1']) files.put(`/sys/class/net/${link}`, '')
	model.rules.set('iptables', `${model.rules.get('iptables') ?? ''}${clusterRules}`)
	return {
		stdout: `${lines.join('\n')}\n\nYour Kubernetes control-plane has initialized successfully!\n`,
		takes: 20 * second,
	}
}

function reset(model: Model): Outcome {
	for (const folder of ['/etc/kubernetes/manifests', '/etc/kubernetes/pki', '/var/lib/etcd', '/var/lib/kubelet']) {
		for (const path of model.files.paths()) if (path.startsWith(`${folder}/`)) model.files.drop(path)
	}
	for (const name of ['admin', 'kubelet', 'controller-manager', 'scheduler'])
		model.files.drop(`/etc/kubernetes/${name}.conf`)
	model.cluster.running = false
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
