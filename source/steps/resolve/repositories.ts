import type { Answers } from '../../answers/answers.ts'
import type { Host } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import type { PackageRepository, Proof } from '../resolution.ts'
import { type Access, basic, request } from './access.ts'
import { type PinnedKey, signingKeys } from './key.ts'
import { MirrorError, withoutProblems } from './mirror-error.ts'
import type { RepositorySource } from './sources.ts'

/**
 * A repository with its pinned keys, ready to be written. One that an earlier run has resolved from the same source
 * is used again, and nothing is asked of anyone. Throws a MirrorError.
 */
export async function resolveRepository(
	host: Host,
	source: RepositorySource,
	needs: RepositoryNeeds,
): Promise<PackageRepository> {
	const { access, answers, known, rpm } = needs
	const caFile = answers.mirror.name === 'custom' ? answers.mirror.ca : undefined
	const base = {
		id: source.id,
		name: source.name,
		baseUrl: source.baseUrl,
		...(rpm ? {} : { suite: source.suite, components: source.components }),
		excluded: source.excluded,
		caFile,
		credentials: access.credentials(new URL(source.baseUrl).host),
	}
	if (known !== undefined && isSame(known, { ...known, ...base }) && haveKeysOf(known, source, answers)) return known
	if (source.unsigned) {
		await proveRepository(host, source, needs)
		return { ...base, keys: [], signedMetadata: false, signedPackages: false }
	}
	if (source.keys.length === 0) throw new MirrorError([message('resolve.keyNotPinned', { repository: source.baseUrl })])
	const there = proveRepository(host, source, needs)
	const found = source.keys.map(key => signingKeys(host, key, access, answers.trustKeys))
	await withoutProblems([there, ...found])
	const keys = distinct((await Promise.all(found)).flat())
	return { ...base, keys, signedMetadata: !rpm || (await hasSignedMetadata(host, source, access)), signedPackages: rpm }
}

function distinct(keys: readonly PinnedKey[]): PinnedKey[] {
	return [...new Map(keys.map(key => [key.fingerprint, key])).values()]
}

/** Asks for the list of packages, so that a mirror without this version is told in words. */
async function proveRepository(host: Host, source: RepositorySource, needs: RepositoryNeeds): Promise<void> {
	const { access, rpm, proofs } = needs
	const urls = listsOf(source, rpm)
	const credentials = access.credentials(new URL(source.baseUrl).host)
	const headers = credentials === undefined ? {} : { authorization: basic(credentials) }
	const place = { kind: source.kind, what: source.baseUrl, where: source.baseUrl }
	for (const [index, url] of urls.entries()) {
		const result = await request(host, access, url, { headers })
		if (result.ok && result.status === 200) {
			proofs.push({ ...place, result: 'proven', milliseconds: result.milliseconds })
			return
		}
		// An apt repository may have its list and signature in two files.
		if (result.ok && result.status === 404 && index < urls.length - 1) continue
		proofs.push({ ...place, result: 'missing' })
		const problem = result.ok
			? message('resolve.noRepository', {
					url,
					status: result.status,
					what: message(`resolve.artefact.${source.kind}`),
				})
			: message('resolve.unreachable', { url, reason: result.reason })
		throw new MirrorError([problem])
	}
}

function listsOf({ baseUrl, suite }: RepositorySource, rpm: boolean): string[] {
	const base = baseUrl.replace(/\/$/, '')
	if (rpm) return [`${base}/repodata/repomd.xml`]
	const folder = suite.endsWith('/') ? `${base}/${suite === '/' ? '' : suite}` : `${base}/dists/${suite}/`
	return [`${folder}InRelease`, `${folder}Release`]
}

export interface RepositoryNeeds {
	readonly access: Access
	readonly answers: Answers
	/** As an earlier run resolved it. */
	readonly known: PackageRepository | undefined
	readonly rpm: boolean
	/** Filled with what was asked. */
	readonly proofs: Proof[]
}

function isSame(one: PackageRepository, other: PackageRepository): boolean {
	return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(repository: PackageRepository): readonly unknown[] {
	return Object.entries(repository).sort(([one], [other]) => (one < other ? -1 : 1))
}

/** Every pinned one, and besides them only what is still confirmed or has always been the host's own. */
function haveKeysOf(known: PackageRepository, { keys, unsigned }: RepositorySource, { trustKeys }: Answers): boolean {
	if (unsigned) return known.keys.length === 0
	const have = known.keys.map(({ fingerprint }) => fingerprint)
	const pinned = keys.flatMap(key => ('own' in key ? [] : (key.fingerprint ?? [])))
	const others = have.filter(fingerprint => !pinned.includes(fingerprint))
	const vouched = keys.some(key => 'own' in key) || others.every(fingerprint => trustKeys.includes(fingerprint))
	return have.length > 0 && vouched && pinned.every(fingerprint => have.includes(fingerprint))
}

/** Packages of an rpm repository are signed one by one; whether its lists are too differs between mirrors. */
async function hasSignedMetadata(host: Host, source: RepositorySource, access: Access): Promise<boolean> {
	const url = `${source.baseUrl.replace(/\/$/, '')}/repodata/repomd.xml.asc`
	const credentials = access.credentials(new URL(url).host)
	const headers = credentials === undefined ? {} : { authorization: basic(credentials) }
	const result = await request(host, access, url, { method: 'HEAD', headers })
	if (!result.ok) throw new MirrorError([message('resolve.unreachable', { url, reason: result.reason })])
	return result.status === 200
}
