import { succeeded } from '../host/errors.ts'
import type { Argv, Host } from '../host/host.ts'
import { apiAnswers, kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, ChangeBase, ChangeKind, Recovery } from './change.ts'
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
	/** Files in folders that a reset clears which other changes write: theirs to undo. */
	readonly spare?: readonly string[]
}

export const adminConfig = '/etc/kubernetes/admin.conf'

/** What kubeadm makes of a node, in the order in which it does. */
const evidence = [
	'/etc/kubernetes/pki/ca.crt',
	'/etc/kubernetes/admin.conf',
	'/etc/kubernetes/kubelet.conf',
	'/etc/kubernetes/controller-manager.conf',
	'/etc/kubernetes/scheduler.conf',
	'/etc/kubernetes/manifests/kube-apiserver.yaml',
	'/etc/kubernetes/manifests/kube-controller-manager.yaml',
	'/etc/kubernetes/manifests/kube-scheduler.yaml',
	'/etc/kubernetes/manifests/etcd.yaml',
	'/var/lib/etcd/member',
	'/var/lib/kubelet/config.yaml',
] as const

interface Before {
	/** What of a cluster was there. */
	readonly remains: readonly string[]
	readonly state: ClusterState
}

async function remainsOf(host: Host): Promise<string[]> {
	const found: string[] = []
	for (const path of evidence) if (await host.stat(path)) found.push(path)
	return found
}

/** One of the last phases points the kubelet at the certificate that it renews itself: init had come that far. */
async function isFinalized(host: Host): Promise<boolean> {
	return (await host.readText('/etc/kubernetes/kubelet.conf'))?.includes('kubelet-client-current.pem') ?? false
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
		if (remains.length > 0) throw new ChangeRefused(message('change.kubeadmInit.remains'), remains)
		const result = await host.act(initArgv(change), { log, signal, onLine: line => tell(line, context) })
		succeeded(result, log)
		context.setOutput('admin-kubeconfig', adminConfig)
	},

	undo: (change, before, context) => resetNode(change, before.state, context),

	async recover(_change, before, { host }): Promise<Recovery> {
		const remains = await remainsOf(host)
		if (remains.length === 0) return { decision: 'repeat', why: message('change.kubeadmInit.recover.nothing') }
		if (before.remains.length > 0) return { decision: 'stop', why: message('change.kubeadmInit.recover.others') }
		const paths = remains.join(', ')
		return { decision: 'clean-up', why: message('change.kubeadmInit.recover.partly', { paths }) }
	},

	shell: change => [commandLine(initArgv(change))],
}

/** '[certs] Generating "ca" certificate and key' */
function tell(line: string, { progress }: ApplyContext): void {
	const [, phase, words] = /^\[([a-z][\w/-]*)\] (.+)$/.exec(line) ?? []
	if (phase !== undefined && words !== undefined) progress(message('change.kubeadm.phase', { phase, words }))
}
