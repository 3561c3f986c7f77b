import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../cache.ts'
import { installTools } from '../debian.ts'
import { run } from '../shell.ts'

/**
 * Who signs what. `os`: the operating systems' own packages; `kubernetes` and `docker`: those vendors' repositories;
 * `wrong`: somebody whom nobody trusts.
 */
export const signers = ['os', 'kubernetes', 'docker', 'wrong'] as const
export type Signer = (typeof signers)[number]

/** What `keys.json` holds. */
export interface Keys extends Record<Signer, { file: string; fingerprint: string }> {
	/** A keyring with the right key and a second one. */
	twoKeys: { file: string; fingerprints: [string, string] }
}

/**
 * Signing keys without passphrases.
 *
 * - `NAME.asc`: the public key of each signer, armored
 * - `two-keys.asc`: the keys of `kubernetes` and `wrong` in one file
 * - `keys.json`: see `Keys`
 * - `gnupg/`: the private keys
 */
export const keys: Part = {
	name: 'keys',
	files: [import.meta.filename],
	async build(into, { log }) {
		await installTools(['gnupg'])
		const home = join(into, 'gnupg')
		mkdirSync(home, { mode: 0o700 })
		const gpg = async (...argv: string[]) => run('make signing keys', ['gpg', ...batch(home), ...argv], { log })
		const known: Record<string, { file: string; fingerprint: string }> = {}
		try {
			for (const name of signers) {
				const user = `K8s Wizard Bed ${name} <${name}@bed.test>`
				await gpg('--passphrase', '', '--quick-generate-key', user, 'rsa2048', 'sign', 'never')
				const listed = await gpg('--with-colons', '--list-keys', `=${user}`)
				const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1]
				if (fingerprint === undefined) throw new Error(`gpg made a key without a fingerprint: ${listed}`)
				known[name] = { file: `${name}.asc`, fingerprint }
				writeFileSync(join(into, `${name}.asc`), await gpg('--armor', '--export', fingerprint))
			}
			const both = [known['kubernetes']?.fingerprint ?? '', known['wrong']?.fingerprint ?? '']
			writeFileSync(join(into, 'two-keys.asc'), await gpg('--armor', '--export', ...both))
			const twoKeys = { file: 'two-keys.asc', fingerprints: both }
			writeFileSync(join(into, 'keys.json'), `${JSON.stringify({ ...known, twoKeys }, undefined, '\t')}\n`)
		} finally {
			await stopAgent(home, log)
		}
	},
}

const batch = (home: string): string[] => ['--homedir', home, '--batch', '--yes', '--pinentry-mode', 'loopback']

/** gpg leaves its agent running; it is ended through its own socket. */
const stopAgent = (home: string, log: string): Promise<string> =>
	run('end the key agent', ['gpgconf', '--homedir', home, '--kill', 'gpg-agent'], { log })

export const readKeys = (folder: string): Keys => JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as Keys

/** Signs files in the name of the bed's signers. */
export interface Signing {
	keys: Keys
	/** Writes a detached, armored signature of `file` to `signature`. */
	detached(signer: Signer, file: string, signature: string): Promise<void>
	/** Writes `file` with its signature around it to `signed`. */
	clear(signer: Signer, file: string, signed: string): Promise<void>
	/** Signs rpms in place; what signature they had is replaced. */
	rpms(signer: Signer, files: readonly string[]): Promise<void>
}

/** Signs with a copy of the key folder, so that builds side by side do not share an agent. */
export async function withSigning<T>(
	keysFolder: string,
	scratch: string,
	log: string,
	work: (signing: Signing) => Promise<T>,
): Promise<T> {
	const home = join(scratch, 'gnupg')
	// Sockets of an agent that has ended cannot be copied and are not wanted.
	cpSync(join(keysFolder, 'gnupg'), home, { recursive: true, filter: path => !/\/S\.[^/]*$/.test(path) })
	const known = readKeys(keysFolder)
	const sign = (signer: Signer, ...argv: string[]) =>
		run('sign', ['gpg', ...batch(home), '--local-user', known[signer].fingerprint, ...argv], { log })
	try {
		return await work({
			keys: known,
			async detached(signer, file, signature) {
				await sign(signer, '--armor', '--output', signature, '--detach-sign', file)
			},
			async clear(signer, file, signed) {
				await sign(signer, '--output', signed, '--clear-sign', file)
			},
			async rpms(signer, files) {
				const macros = { _gpg_path: home, _gpg_name: known[signer].fingerprint, __gpg: '/usr/bin/gpg' }
				const defines = Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`])
				await run('sign rpms', ['rpmsign', '--resign', ...defines, ...files], { log, env: { HOME: scratch } })
			},
		})
	} finally {
		await stopAgent(home, log)
	}
}
