import lt from 'semver/functions/lt.js'
import { cnis } from '../catalog/cni.ts'
import { kernelModules as known } from '../catalog/settings.ts'
import { message } from '../locales/message.ts'
import { file } from './changes.ts'
import type { PlanContext, Step } from './step.ts'

/** Row 11: the modules that networking and overlay file systems need, now and at every boot. */
export const kernelModules: Step = {
	id: 'kernel-modules',
	rows: [11],
	needs: [],
	notes: ({ facts }) => (facts.container === undefined ? [] : [message('step.kernel-modules.ofTheMachine')]),
	changes: context => {
		const names = modulesOf(context)
		return [
			file('/etc/modules-load.d/k8s-wizard.conf', `# Written by k8s-wizard.\n${names.join('\n')}\n`),
			...names.map(name => ({ kind: 'module' as const, name })),
		]
	},
}

function modulesOf({ answers, facts }: PlanContext): string[] {
	const ofCni: readonly string[] = cnis[answers.cni.name].modules
	return Object.entries(known).flatMap(([name, { when, formerly }]) => {
		// A CNI names what it may use; what this kernel does not have at all, it has to do without.
		const wanted =
			when === 'always' ||
			(when === 'ipvs' && answers.proxyMode === 'ipvs') ||
			(when === 'cni' && ofCni.includes(name) && facts.modules[name] !== 'absent')
		if (!wanted) return []
		const { major, minor, patch } = facts.kernel
		return [formerly !== undefined && lt(`${major}.${minor}.${patch}`, formerly.before) ? formerly.name : name]
	})
}
