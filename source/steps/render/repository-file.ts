import type { PackageRepository } from '../resolution.ts'
import { armor, readKeyring } from './openpgp.ts'

export interface RepositoryFile {
	readonly path: string
	readonly content: string
	/** It holds a password. */
	readonly secret?: true
}

/**
 * The files that name a repository to this package manager: its keys first and its list last, so that it is never
 * there without what it needs.
 */
export function repositoryFiles(repository: PackageRepository, manager: 'apt' | 'dnf' | 'yum'): RepositoryFile[] {
	return manager === 'apt' ? aptFiles(repository) : yumFiles(repository)
}

/** One line per source rather than deb822: apt of every release reads it. */
function aptFiles(repository: PackageRepository): RepositoryFile[] {
	const { id, baseUrl, credentials, caFile } = repository
	const keyPath = `/etc/apt/keyrings/${id}.asc`
	const signed = repository.keys.length > 0
	const options = signed ? `[signed-by=${keyPath}]` : '[trusted=yes]'
	const line = ['deb', options, baseUrl, repository.suite ?? '/', ...(repository.components ?? [])]
	const host = new URL(baseUrl).host
	const [login = '', password = ''] = splitOnce(credentials ?? '', ':')
	return [
		...(signed ? [{ path: keyPath, content: oneBlock(repository) }] : []),
		...(caFile === undefined
			? []
			: [
					{
						path: `/etc/apt/apt.conf.d/90-k8s-wizard-${id}`,
						content: `Acquire::https::${host}::CaInfo "${caFile}";\n`,
					},
				]),
		...(credentials === undefined
			? []
			: [
					{
						path: `/etc/apt/auth.conf.d/k8s-wizard-${id}.conf`,
						content: `machine ${baseUrl} login ${login} password ${password}\n`,
						secret: true as const,
					},
				]),
		{ path: `/etc/apt/sources.list.d/${id}.list`, content: `# Written by k8s-wizard.\n${line.join(' ')}\n` },
	]
}

function splitOnce(text: string, separator: string): [string, string] {
	const at = text.indexOf(separator)
	return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** Older apts read the first armored block of a file only. */
function oneBlock({ keys }: PackageRepository): string {
	const packets = keys.flatMap(({ armored }) => readKeyring(Buffer.from(armored)).map(key => key.packets))
	return armor(Buffer.concat(packets))
}

function yumFiles(repository: PackageRepository): RepositoryFile[] {
	const { id, credentials } = repository
	const keys = repository.keys.map(({ fingerprint, armored }) => ({
		path: `/etc/pki/rpm-gpg/RPM-GPG-KEY-${id}-${fingerprint.slice(-8)}`,
		content: armored,
	}))
	const [username = '', password = ''] = splitOnce(credentials ?? '', ':')
	const settings: Readonly<Record<string, string>> = {
		name: repository.name,
		baseurl: repository.baseUrl,
		enabled: '1',
		gpgcheck: repository.signedPackages ? '1' : '0',
		repo_gpgcheck: repository.signedMetadata ? '1' : '0',
		...(keys.length === 0 ? {} : { gpgkey: keys.map(({ path }) => `file://${path}`).join(' ') }),
		...(repository.excluded.length === 0 ? {} : { exclude: repository.excluded.join(' ') }),
		...(repository.caFile === undefined ? {} : { sslcacert: repository.caFile }),
		...(credentials === undefined ? {} : { username, password }),
	}
	const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`)
	const content = `# Written by k8s-wizard.\n[${id}]\n${lines.join('\n')}\n`
	const path = `/etc/yum.repos.d/${id}.repo`
	return [...keys, credentials === undefined ? { path, content } : { path, content, secret: true }]
}
