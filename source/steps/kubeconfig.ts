import { adminKubeconfig as source } from './changes.ts'
import type { Step } from './step.ts'

/** Row 23: kubectl works for root and for the user behind sudo. */
export const kubeconfig: Step = {
	id: 'kubeconfig',
	rows: [23],
	needs: ['kubeadm-init', 'kubeadm-join'],
	when: ({ answers }) => answers.role !== 'join-worker',
	changes: ({ facts: { sudoUser } }) => [
		{ kind: 'kubeconfig', source, path: '/root/.kube/config', user: 'root', owner: { uid: 0, gid: 0 } },
		...(sudoUser === undefined
			? []
			: [
					{
						kind: 'kubeconfig' as const,
						source,
						path: `${sudoUser.home}/.kube/config`,
						user: sudoUser.name,
						owner: { uid: sudoUser.uid, gid: sudoUser.gid },
					},
				]),
	],
}
