import { succeeded } from '../host/errors.ts'
import type { Argv, Host } from '../host/host.ts'
import { apiAnswers, kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { isFinalized, recoverByRemains, remainsOf, tellPhase } from './cluster-remains.ts'
import { type ClusterState, clusterState } from './cluster-state.ts'
import { resetNode } from './kubeadm-reset.ts'
import { commandLine } from './quote.ts'
import { ChangeRefused } from './refused.ts'

/** `kubeadm init` with a config file. Undo resets the node and takes away what a reset leaves. */
export interface KubeadmInitChange extends ChangeBase {
	readonly kind: 'kubeadm-init'
	/** 0600 */
	readonly configPath: string
	/** '1.20.2' */
	readonly version: string
	/** 'unix:///run/containerd/containerd.sock' */
	readonly criSocket: string
	readonly uploadCerts: boolean
	/** Names of preflight checks that are known and decided about: 'NumCPU'. */
	readonly ignore: readonly string[]
	readonly skipPhases: readonly string[]
	/** Network links that the CNI makes: 'cni0', 'flannel.1'. */
	readonly links: readonly string[]
	/** CIDRs of the cluster's pods, to which a CNI may make routes. */
	readonly podNetworks?: readonly string[]
	/** Files in folders that a reset clears which other changes write: theirs to undo. */
	readonly spare?: readonly string[]
}

export const adminConfig = '/etc/kubernetes/admin.conf'

interface Before {
	/** What of a cluster was there. */
	readonly remains: readonly string[]
	readonly state: ClusterState
}

/** The last things that init makes in the cluster are there. */
async function hasAddons(host: Host, { skipPhases }: KubeadmInitChange): Promise<boolean> {
	const skipped = (phase: string): boolean => skipPhases.includes(phase) || skipPhases.includes('addon')
	const wanted = [
		...(skipped('addon/coredns') ? [] : ['deployment/coredns']),
		...(skipped('addon/kube-proxy') ? [] : ['daemonset/kube-proxy']),
	]
	if (wanted.length === 0) return true
	const result = await host.look(kubectl(adminConfig, '-n', 'kube-system', 'get', ...wanted, '-o', 'name'))
	return result.exitCode === 0
}

function initArgv({ configPath, uploadCerts, ignore, skipPhases }: KubeadmInitChange): Argv {
	return [
		'kubeadm',
		'init',
		`--config=${configPath}`,
		...(uploadCerts ? ['--upload-certs'] : []),
		'--skip-token-print',
		'--skip-certificate-key-print',
		...(ignore.length > 0 ? [`--ignore-preflight-errors=${ignore.join(',')}`] : []),
		...(skipPhases.length > 0 ? [`--skip-phases=${skipPhases.join(',')}`] : []),
	]
}

export const kubeadmInit: ChangeKind<KubeadmInitChange, Before> = {
	kind: 'kubeadm-init',
	repeatable: false,
	waits: true,
	undoFirst: true,
	describe: ({ version }) => message('change.kubeadmInit', { version }),

	async inspect(change, { host, keep }) {
		const remains = await remainsOf(host)
		if (remains.length > 0 && (await isFinalized(host))) {
			if (!(await apiAnswers(host, adminConfig))) {
				return { state: 'unknown', reason: `${adminConfig}: the API server does not answer` }
			}
			if (await hasAddons(host, change)) return { state: 'settled' }
		}
		return {
			state: 'pending',
			before: { remains, state: await clusterState(host, keep) },
			diff: [`+${commandLine(initArgv(change))}`],
			after: { cluster: change.version, config: change.configPath },
		}
	},

	async apply(change, context) {
		const { host, log, signal } = context
		const remains = await remainsOf(host)
		if (remains.length > 0) throw new ChangeRefused(message('change.kubeadm.remains', { command: 'init' }), remains)
		const result = await host.act(initArgv(change), { log, signal, onLine: line => tellPhase(line, context) })
		succeeded(result, log)
		context.setOutput('admin-kubeconfig', adminConfig)
	},

	undo: (change, before, context) => resetNode(change, before.state, context),

	recover: (_change, before, { host }) => recoverByRemains('init', before, host),

	shell: change => [commandLine(initArgv(change))],
}
