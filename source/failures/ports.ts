import { message } from '../locales/message.ts'
import {
	byHand,
	confirmed,
	type Finding,
	hint,
	type KnownFailure,
	type ProbeContext,
	proof,
	refuted,
	unknown,
} from './failure.ts'
import { outputOf } from './read-host.ts'

/** Ports that a node needs free, and what listens there in the end. */
const ports = [
	{ port: 6443, own: 'kube-apiserver' },
	{ port: 10250, own: 'kubelet' },
	{ port: 10259, own: 'kube-scheduler' },
	{ port: 10257, own: 'kube-controller-manager' },
	{ port: 2379, own: 'etcd' },
	{ port: 2380, own: 'etcd' },
] as const

/** Units that are never stopped to make room: they are how the host is reached, or the cluster's own. */
const needed = /^(?:ssh|sshd|systemd-|dbus|k8s-wizard|kubelet|containerd|docker|firewalld|NetworkManager|chrony)/

export const portsInUse: readonly KnownFailure[] = ports.map(({ port, own }) => ({
	id: `preflight-port-${port}-in-use`,
	stage: 'preflight',
	title: message('failure.port.title', { port }),
	cause: message('failure.port.cause', { port, own }),
	advice: message('failure.port.advice', { port }),
	signatures: [
		proof(`[ERROR Port-${port}]`),
		proof(`:${port}: bind: address already in use`),
		hint(`[WARNING Port-${port}]`),
	],
	alone: 'likely',
	probe: context => probePort(context, port, own),
	check: { what: message('failure.port.check', { port }), within: 10_000 },
	source: 'kubeadm preflight PortOpenCheck; Go net',
}))

async function probePort({ host, facts }: ProbeContext, port: number, own: string): Promise<Finding> {
	const listed = outputOf(await host.look(['ss', '-ltnp']))
	if (listed === undefined) return unknown
	const line = listed.split('\n').find(row => row.split(/\s+/)[3]?.endsWith(`:${port}`))
	if (line === undefined) return refuted
	const holder = /\(\("([^"]{1,64})",pid=(\d{1,10})/.exec(line)
	const [, program, pid] = holder ?? []
	// The cluster's own, where there is one; the kernel keeps 15 characters of a program's name.
	if (program === own.slice(0, 15) || (program === undefined && facts.cluster.role !== 'none')) return refuted
	const lines = [{ source: 'ss -ltnp', line: line.replace(/\s+/g, ' ').trim() }]
	const unit = pid === undefined ? undefined : unitOf((await host.readText(`/proc/${pid}/cgroup`)) ?? '')
	if (unit === undefined || needed.test(unit)) {
		return confirmed(lines, byHand(message('failure.port.byHand', { port, program: program ?? '?', pid: pid ?? '?' })))
	}
	return confirmed([...lines, { source: `/proc/${pid}/cgroup`, line: unit }], {
		risk: 'ask',
		destructive: false,
		what: message('failure.port.fix', { unit, port }),
		changes: [{ kind: 'service', unit, enabled: false, running: false }],
	})
}

/** The system service that a process belongs to; undefined: it was started in some other way. */
function unitOf(cgroups: string): string | undefined {
	return /\/system\.slice\/([\w@.:\\-]+\.service)$/m.exec(cgroups)?.[1]
}
