import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { realHost } from '../../../source/host/real-host.ts'
import { say } from '../../../source/locales/message.ts'
import { readKeyring } from '../../../source/steps/render/openpgp.ts'
import { signingKeys } from '../../../source/steps/resolve/key.ts'
import { UnconfirmedKeys } from '../../../source/steps/resolve/mirror-error.ts'

const file = fileURLToPath(new URL('../keys/keyring.asc', import.meta.url))
const fingerprint = '6BF7C96E8E7E290C14AA4884A41F225FDA4BCDE9'
const access = { ca: undefined, credentials: () => undefined, proxy: () => undefined, proxies: undefined }

const other = 'A'.repeat(40)

test('of a keyring with more keys only the pinned one is written', async () => {
	const keys = await signingKeys(realHost(), { file, fingerprint }, access, [])
	expect(keys.map(key => key.fingerprint)).toEqual([fingerprint])
	expect(readKeyring(Buffer.from(keys[0]?.armored ?? '')).map(found => found.fingerprint)).toEqual([fingerprint])
})

test('a keyring without the pinned key is refused, with what it holds', async () => {
	await expect(signingKeys(realHost(), { file, fingerprint: other }, access, [])).rejects.toMatchObject({
		problems: [{ key: 'resolve.keyOtherFingerprint', parameters: { where: file, wanted: other } }],
	})
})

test('a key that nothing is known of is shown with its owner, and not taken', async () => {
	const refusal = await signingKeys(realHost(), { file, fingerprint: undefined }, access, [other]).catch(
		(error: unknown) => error,
	)
	expect(refusal).toBeInstanceOf(UnconfirmedKeys)
	const { keys, problems } = refusal as UnconfirmedKeys
	expect(keys).toContainEqual({ where: file, fingerprint, owner: expect.stringMatching(/\S/) })
	expect(problems.map(problem => say(problem, 'en')).join('\n')).toContain(`trustKeys: [${fingerprint}]`)
})

test('of a keyring without a pin only keys that the operator has confirmed are taken', async () => {
	const keys = await signingKeys(realHost(), { file, fingerprint: undefined }, access, [other, fingerprint])
	expect(keys.map(key => key.fingerprint)).toEqual([fingerprint])
})

test('a keyring that the host has always trusted is taken whole', async () => {
	const keys = await signingKeys(realHost(), { own: file }, access, [])
	expect(keys.length).toBe(readKeyring(readFileSync(file)).length)
	expect(keys.map(key => key.fingerprint)).toContain(fingerprint)
})
