import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { $ } from 'zx'
import { installTools } from '../debian.ts'
import type { Host } from '../hosts/host.ts'
import { type Fault, outputOf } from './fault.ts'

/** The list of a flat repository on the host itself, with a key that ended in January 2024. */
const list = '/etc/apt/sources.list.d/expired.list'
const folder = '/opt/expired'

/** As the project that signs Kubernetes' packages calls itself. */
const owner = 'isv:kubernetes OBS Project <isv:kubernetes@build.opensuse.org>'

async function make(host: Host): Promise<void> {
	// With the bed from the cache, nothing else has asked for it yet.
	await installTools(['gnupg'])
	const home = mkdtempSync(join(tmpdir(), 'k8s-wizard-'))
	const at = (name: string) => join(home, name)
	const gpg = (day: string, ...argv: string[]) =>
		$({ quiet: true })`gpg --homedir ${home} --batch --passphrase ${''} --faked-system-time ${`${day}T000000!`} ${argv}`
	try {
		await gpg('20240101', '--quick-generate-key', owner, 'rsa2048', 'sign', '30d')
		await gpg('20240101', '--armor', '--output', at('key.asc'), '--export')
		writeFileSync(at('Packages'), '')
		const nothing = createHash('sha256').digest('hex')
		writeFileSync(at('Release'), `Date: Tue, 02 Jan 2024 00:00:00 UTC\nSHA256:\n ${nothing} 0 Packages\n`)
		await gpg('20240102', '--output', at('InRelease'), '--clear-sign', at('Release'))
		await host.must(`mkdir -p ${folder}`)
		for (const name of ['key.asc', 'Packages', 'InRelease']) await host.copyIn(at(name), `${folder}/${name}`)
		await host.must(`chmod -R a+rX ${folder}; echo 'deb [signed-by=${folder}/key.asc] file:${folder} ./' > ${list}`)
	} finally {
		await $({ quiet: true })`gpgconf --homedir ${home} --kill gpg-agent`
		rmSync(home, { recursive: true, force: true })
	}
}

export const expiredKey: Fault = {
	id: 'repo-pkgs-k8s-io-expired-key',
	what: 'a repository signed with a key of Kubernetes’ packages that has expired',
	make,
	undo: host => host.must(`rm -rf ${list} ${folder}`),
	said: host => outputOf(host, 'apt-get update'),
	byHand: true,
}
