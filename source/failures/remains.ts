import type { Change } from '../changes/index.ts'
import { freePlaceBeside } from '../changes/moved-aside.ts'
import { message } from '../locales/message.ts'
import {
	byHand,
	confirmed,
	type EvidenceLine,
	type Finding,
	type KnownFailure,
	type ProbeContext,
	proof,
	refuted,
} from './failure.ts'
import { portsInUse } from './ports.ts'

/** Folders of a cluster, each moved as a whole: parts of one are of no use without the rest. */
const folders = ['/etc/kubernetes', '/var/lib/etcd', '/var/lib/kubelet/pki'] as const

const common = {
	stage: 'preflight',
	cause: message('failure.remains.cause'),
	advice: message('failure.remains.advice'),
	check: { what: message('failure.remains.check'), within: 5_000 },
	source: 'kubeadm preflight FileAvailableCheck, DirAvailableCheck',
} as const

export const remains: readonly KnownFailure[] = [
	{
		...common,
		id: 'preflight-manifests-exist',
		title: message('failure.remains.manifests'),
		signatures: [
			proof('[ERROR FileAvailable--etc-kubernetes-manifests-'),
			// The wizard's own words, when it finds remains before kubeadm does.
			proof('/etc/kubernetes/manifests/', /^\/etc\/kubernetes\/manifests\/[\w-]{1,64}\.yaml$/),
		],
		// An earlier cluster that still runs holds the ports, too.
		explains: [
			'preflight-join-kubelet-conf-exists',
			'preflight-dir-var-lib-etcd-not-empty',
			...portsInUse.map(({ id }) => id),
		],
		probe: context => probeRemains(context, '/etc/kubernetes/manifests', name => name.endsWith('.yaml')),
	},
	{
		...common,
		id: 'preflight-join-kubelet-conf-exists',
		title: message('failure.remains.kubeletConf'),
		signatures: [
			proof('[ERROR FileAvailable--etc-kubernetes-kubelet.conf]'),
			proof('[ERROR FileAvailable--etc-kubernetes-bootstrap-kubelet.conf]'),
			proof('[ERROR FileAvailable--etc-kubernetes-pki-ca.crt]'),
			proof('/etc/kubernetes/', /^\/etc\/kubernetes\/(?:kubelet\.conf|admin\.conf|pki\/ca\.crt)$/),
		],
		explains: ['preflight-port-10250-in-use'],
		probe: context => probeRemains(context, '/etc/kubernetes', name => name.endsWith('.conf') || name === 'pki'),
	},
	{
		...common,
		id: 'preflight-dir-var-lib-etcd-not-empty',
		title: message('failure.remains.etcd'),
		signatures: [
			proof('[ERROR DirAvailable--var-lib-etcd]'),
			proof('/var/lib/etcd/member', /^\/var\/lib\/etcd\/member$/),
		],
		probe: context => probeRemains(context, '/var/lib/etcd', () => true),
	},
]

async function probeRemains(
	{ host, facts }: ProbeContext,
	folder: string,
	tells: (name: string) => boolean,
): Promise<Finding> {
	const names = ((await host.list(folder)) ?? []).filter(tells)
	if (names.length === 0) return refuted
	const lines = names.map((name): EvidenceLine => ({ source: folder, line: `${folder}/${name}` }))
	// A cluster that lives is no remains, whatever a log says.
	if (facts.cluster.apiAnswers) return refuted
	const busy =
		facts.ports.looked && facts.ports.value.some(({ program }) => program !== undefined && isOfCluster(program))
	if (busy) return confirmed(lines, byHand(message('failure.remains.alive')))
	const changes: Change[] = [{ kind: 'service', unit: 'kubelet.service', running: false }]
	for (const path of folders) {
		if (((await host.list(path)) ?? []).length === 0) continue
		changes.push({ kind: 'moved-aside', path, to: await freePlaceBeside(host, path) })
	}
	return confirmed(lines, { risk: 'ask', destructive: true, what: message('failure.remains.fix'), changes })
}

function isOfCluster(program: string): boolean {
	return /^(?:etcd|kube-apiserver|kube-scheduler|kube-controller)/.test(program)
}
