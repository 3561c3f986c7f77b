import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, Recovery } from './change.ts'

/** What kubeadm makes of a node, in the order in which it does. */
const evidence = [
	'/etc/kubernetes/pki/ca.crt',
	'/etc/kubernetes/admin.conf',
	'/etc/kubernetes/bootstrap-kubelet.conf',
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

/** Paths of what is there of a cluster; none on a host that was never a node, or was reset. */
export async function remainsOf(host: Host): Promise<string[]> {
	const found: string[] = []
	for (const path of evidence) if (await host.stat(path)) found.push(path)
	return found
}

/** The kubelet has the certificate that it renews itself: one of the last things that init and join bring about. */
export async function isFinalized(host: Host): Promise<boolean> {
	return (await host.readText('/etc/kubernetes/kubelet.conf'))?.includes('kubelet-client-current.pem') ?? false
}

/** What becomes of an init or join that was cut off: only what it left itself may be cleaned up. */
export async function recoverByRemains(
	command: 'init' | 'join',
	before: { readonly remains: readonly string[] },
	host: Host,
): Promise<Recovery> {
	const remains = await remainsOf(host)
	if (remains.length === 0) return { decision: 'repeat', why: message('change.kubeadm.recover.nothing', { command }) }
	if (before.remains.length > 0) return { decision: 'stop', why: message('change.kubeadm.recover.others', { command }) }
	const paths = remains.join(', ')
	return { decision: 'clean-up', why: message('change.kubeadm.recover.partly', { command, paths }) }
}

/** '[certs] Generating "ca" certificate and key' */
export function tellPhase(line: string, { progress }: Pick<ApplyContext, 'progress'>): void {
	const [, phase, words] = /^\[([a-z][\w/-]*)\] (.+)$/.exec(line) ?? []
	if (phase !== undefined && words !== undefined) progress(message('change.kubeadm.phase', { phase, words }))
}
