import { likeFamilies, operatingSystems } from '../catalog/operating-systems.ts'
import { message } from '../locales/message.ts'
import type { OperatingSystem } from './facts.ts'
import type { Host } from './host.ts'
import { HostUnsupported } from './unsupported.ts'

/** Throws HostUnsupported for a system that neither the table nor ID_LIKE places. */
export async function readOperatingSystem(host: Host): Promise<OperatingSystem> {
	const text = (await host.readText('/etc/os-release')) ?? (await host.readText('/usr/lib/os-release'))
	if (text === undefined) throw new HostUnsupported(message('facts.noOsRelease'))
	const release = parseOsRelease(text)
	const id = (release['ID'] ?? '').toLowerCase()
	const versionId = release['VERSION_ID'] ?? ''
	const name = release['PRETTY_NAME'] ?? release['NAME'] ?? id
	const like = (release['ID_LIKE'] ?? '').toLowerCase().split(/\s+/).filter(Boolean)
	const placed = place(id, versionId, name, like, release)
	return { id, versionId, name, like, ...placed, packageManager: await packageManagerOf(host, placed.family, name) }
}

/** KEY=value lines, quoted as in a shell. */
export function parseOsRelease(text: string): Readonly<Record<string, string | undefined>> {
	const entries = text.split('\n').flatMap(line => {
		const match = /^([A-Z0-9_]+)=(.*)$/.exec(line.trim())
		return match === null ? [] : [[match[1] ?? '', unquoted(match[2] ?? '')] as const]
	})
	return Object.fromEntries(entries)
}

function unquoted(value: string): string {
	const match = /^(["'])(.*)\1$/.exec(value)
	return (match === null ? value : (match[2] ?? '')).replace(/\\(["'\\$`])/g, '$1')
}

type Placed = Pick<OperatingSystem, 'family' | 'repositoryRelease'>

function place(
	id: string,
	versionId: string,
	name: string,
	like: readonly string[],
	release: Readonly<Record<string, string | undefined>>,
): Placed {
	const known = operatingSystems.filter(entry => entry.id === id)
	const entry = known.find(({ version }) => versionId === version || versionId.startsWith(`${version}.`))
	if (entry !== undefined) return { family: entry.family, repositoryRelease: entry.repositoryRelease }
	if (known.length > 0) {
		throw new HostUnsupported(message('facts.unknownRelease', { name, known: known.map(({ version }) => version) }))
	}
	const families: Readonly<Record<string, 'rpm' | 'deb'>> = likeFamilies
	const resembles = like.find(word => families[word] !== undefined)
	const family = resembles === undefined ? undefined : families[resembles]
	// A rebuild says which EL it is compatible with, a derivative of Debian or Ubuntu whose codename it uses.
	const repositoryRelease =
		family === 'rpm'
			? /^platform:el(\d+)$/.exec(release['PLATFORM_ID'] ?? '')?.[1]
			: (release['UBUNTU_CODENAME'] ?? release['DEBIAN_CODENAME'])
	const served = operatingSystems.some(other => other.repositoryRelease === repositoryRelease)
	if (family === undefined || repositoryRelease === undefined || !served) {
		throw new HostUnsupported(message('facts.unknownOs', { name, resembles: resembles ?? like[0] }))
	}
	return { family, repositoryRelease }
}

async function packageManagerOf(host: Host, family: 'rpm' | 'deb', name: string): Promise<'apt' | 'dnf' | 'yum'> {
	const candidates =
		family === 'deb'
			? ([['apt', '/usr/bin/apt-get']] as const)
			: ([
					['dnf', '/usr/bin/dnf'],
					['yum', '/usr/bin/yum'],
				] as const)
	for (const [manager, path] of candidates) {
		if ((await host.stat(path)) !== undefined) return manager
	}
	throw new HostUnsupported(message('facts.noPackageManager', { name }))
}
