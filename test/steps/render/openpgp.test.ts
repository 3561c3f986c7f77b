import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { armor, KeyringError, readKeyring } from '../../../source/steps/render/openpgp.ts'

const read = (name: string) => readFileSync(new URL(`../keys/${name}`, import.meta.url))

/** As `gpg --list-keys` names them; the first has a subkey. */
const fingerprints = [
	'6BF7C96E8E7E290C14AA4884A41F225FDA4BCDE9',
	'854ECCC3F4043D235E4B0DFD85B746A4B6826A59',
	'B3BAEF4E961524BC005321F14CA24E17997FA8D5',
]
const fingerprintsOf = (content: Uint8Array) => readKeyring(content).map(({ fingerprint }) => fingerprint)

test('finds every key of a keyring, and no subkey', () => {
	expect(fingerprintsOf(read('keyring.asc'))).toEqual(fingerprints)
})

test('reads a binary keyring and several armored blocks in one file alike', () => {
	const keys = readKeyring(read('keyring.asc'))
	expect(fingerprintsOf(Buffer.concat(keys.map(({ packets }) => packets)))).toEqual(fingerprints)
	expect(fingerprintsOf(Buffer.from(keys.map(({ packets }) => armor(packets)).join('\n')))).toEqual(fingerprints)
})

test('one key taken out of a keyring is the very key that gpg exports alone', () => {
	const [first] = readKeyring(read('keyring.asc'))
	const [alone] = readKeyring(read('pinned.asc'))
	expect(Buffer.from(first?.packets ?? [])).toEqual(Buffer.from(alone?.packets ?? []))
	expect(armor(first?.packets ?? new Uint8Array())).toBe(read('pinned.asc').toString())
})

test.each([
	['nothing', ''],
	['a web page', '<!doctype html><title>404</title>'],
	['a cut off block', read('pinned.asc').toString().slice(0, 400)],
	[
		'a damaged block',
		read('pinned.asc')
			.toString()
			.replace(/\n\n.{8}/, '\n\nAAAAAAAA'),
	],
	['an empty block', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n-----END PGP PUBLIC KEY BLOCK-----\n'],
])('%s is no keyring', (_, text) => {
	expect(() => readKeyring(Buffer.from(text))).toThrow(KeyringError)
})
