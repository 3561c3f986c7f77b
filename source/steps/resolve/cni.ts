import { createHash } from 'node:crypto'
import type { Cni, ManifestCni } from '../../answers/answers.ts'
import type { Host } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import { cniManifest, ManifestError } from '../render/cni-manifest.ts'
import type { CniPlan, Proof } from '../resolution.ts'
import { type Access, download, readFile } from './access.ts'
import { MirrorError } from './mirror-error.ts'

export interface CniNeeds {
	readonly cni: Cni
	/** What an image of the manifest is called on the mirror. */
	image(name: string): string
	readonly access: Access
	/** What an earlier run fetched; used again where its SHA-256 is the one asked for. */
	readonly known: CniPlan | undefined
	/** Filled with what was asked. */
	readonly proofs: Proof[]
}

/** The CNI's manifest, fetched and checked against its SHA-256, with the names of its images. Throws a MirrorError. */
export async function resolveCni(host: Host, { cni, image, access, known, proofs }: CniNeeds): Promise<CniPlan> {
	if (!('manifest' in cni)) return { kind: cni.name }
	const { name, version, manifest: source, sha256 } = cni
	const kept = known?.kind === 'manifest' && sha256Of(known.text) === sha256 ? known.text : undefined
	const place = { kind: 'cni-manifest', what: source, where: source.startsWith('/') ? '' : source } as const
	if (kept !== undefined) proofs.push({ ...place, result: 'present' })
	const text = kept ?? (await provenManifest(host, cni, access, proofs, place))
	return { kind: 'manifest', name, version, source, sha256, text, renamed: renamedImages(text, source, image) }
}

async function provenManifest(
	host: Host,
	cni: ManifestCni,
	access: Access,
	proofs: Proof[],
	place: Omit<Proof, 'result'>,
): Promise<string> {
	const begun = host.now().getTime()
	try {
		const text = await checkedManifest(host, cni, access)
		proofs.push({ ...place, result: 'proven', milliseconds: host.now().getTime() - begun })
		return text
	} catch (error) {
		proofs.push({ ...place, result: 'missing' })
		throw error
	}
}

async function checkedManifest(host: Host, { manifest: source, sha256: wanted }: ManifestCni, access: Access) {
	const content = source.startsWith('/') ? await readFile(host, source) : await downloaded(host, access, source)
	const found = sha256Of(content)
	if (found !== wanted) throw new MirrorError([message('resolve.manifestOtherSum', { source, wanted, found })])
	return Buffer.from(content).toString('utf8')
}

async function downloaded(host: Host, access: Access, source: string): Promise<Uint8Array> {
	try {
		return await download(host, access, source)
	} catch (error) {
		if (!(error instanceof MirrorError)) throw error
		const [problem] = error.problems
		if (problem === undefined) throw error
		throw new MirrorError([message('resolve.manifestUnreachable', { source, reason: problem })])
	}
}

function renamedImages(text: string, source: string, image: (name: string) => string): Record<string, string> {
	const renamed: Record<string, string> = {}
	try {
		cniManifest(text, { podSubnet: [], image: name => (renamed[name] = image(name)) })
		return renamed
	} catch (error) {
		if (!(error instanceof ManifestError)) throw error
		throw new MirrorError([message('resolve.manifestUnreadable', { source, reason: error.message })])
	}
}

function sha256Of(content: string | Uint8Array): string {
	return createHash('sha256').update(content).digest('hex')
}
