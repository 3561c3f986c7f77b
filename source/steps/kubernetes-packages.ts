import { newestAllowed } from '../answers/ceiling.ts'
import { type Message, message } from '../locales/message.ts'
import { packageChanges } from './changes.ts'
import type { PlanContext, Step } from './step.ts'

/** What the kubelet, the control plane and the CNI make while they run. */
const leaves = [
	'/etc/cni',
	'/etc/kubernetes',
	'/opt/cni',
	'/run/flannel',
	'/run/calico',
	'/run/kubernetes',
	'/usr/libexec/kubernetes',
	'/var/lib/calico',
	'/var/lib/cni',
	'/var/lib/etcd',
	'/var/lib/kubelet',
	'/var/log/calico',
	'/var/log/containers',
	'/var/log/pods',
]

/** Row 17: kubeadm, kubelet and kubectl at the exact version, held there. */
export const kubernetesPackages: Step = {
	id: 'kubernetes-packages',
	rows: [17],
	needs: ['kubernetes-repository', 'host-packages', 'clock'],
	notes: context => [
		...ceiling(context),
		...(context.answers.replaceVersions ? [message('step.kubernetes-packages.replaces')] : []),
	],
	changes: context => packageChanges('kubernetes', context, leaves),
}

/** Why it is not a newer one, where this host or its mirror stands against that. */
function ceiling({ answers, facts }: PlanContext): Message[] {
	const { version, why } = newestAllowed({ facts, mirror: answers.mirror, kernel: answers.kernel })
	if (version !== answers.kubernetesVersion) return []
	return why.map(reason => message('step.kubernetes-packages.newest', { version, reason }))
}
