import { joinAnswersText, joinRoles } from '../answers/join/text.ts'
import { cnis } from '../catalog/cni.ts'
import { caHashPlace } from '../changes/join-answers.ts'
import { secretPlaces } from '../changes/kubeadm-join.ts'
import { adminKubeconfig } from './changes.ts'
import { criSocket } from './node.ts'
import type { Step } from './step.ts'

/** Row 24, on the first control plane: what the next hosts are started with. */
export const joinAnswers: Step = {
	id: 'join-answers',
	rows: [24],
	needs: ['ready'],
	when: ({ answers }) => answers.role === 'init' && cnis[answers.cni.name].manyNodes,
	changes: ({ answers }) => [
		{
			kind: 'join-answers',
			folder: '/var/lib/k8s-wizard/join',
			files: joinRoles.map(role => ({
				name: `${role}.yaml`,
				text: joinAnswersText(answers, role, { ...secretPlaces, caCertHash: caHashPlace }),
				certificates: role === 'join-control-plane',
			})),
			kubeconfig: adminKubeconfig,
			criSocket,
			nodeAddress: answers.nodeAddress,
		},
	],
}
