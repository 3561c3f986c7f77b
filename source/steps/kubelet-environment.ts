import { kubeletEnvironmentFile } from '../catalog/packages.ts'
import { file } from './changes.ts'
import { kubeletEnvironment as render } from './render/kubelet-environment.ts'
import type { Step } from './step.ts'

const unit = 'kubelet.service'

/** Row 18: the kubelet's extra arguments, in its family's own file instead of the package's unit. */
export const kubeletEnvironment: Step = {
	id: 'kubelet-environment',
	rows: [18],
	// Not before: a package that brings this file itself would ask about ours.
	needs: ['kubernetes-packages'],
	changes: ({ answers, facts, resolution }) => [
		file(kubeletEnvironmentFile[facts.os.family], render(resolution.kubernetesVersion, answers.nodeAddress), {
			readBy: [unit],
		}),
		{ kind: 'service', unit, enabled: true },
	],
}
