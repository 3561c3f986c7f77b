import { message } from '../locales/message.ts'
import { ifAny, packageChanges, repositoryChanges } from './changes.ts'
import type { Step } from './step.ts'

/** What containerd and its CRI plugin make while they run. */
const leaves = [
	'/etc/cni',
	'/etc/containerd',
	'/opt/containerd',
	'/run/containerd',
	'/run/netns',
	'/run/runc',
	'/var/lib/cni',
	'/var/lib/containerd',
]

/** Row 12: containerd from one repository with its signature checked; one that is there already stays. */
export const containerRuntime: Step = {
	id: 'container-runtime',
	rows: [12],
	// The package manager does one thing at a time, and a reboot into the new kernel would come first.
	needs: ['os-repositories', 'kernel'],
	notes: ({ facts, resolution: { containerd } }) => {
		if (!containerd.kept) return []
		const docker = facts.docker.looked && facts.docker.value !== undefined
		const { version } = containerd
		return [
			docker
				? message('step.container-runtime.keptDocker', { version })
				: message('step.container-runtime.kept', { version }),
		]
	},
	changes: context => [
		...repositoryChanges(ifAny(context.resolution.repositories.containerd), context),
		...packageChanges('containerRuntime', context, leaves),
	],
}
