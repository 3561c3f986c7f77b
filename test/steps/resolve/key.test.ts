import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { realHost } from '../../../source/host/real-host.ts'
import { readKeyring } from '../../../source/steps/render/openpgp.ts'
import { pinnedKey } from '../../../source/steps/resolve/key.ts'

const file = fileURLToPath(new URL('../keys/keyring.asc', import.meta.url))
const fingerprint = '6BF7C96E8E7E290C14AA4884A41F225FDA4BCDE9'
const access = { ca: undefined, credentials: () => undefined, proxy: () => undefined }

test('of a keyring with more keys only the pinned one is written', async () => {
	const key = await pinnedKey(realHost(), { file, fingerprint }, access)
	expect(readKeyring(Buffer.from(key.armored)).map(found => found.fingerprint)).toEqual([fingerprint])
})

test('a keyring without the pinned key is refused, with what it holds', async () => {
	const wanted = 'A'.repeat(40)
	await expect(pinnedKey(realHost(), { file, fingerprint: wanted }, access)).rejects.toMatchObject({
		problems: [{ key: 'resolve.keyOtherFingerprint', parameters: { where: file, wanted } }],
	})
})
