import { cnis } from '../catalog/cni.ts'
import { existsIn, imageTagsOf, kubernetesVersions, proxyModes } from '../catalog/kubernetes.ts'
import type { Facts } from '../host/facts.ts'
import { message } from '../locales/message.ts'
import type { Answers } from './answers.ts'
import { isOlderKernel, kernelToRun, newestAllowed, obstacles } from './ceiling.ts'
import type { Found } from './problem.ts'

/** Versions against catalog, mirror and host; what depends on them. */
export function checkVersions(answers: Answers, facts: Facts): Found[] {
	return [
		...checkKubernetes(answers, facts),
		...checkCni(answers, facts),
		...checkProxyMode(answers, facts),
		...checkKernel(answers, facts),
	]
}

function checkKubernetes(answers: Answers, facts: Facts): Found[] {
	const { kubernetesVersion: version } = answers
	const key = 'kubernetesVersion'
	if (imageTagsOf(version) === undefined) {
		return [{ key, what: message('answers.unknownVersion', { version, nearest: nearestVersion(version) }), exit: 2 }]
	}
	const context = { facts, mirror: answers.mirror, kernel: answers.kernel }
	const found = obstacles(version, context).map(({ what, exit }): Found => ({ key, what, exit }))
	if (found.some(({ exit }) => exit === 3)) {
		const newest = newestAllowed(context).version
		if (newest !== undefined) found.push({ key, what: message('answers.newestHere', { version: newest }), exit: 3 })
	}
	return found
}

/** The newest patch of the same minor; else the newest of all. */
function nearestVersion(version: string): string {
	const known = kubernetesVersions()
	const minor = `${version.split('.').slice(0, 2).join('.')}.`
	return known.filter(candidate => candidate.startsWith(minor)).pop() ?? known[known.length - 1] ?? ''
}

function checkCni(answers: Answers, facts: Facts): Found[] {
	const { cni, role } = answers
	const found: Found[] = []
	const absent = cnis[cni.name].modules.filter(module => facts.modules[module] === 'absent')
	if (absent.length > 0) {
		found.push({ key: 'cni', what: message('answers.cniNeedsModules', { name: cni.name, modules: absent }), exit: 3 })
	}
	if (!cnis[cni.name].manyNodes && role !== 'init') {
		found.push({ key: 'cni', what: message('answers.cniOneHost', { name: cni.name }), exit: 2 })
	}
	const pinned = cnis[cni.name].manifests.find(entry => 'sha256' in cni && entry.sha256 === cni.sha256)
	if (pinned !== undefined && isOlderKernel(kernelToRun(facts, answers.kernel), pinned.kernel)) {
		const kernel = pinned.kernel.replace(/\.0$/, '')
		const what = message('answers.cniNeedsKernel', { name: `${cni.name} ${pinned.version}`, kernel })
		found.push({ key: 'cni', what, exit: 3 })
	}
	return found
}

const proxyModules = {
	iptables: [],
	ipvs: ['ip_vs', 'ip_vs_rr', 'ip_vs_wrr', 'ip_vs_sh'],
	nftables: ['nf_tables'],
} as const

function checkProxyMode(answers: Answers, facts: Facts): Found[] {
	const key = 'proxyMode'
	const { proxyMode: mode, kubernetesVersion: version } = answers
	const entry = proxyModes[mode]
	const found: Found[] = []
	if (!existsIn(entry, version)) {
		found.push({ key, what: message('answers.proxyModeVersion', { mode, version, from: `1.${entry.from}` }), exit: 2 })
	}
	if (entry.kernel !== undefined && isOlderKernel(kernelToRun(facts, answers.kernel), entry.kernel)) {
		const kernel = entry.kernel.replace(/\.0$/, '')
		found.push({
			key,
			what: message('answers.proxyModeKernel', { mode, kernel, release: facts.kernel.release }),
			exit: 3,
		})
	}
	const absent = proxyModules[mode].filter(module => facts.modules[module] === 'absent')
	if (absent.length > 0)
		found.push({ key, what: message('answers.proxyModeModules', { mode, modules: absent }), exit: 3 })
	return found
}

function checkKernel(answers: Answers, facts: Facts): Found[] {
	const { kernel } = answers
	if (kernel === 'stock') return []
	if (facts.container !== undefined) {
		return [{ key: 'kernel', what: message('answers.kernelOfContainer', { container: facts.container }), exit: 3 }]
	}
	if (facts.os.family !== 'rpm') return [{ key: 'kernel', what: message('answers.kernelOnlyRpm'), exit: 3 }]
	return []
}
