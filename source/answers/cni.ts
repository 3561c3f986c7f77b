import { cnis, manifestFor } from '../catalog/cni.ts'
import type { Facts } from '../host/facts.ts'
import { type Message, message } from '../locales/message.ts'
import type { Answers, Cni } from './answers.ts'
import { kernelToRun } from './ceiling.ts'
import type { GivenAnswers } from './schema.ts'

interface CniSources {
	readonly facts: Facts
	readonly kernel: Answers['kernel']
	readonly kubernetesVersion: string
	readonly record: Answers | undefined
	refuse(key: string, what: Message): void
}

type GivenCni = NonNullable<GivenAnswers['cni']>

/** Completes a CNI that is given by name, or by name and version, from the Record or the catalog's pinned manifests. */
export function resolveCni(given: GivenCni, sources: CniSources): Cni {
	const { name } = given
	if (name === 'bridge' || name === 'none') {
		if (given.version ?? given.manifest ?? given.sha256)
			sources.refuse('cni', message('answers.cniTakesNone', { name }))
		return { name }
	}
	if (given.manifest !== undefined) {
		const { version, manifest } = given
		// A copy of a pinned manifest, on a mirror or on disk, is known by the pinned sum.
		const sha256 = given.sha256 ?? cnis[name].manifests.find(entry => entry.version === version)?.sha256
		if (version === undefined) sources.refuse('cni', message('answers.missing', { key: 'cni.version' }))
		if (sha256 === undefined) sources.refuse('cni', message('answers.cniNeedsSha', { manifest }))
		return { name, version: version ?? '', manifest, sha256: sha256 ?? '' }
	}
	if (given.sha256 !== undefined) sources.refuse('cni', message('answers.missing', { key: 'cni.manifest' }))
	const recorded = sources.record?.cni
	if (recorded?.name === name && (given.version === undefined || given.version === recorded.version)) return recorded
	const pinned =
		given.version === undefined
			? manifestFor(name, sources.kubernetesVersion, kernelToRun(sources.facts, sources.kernel))
			: cnis[name].manifests.find(entry => entry.version === given.version)
	if (pinned === undefined) {
		const known = cnis[name].manifests.map(entry => entry.version)
		sources.refuse('cni', message('answers.cniNotPinned', { name, known }))
		return { name, version: '', manifest: '', sha256: '' }
	}
	return { name, version: pinned.version, manifest: pinned.manifest, sha256: pinned.sha256 }
}
