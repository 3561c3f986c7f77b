import { ifAny, repositoryChanges } from './changes.ts'
import type { Step } from './step.ts'

/** Row 16: the packages' repository, signed by keys of pinned fingerprint and no others. */
export const kubernetesRepository: Step = {
	id: 'kubernetes-repository',
	rows: [16],
	needs: [],
	when: ({ resolution }) => resolution.repositories.kubernetes !== undefined,
	changes: context => repositoryChanges(ifAny(context.resolution.repositories.kubernetes), context),
}
