import { message } from '../locales/message.ts'
import { ifAny, packageChanges, repositoryChanges } from './changes.ts'
import type { PlanContext, Step } from './step.ts'

const architecture = { amd64: 'x86_64', arm64: 'aarch64' } as const

/** Row 10, by choice: a newer kernel from ELRepo, its packages checked, and the default of the next boot by its name. */
export const kernel: Step = {
	id: 'kernel',
	rows: [10],
	needs: ['os-repositories'],
	when: ({ answers }) => answers.kernel !== 'stock',
	notes: context => {
		const release = releaseOf(context)
		return release === undefined || context.facts.kernel.release === release
			? []
			: [message('step.kernel.needsReboot', { release, running: context.facts.kernel.release })]
	},
	changes: context => {
		const release = releaseOf(context)
		return [
			...repositoryChanges(ifAny(context.resolution.repositories.kernel), context),
			...packageChanges('kernel', context, []),
			...(release === undefined ? [] : [{ kind: 'default-kernel' as const, image: `/boot/vmlinuz-${release}` }]),
		]
	},
}

/** As `uname -r` will say it: '5.4.278-1.el7.elrepo.x86_64'. */
function releaseOf({ facts, resolution }: PlanContext): string | undefined {
	const [package_] = resolution.packages.kernel.install
	return package_ && `${package_.version}.${architecture[facts.architecture]}`
}
