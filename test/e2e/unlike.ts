import { type Difference, diff } from '../bed/diff.ts'
import type { Snapshot } from '../bed/snapshot.ts'

/**
 * What differs between any two hosts and clusters of the same making, with the reason; and what the wizard keeps of its run.
 * Everything else that `plan --format sh` leaves has to be as the wizard leaves it.
 */
const ofTheCluster: readonly { kind: Difference['kind']; name: RegExp; why: string }[] = [
	{ kind: 'file', name: /^\/var\/(lib|log)\/k8s-wizard(\/|$)/, why: 'journal and record' },
	{ kind: 'file', name: /^\/etc\/kubernetes\//, why: 'keys and certificates of this cluster' },
	{ kind: 'file', name: /^\/root\/\.kube\/|^\/home\/[^/]+\/\.kube\//, why: 'certificates in kubeconfig files' },
	{ kind: 'file', name: /^\/var\/lib\/(kubelet|etcd|containerd|cni)(\/|$)/, why: 'pods, layers and the database' },
	{ kind: 'file', name: /^\/var\/log\/(pods|containers)(\/|$)/, why: 'logs of pods by their ids' },
	{ kind: 'file', name: /^\/etc\/machine-id$/, why: 'each host has its own' },
	{ kind: 'file', name: /^\/var\/lib\/postfix\/master\.lock$/, why: 'holds the id of a process' },
	{ kind: 'service', name: /^(cri-containerd-|kubepods-)/, why: 'scopes and slices of pods by their ids' },
	{ kind: 'mount', name: /^\/(run|var\/lib\/kubelet)\//, why: 'mounts of pods by their ids' },
	{ kind: 'mount', name: /^\/sys\/fs\/cgroup$/, why: 'of a container host: read-only or not, as its systemd left it' },
	{ kind: 'firewall', name: /^firewalld trusted sources:/, why: 'addresses of pods, in the order in which they came' },
	{ kind: 'link', name: /^veth/, why: 'one for each pod, at random' },
	{ kind: 'route', name: / dev veth/, why: 'the same' },
	{ kind: 'sysctl', name: /^net\.ipv[46]\.(conf|neigh)\.veth/, why: 'the same' },
	{ kind: 'iptables', name: /CNI-|KUBE-/, why: 'chains named by the ids of pods and addresses' },
]

/** Databases of the package manager hold the time of each installation. */
const ofPackages: readonly RegExp[] = [
	/^\/var\/lib\/(rpm|dnf)\//,
	/^\/var\/cache\/(ldconfig\/aux-cache|debconf\/.*)$/,
	/^\/var\/lib\/(dpkg\/(status|status-old|available|info\/.*)|ucf\/.*)$/,
	/^\/etc\/(passwd|group|shadow|gshadow)-$/,
]

const matters = ({ kind, name }: Difference): boolean =>
	!ofTheCluster.some(entry => entry.kind === kind && entry.name.test(name)) &&
	!(kind === 'file' && ofPackages.some(path => path.test(name)))

/** What a script has left otherwise than the wizard did. */
export const unlike = (byWizard: Snapshot, byScript: Snapshot): Difference[] => diff(byWizard, byScript).filter(matters)
