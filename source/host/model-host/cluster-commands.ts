import { kubeadm } from './kubeadm.ts'
import { readyNode, systemPods } from './kubectl-json.ts'
import type { Call, Handlers, Model, Outcome } from './model.ts'

const second = 1000

/** Commands of containerd, kubeadm, kubectl and iptables. */
export const clusterCommands: Handlers = {
	ctr(model, { rest }) {
		const [, images, verb, ...names] = rest
		if (!model.packages.has('containerd') && !model.packages.has('containerd.io')) return undefined
		if (rest.at(-1) === 'version') return { stdout: 'Client:\n  Version:  v1.5.11\nServer:\n  Version:  v1.5.11\n' }
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
		return { stdout: pulled(reference, digest), takes: 4 * second }
	},

	kubeadm(model, { rest }) {
		if (rest[0] === 'version') return versionOf(model, 'kubeadm', version => `v${version}\n`)
		return kubeadm(model, rest)
	},

	kubectl(model, call) {
		const words = call.rest.filter(
			(word, index, words) =>
				!/^--(kubeconfig|cache-dir|request-timeout|server)(=|$)/.test(word) && words[index - 1] !== '--kubeconfig',
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

	crictl(model, { rest }) {
		if (!model.packages.has('cri-tools')) return undefined
		if (rest.includes('info')) return { stdout: '{"status":{"conditions":[{"type":"RuntimeReady","status":true}]}}\n' }
		return { stdout: '' }
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

/** What `ctr images pull` says of an image of three layers. */
function pulled(reference: string, digest: string): string {
	const layers = [1, 2, 3].map(layer => `layer-sha256:${digest.slice(7 + layer, 71)}: done`)
	return [
		`${reference}: resolving`,
		`${reference}: resolved`,
		`manifest-${digest}: done`,
		...layers,
		`unpacking linux/amd64 ${digest}...`,
		'done',
		'',
	].join('\n')
}

/** Undefined: its package is not installed. '1.20.2-1' is 1.20.2. */
function versionOf({ packages }: Model, name: string, words: (version: string) => string): Outcome | undefined {
	const version = packages
		.get(name)
		?.version.replace(/^\d+:/, '')
		.replace(/[-~+].*$/, '')
	return version === undefined ? undefined : { stdout: words(version) }
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
	const json = words.includes('json')
	if (verb === 'create') {
		cluster.tokens.push(/token-id: "?(\w+)/.exec(files.text(file) ?? '')?.[1] ?? '')
		return { stdout: 'secret/bootstrap-token created\n' }
	}
	if (verb === 'get' && words[1] === 'node' && json) return nodeObject(model, words[2] ?? '')
	if (verb === 'get' && words[1] === 'pods' && json) return { stdout: systemPods(model) }
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

/** The node that joined from here; of a cluster that was made here the one that every name means. */
function nodeObject(model: Model, name: string): Outcome {
	const { joined, since } = model.cluster
	if (since !== undefined) return { stdout: readyNode(model, name) }
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
