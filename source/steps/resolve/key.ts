import type { MirrorKey } from '../../answers/answers.ts'
import type { Host } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import { armor, KeyringError, type PublicKey, readKeyring } from '../render/openpgp.ts'
import { type Access, download, readFile } from './access.ts'
import { MirrorError } from './mirror-error.ts'

export interface PinnedKey {
	readonly fingerprint: string
	readonly armored: string
}

/** The one pinned key, taken out of whatever else its keyring holds. Throws a MirrorError. */
export async function pinnedKey(host: Host, source: MirrorKey, access: Access): Promise<PinnedKey> {
	const where = 'file' in source ? source.file : source.url
	const content = 'file' in source ? await readFile(host, source.file) : await download(host, access, source.url)
	const keys = readKeys(content, where)
	const wanted = source.fingerprint.toUpperCase()
	const key = keys.find(({ fingerprint }) => fingerprint === wanted)
	if (key !== undefined) return { fingerprint: wanted, armored: armor(key.packets) }
	const found = keys.map(({ fingerprint }) => fingerprint).join(', ')
	throw new MirrorError([message('resolve.keyOtherFingerprint', { where, wanted, found })])
}

function readKeys(content: Uint8Array, where: string): PublicKey[] {
	try {
		return readKeyring(content)
	} catch (error) {
		if (!(error instanceof KeyringError)) throw error
		throw new MirrorError([message('resolve.keyUnreadable', { where, reason: error.message })])
	}
}
