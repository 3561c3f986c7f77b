import { message } from '../locales/message.ts'
import { packageChanges } from './changes.ts'
import type { Step } from './step.ts'

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
	notes: ({ answers }) => (answers.replaceVersions ? [message('step.kubernetes-packages.replaces')] : []),
	changes: context => packageChanges('kubernetes', context, leaves),
}
