import type { Answers } from '../../answers/answers.ts'
import { kernelPackages } from '../../catalog/kernels.ts'
import { packageGroups, packageRenames } from '../../catalog/packages.ts'
import type { Facts } from '../../host/facts.ts'
import type { PackageStage, Resolution } from '../resolution.ts'
import type { Sources } from './sources.ts'

/** Names of what each stage installs where it is missing. */
export function wantedPackages(
	answers: Answers,
	facts: Facts,
	sources: Sources,
	known: Resolution | undefined,
): Readonly<Record<PackageStage, readonly string[]>> {
	const { family } = facts.os
	const groups = [
		packageGroups.needed,
		...(answers.proxyMode === 'ipvs' ? [packageGroups.ipvs] : []),
		...(needsModules(answers, facts) ? [packageGroups.modulesOfEl10] : []),
		...(answers.optional.includes('tools') ? [packageGroups.tools] : []),
		...(answers.firewall === 'iptables' ? [packageGroups.iptablesServices] : []),
	]
	const names = groups.flatMap((group): readonly string[] => group[family]).map(name => nameHere(name, facts))
	return {
		kernel: answers.kernel === 'stock' ? [] : [kernelPackages[answers.kernel]],
		containerRuntime: containerRuntime(facts, sources, known),
		host: [...new Set(names)],
		clock: needsTimeSync(facts, known) ? packageGroups.timeSync[family] : [],
		kubernetes: packageGroups.kubernetes[family],
	}
}

function nameHere(name: string, { os }: Facts): string {
	if (os.family !== 'rpm') return name
	const renamed = packageRenames.find(entry => entry.name === name && entry.release === os.repositoryRelease)
	return renamed?.there ?? name
}

/** One that is there stays, whatever it came from; ours are named again, so that a second plan has them too. */
function containerRuntime(facts: Facts, sources: Sources, known: Resolution | undefined): readonly string[] {
	const there = facts.containerd.looked && facts.containerd.value !== undefined
	const ours = known?.packages.containerRuntime.install.map(({ name }) => name) ?? []
	if (there) return ours
	return [sources.containerd === undefined ? 'containerd' : 'containerd.io']
}

/** A container host has the machine's clock; elsewhere what keeps the time already goes on doing so. */
function needsTimeSync(facts: Facts, known: Resolution | undefined): boolean {
	if (known !== undefined && known.packages.clock.install.length > 0) return true
	return facts.container === undefined && facts.timeSync.looked && facts.timeSync.value === 'none'
}

/** A container host has the modules of the machine; a kernel of ELRepo's brings all of its own. */
function needsModules({ kernel }: Answers, { os, container }: Facts): boolean {
	return os.family === 'rpm' && os.repositoryRelease === '10' && container === undefined && kernel === 'stock'
}
