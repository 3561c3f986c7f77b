import type { Answers } from '../../answers/answers.ts'
import type { Host } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import type { PackageRepository } from '../resolution.ts'
import { type Access, request } from './access.ts'
import { pinnedKey } from './key.ts'
import { MirrorError } from './mirror-error.ts'
import type { RepositorySource } from './sources.ts'

/**
 * A repository with its pinned keys, ready to be written. One that an earlier run has resolved from the same source
 * is used again, and nothing is asked of anyone. Throws a MirrorError.
 */
export async function resolveRepository(
	host: Host,
	source: RepositorySource,
	{ access, answers, known, rpm }: RepositoryNeeds,
): Promise<PackageRepository> {
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
	if (known !== undefined && isSame(known, { ...known, ...base }) && haveKeysOf(known, source)) return known
	if (source.unsigned) return { ...base, keys: [], signedMetadata: false, signedPackages: false }
	if (source.keys.length === 0) throw new MirrorError([message('resolve.keyNotPinned', { repository: source.baseUrl })])
	const keys = await Promise.all(source.keys.map(key => pinnedKey(host, key, access)))
	return { ...base, keys, signedMetadata: !rpm || (await hasSignedMetadata(host, source, access)), signedPackages: rpm }
}

export interface RepositoryNeeds {
	readonly access: Access
	readonly answers: Answers
	/** As an earlier run resolved it. */
	readonly known: PackageRepository | undefined
	readonly rpm: boolean
}

function isSame(one: PackageRepository, other: PackageRepository): boolean {
	return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(repository: PackageRepository): readonly unknown[] {
	return Object.entries(repository).sort(([one], [other]) => (one < other ? -1 : 1))
}

function haveKeysOf(known: PackageRepository, { keys, unsigned }: RepositorySource): boolean {
	const wanted = unsigned ? [] : keys.map(({ fingerprint }) => fingerprint)
	return known.keys.map(({ fingerprint }) => fingerprint).join() === wanted.join()
}

/** Packages of an rpm repository are signed one by one; whether its lists are too differs between mirrors. */
async function hasSignedMetadata(host: Host, source: RepositorySource, access: Access): Promise<boolean> {
	const url = `${source.baseUrl.replace(/\/$/, '')}/repodata/repomd.xml.asc`
	const credentials = access.credentials(new URL(url).host)
	const headers =
		credentials === undefined ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
	const result = await request(host, access, url, { method: 'HEAD', headers })
	if (!result.ok) throw new MirrorError([message('resolve.unreachable', { url, reason: result.reason })])
	return result.status === 200
}
