import { stringify } from 'smol-toml'
import type { Registry } from '../resolution.ts'
import { registriesFolder } from './containerd-config.ts'

const folder = (registry: Registry) => `${registriesFolder}/${registry.host}`

export const hostsTomlFile = (registry: Registry): string => `${folder(registry)}/hosts.toml`
export const registryCaFile = (registry: Registry): string => `${folder(registry)}/ca.crt`

/** How containerd reaches a registry that is not plain HTTPS, open to all, with an authority of the system's. */
export function hostsToml(registry: Registry): string {
	const server = `${registry.plainHttp ? 'http' : 'https'}://${registry.host}`
	const { ca, credentials } = registry
	const host = {
		capabilities: ['pull', 'resolve'],
		...(ca === undefined ? {} : { ca: registryCaFile(registry) }),
		...(credentials === undefined
			? {}
			: { header: { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } }),
	}
	return `# Written by k8s-wizard.\n${stringify({ server, host: { [server]: host } })}`
}
