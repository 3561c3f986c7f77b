import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../cache.ts'
import { installTools } from '../debian.ts'
import { network } from '../paths.ts'
import { run } from '../shell.ts'

const days = '3650'
const names = [`IP:${network.gateway}`, `DNS:registry.${network.domain}`, `DNS:mirror.${network.domain}`]

/**
 * The keys of the registry over TLS: `ca.crt` (what hosts must trust), `ca.key`, `server.crt` and `server.key`.
 * No system trusts this CA, as none trusts a company's own.
 */
export const registryTls: Part = {
	name: 'registry-tls',
	files: [import.meta.filename],
	values: names,
	async build(into, { scratch, log }) {
		await installTools(['openssl'])
		const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout']
		const openssl = async (...argv: string[]) =>
			run('make the keys of the registry', ['openssl', ...argv], { cwd: into, log })
		const authority = ['-subj', '/CN=k8s-wizard test bed CA', '-addext', 'keyUsage=critical,keyCertSign,cRLSign']
		await openssl('req', '-x509', ...key, 'ca.key', '-out', 'ca.crt', '-days', days, ...authority)
		const request = join(scratch, 'server.csr')
		await openssl('req', '-new', ...key, 'server.key', '-out', request, '-subj', `/CN=registry.${network.domain}`)
		const extensions = join(scratch, 'extensions')
		writeFileSync(
			extensions,
			`subjectAltName=${names.join(',')}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`,
		)
		const signer = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAserial', join(scratch, 'serial'), '-CAcreateserial']
		await openssl(
			...['x509', '-req', '-in', request, '-out', 'server.crt', '-days', days],
			...['-extfile', extensions, ...signer],
		)
	},
}
