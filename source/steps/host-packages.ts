import { packageChanges } from './changes.ts'
import type { Step } from './step.ts'

/** Row 2: the programs that kubeadm, the kubelet and kube-proxy call. */
export const hostPackages: Step = {
	id: 'host-packages',
	rows: [2],
	// The package manager does one thing at a time: containerd first, so that images are pulled meanwhile.
	needs: ['os-repositories', 'container-runtime'],
	changes: context => packageChanges('host', context, []),
}
