import type { Answers } from '../../answers/answers.ts'
import type { Facts } from '../../host/facts.ts'
import type { Host } from '../../host/host.ts'
import { accessOf, request } from './access.ts'
import { kubernetesImages, proveImages } from './images.ts'
import { MirrorError } from './mirror-error.ts'
import { sourcesOf } from './sources.ts'

/** What a mirror came to, asked beside the questions; the plan proves it all over again, packages included. */
export type MirrorProbe =
	| { readonly state: 'whole'; readonly milliseconds: number; readonly asked: number }
	| { readonly state: 'lacking'; readonly milliseconds: number; readonly missing: number }
	| { readonly state: 'unreachable'; readonly reason: string }

/** Asks for the repository of Kubernetes' packages, with the time that takes, and for every image. Changes nothing. */
export async function probeMirror(host: Host, facts: Facts, answers: Answers): Promise<MirrorProbe> {
	try {
		const sources = sourcesOf(answers, facts)
		const access = await accessOf(host, answers, sources.ownHosts)
		const { baseUrl } = sources.kubernetes
		const url = `${baseUrl}${baseUrl.endsWith('/') ? '' : '/'}${facts.os.family === 'rpm' ? 'repodata/repomd.xml' : 'InRelease'}`
		const first = await request(host, access, url)
		if (!first.ok) return { state: 'unreachable', reason: first.reason }
		const { milliseconds } = first
		if (first.status >= 400) return { state: 'unreachable', reason: `${url}: ${first.status}` }
		const { all } = kubernetesImages(answers.kubernetesVersion, answers.role, sources)
		const missing = await missingOf(proveImages(host, all, { access, plainHttp: sources.plainHttp }))
		return missing === 0
			? { state: 'whole', milliseconds, asked: all.length }
			: { state: 'lacking', milliseconds, missing }
	} catch (error) {
		if (error instanceof MirrorError) return { state: 'unreachable', reason: error.lines[0] ?? error.message }
		throw error
	}
}

async function missingOf(proof: Promise<unknown>): Promise<number> {
	try {
		await proof
		return 0
	} catch (error) {
		if (error instanceof MirrorError) return error.proofs.filter(({ result }) => result === 'missing').length
		throw error
	}
}
