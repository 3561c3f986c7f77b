import * as v from 'valibot'
import { HostError, succeeded } from '../host/errors.ts'
import type { Argv, Host, Looked } from '../host/host.ts'
import { kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { isFinalized, recoverByRemains, remainsOf, tellPhase } from './cluster-remains.ts'
import { type ClusterState, clusterState } from './cluster-state.ts'
import { resetNode } from './kubeadm-reset.ts'
import { commandLine, quote } from './quote.ts'
import { ChangeRefused } from './refused.ts'
import { withSecretFile } from './scratch.ts'

/** `kubeadm join` with a config file that lives only as long as it runs. Undo resets the node. */
export interface KubeadmJoinChange extends ChangeBase {
	readonly kind: 'kubeadm-join'
	/** JoinConfiguration with `secretPlaces` where its secrets go. */
	readonly config: string
	readonly token: JoinSecret
	/** For another control plane. */
	readonly certificateKey?: JoinSecret
	/** The node's name. */
	readonly node: string
	/** '1.20.2' */
	readonly version: string
	/** 'unix:///run/containerd/containerd.sock' */
	readonly criSocket: string
	/** Names of preflight checks that are known and decided about: 'SystemVerification'. */
	readonly ignore: readonly string[]
	/** Network links that the CNI makes: 'cni0', 'flannel.1'. */
	readonly links: readonly string[]
	/** CIDRs of the cluster's pods, to which a CNI may make routes. */
	readonly podNetworks?: readonly string[]
}

/** As the answers give it: the secret itself, or a 0600 file that holds it. */
export type JoinSecret = { readonly text: string } | { readonly file: string }

/** What stands in `config` for the secrets. */
export const secretPlaces = { token: 'TOKEN-GOES-HERE', certificateKey: 'CERTIFICATE-KEY-GOES-HERE' } as const

interface Before {
	readonly remains: readonly string[]
	readonly state: ClusterState
}

const configName = 'kubeadm-join.yaml'
const configPath = `/run/k8s-wizard/${configName}`
const kubeletConfig = '/etc/kubernetes/kubelet.conf'

function joinArgv({ ignore }: KubeadmJoinChange): Argv {
	return [
		'kubeadm',
		'join',
		`--config=${configPath}`,
		...(ignore.length > 0 ? [`--ignore-preflight-errors=${ignore.join(',')}`] : []),
	]
}

export const kubeadmJoin: ChangeKind<KubeadmJoinChange, Before> = {
	kind: 'kubeadm-join',
	repeatable: false,
	waits: true,
	undoFirst: true,
	secrets: ({ token, certificateKey }) =>
		[token, certificateKey].flatMap(secret => (secret && 'text' in secret ? [secret.text] : [])),
	describe: ({ version, certificateKey }) =>
		message(certificateKey ? 'change.kubeadmJoin.controlPlane' : 'change.kubeadmJoin.worker', { version }),

	async inspect(change, { host, keep }) {
		const remains = await remainsOf(host)
		if (remains.length > 0 && (await isFinalized(host))) {
			const joined = await hasJoined(host, change)
			if (!joined.looked) return { state: 'unknown', reason: joined.reason }
			if (joined.value) return { state: 'settled' }
		}
		return {
			state: 'pending',
			before: { remains, state: await clusterState(host, keep) },
			diff: [
				`+${commandLine(joinArgv(change))}`,
				...change.config
					.trimEnd()
					.split('\n')
					.map(line => `+  ${line}`),
			],
			after: { joined: change.node, version: change.version },
		}
	},

	async apply(change, context) {
		const { host, log, signal } = context
		const remains = await remainsOf(host)
		if (remains.length > 0) throw new ChangeRefused(message('change.kubeadm.remains', { command: 'join' }), remains)
		await withSecretFile(host, configName, await wholeConfig(host, change), async () => {
			const result = await host.act(joinArgv(change), { log, signal, onLine: line => tellPhase(line, context) })
			succeeded(result, log)
		})
	},

	undo: (change, before, context) => resetNode(change, before.state, context),

	recover: (_change, before, { host }) => recoverByRemains('join', before, host),

	shell(change) {
		const { token, certificateKey, config } = change
		const fill = (place: string, secret: JoinSecret | undefined): string[] =>
			secret === undefined
				? []
				: 'file' in secret
					? [`config=\${config//${place}/$(<${quote(secret.file)})}`]
					: [`read -rsp ${quote(`${place}: `)} secret`, `config=\${config//${place}/$secret}`]
		return [
			'mkdir -p -m 0700 /run/k8s-wizard',
			"config=$(cat <<'END'",
			...config.trimEnd().split('\n'),
			'END',
			')',
			...fill(secretPlaces.token, token),
			...fill(secretPlaces.certificateKey, certificateKey),
			`(umask 077 && printf '%s\\n' "$config" >${configPath})`,
			commandLine(joinArgv(change)),
			`rm -f ${configPath}`,
		]
	},
}

async function wholeConfig(host: Host, { config, token, certificateKey }: KubeadmJoinChange): Promise<string> {
	const whole = config.replace(secretPlaces.token, await secretValue(host, token))
	return certificateKey === undefined
		? whole
		: whole.replace(secretPlaces.certificateKey, await secretValue(host, certificateKey))
}

/** Only what cannot break out of the document: files may have changed since they were checked. */
async function secretValue(host: Host, secret: JoinSecret): Promise<string> {
	if ('text' in secret) return secret.text
	const text = (await host.readText(secret.file))?.trim()
	if (text === undefined || !/^[a-z0-9.]+$/.test(text)) throw new HostError('read', secret.file, 'not a token or key')
	return text
}

const Node = v.object({
	metadata: v.object({
		annotations: v.optional(v.record(v.string(), v.string()), {}),
		labels: v.optional(v.record(v.string(), v.string()), {}),
	}),
})

/** The last thing that a join does with the node's object in the cluster is there. With the kubelet's own rights. */
async function hasJoined(host: Host, { node, certificateKey }: KubeadmJoinChange): Promise<Looked<boolean>> {
	const result = await host.look(kubectl(kubeletConfig, 'get', 'node', node, '-o', 'json'), { timeout: 15_000 })
	if (/\bNotFound\b/.test(result.stderr)) return { looked: true, value: false }
	const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Node), result.stdout)
	if (result.exitCode !== 0 || !read.success)
		return { looked: false, reason: result.stderr.trim().split('\n').pop() || `kubectl get node ${node}` }
	const { annotations, labels } = read.output.metadata
	const hasRole = ['control-plane', 'master'].some(role => `node-role.kubernetes.io/${role}` in labels)
	const value = 'kubeadm.alpha.kubernetes.io/cri-socket' in annotations && (certificateKey === undefined || hasRole)
	return { looked: true, value }
}
