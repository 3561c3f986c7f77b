import { repositoryChanges } from './changes.ts'
import type { Step } from './step.ts'

/** Row 0: repositories of the system that no longer answer give way to the mirror's. */
export const osRepositories: Step = {
	id: 'os-repositories',
	rows: [0],
	needs: [],
	when: ({ resolution: { repositories } }) => repositories.os.length > 0,
	changes: context => [
		...context.resolution.repositories.dead.map(path => ({ kind: 'absent' as const, path })),
		...repositoryChanges(context.resolution.repositories.os, context),
	],
}
