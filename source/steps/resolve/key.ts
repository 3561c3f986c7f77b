import type { MirrorKey } from '../../answers/answers.ts'
import type { Host } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import { armor, KeyringError, type PublicKey, readKeyring } from '../render/openpgp.ts'
import { type Access, download, readFile } from './access.ts'
import { MirrorError, UnconfirmedKeys } from './mirror-error.ts'

export interface PinnedKey {
	readonly fingerprint: string
	readonly armored: string
}

/** A keyring that the host itself trusts for its own packages. */
export interface OwnKeyring {
	readonly own: string
}

export type KeySource = MirrorKey | OwnKeyring

/**
 * The keys that may sign: the one that is pinned, or those that the operator has confirmed, taken out of whatever else
 * the keyring holds; all of a keyring that the host has always trusted. Throws a MirrorError, or UnconfirmedKeys.
 */
export async function signingKeys(
	host: Host,
	source: KeySource,
	access: Access,
	trusted: readonly string[],
): Promise<PinnedKey[]> {
	if ('own' in source) return readKeys(await readFile(host, source.own), source.own).map(written)
	const where = 'file' in source ? source.file : source.url
	const content = 'file' in source ? await readFile(host, source.file) : await download(host, access, source.url)
	const keys = readKeys(content, where)
	const wanted = source.fingerprint?.toUpperCase()
	if (wanted === undefined) return confirmed(keys, where, trusted)
	const key = keys.find(({ fingerprint }) => fingerprint === wanted)
	if (key !== undefined) return [written(key)]
	const found = keys.map(({ fingerprint }) => fingerprint).join(', ')
	throw new MirrorError([message('resolve.keyOtherFingerprint', { where, wanted, found })])
}

function confirmed(keys: readonly PublicKey[], where: string, trusted: readonly string[]): PinnedKey[] {
	const found = keys.filter(({ fingerprint }) => trusted.includes(fingerprint))
	if (found.length > 0) return found.map(written)
	throw new UnconfirmedKeys(
		keys.map(({ fingerprint, owner }) => ({ where, fingerprint, owner })),
		keys.map(({ fingerprint, owner }) => message('resolve.keyUnconfirmed', { where, fingerprint, owner })),
	)
}

function written({ fingerprint, packets }: PublicKey): PinnedKey {
	return { fingerprint, armored: armor(packets) }
}

function readKeys(content: Uint8Array, where: string): PublicKey[] {
	try {
		return readKeyring(content)
	} catch (error) {
		if (!(error instanceof KeyringError)) throw error
		throw new MirrorError([message('resolve.keyUnreadable', { where, reason: error.message })])
	}
}
