import { likeFamilies, type OperatingSystemEntry, operatingSystems } from '../catalog/operating-systems.ts'
import { message } from '../locales/message.ts'
import type { OperatingSystem } from './facts.ts'
import type { Host } from './host.ts'
import { HostUnsupported } from './unsupported.ts'

/** Throws HostUnsupported for a system that neither the table nor ID_LIKE places, and for releases that were dropped. */
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

type Placed = Pick<OperatingSystem, 'family' | 'repositoryRelease' | 'resembles'>
type Release = Readonly<Record<string, string | undefined>>

function place(id: string, versionId: string, name: string, like: readonly string[], release: Release): Placed {
	const known = operatingSystems.filter(entry => entry.id === id)
	const entry = known.find(({ version }) => versionId === version || versionId.startsWith(`${version}.`))
	if (entry !== undefined) return { ...placeOf(entry), resembles: undefined }
	if (known.length > 0) return newerRelease(known, versionId, name)
	const resembled = resembledBy(like, release)
	if (resembled === undefined) {
		const word = like.find(isFamily) ?? like[0]
		throw new HostUnsupported(message('facts.unknownOs', { name, resembles: word }))
	}
	return resembled
}

const placeOf = ({ family, repositoryRelease }: OperatingSystemEntry) => ({ family, repositoryRelease })

/** A release that is newer than all that are known is taken for the newest known one; older ones are dropped for good. */
function newerRelease(known: readonly OperatingSystemEntry[], versionId: string, name: string): Placed {
	const older = known.filter(({ version }) => Number.parseFloat(version) < Number.parseFloat(versionId))
	const [nearest] = older.sort((one, other) => Number.parseFloat(other.version) - Number.parseFloat(one.version))
	if (nearest === undefined) {
		throw new HostUnsupported(message('facts.unknownRelease', { name, known: known.map(({ version }) => version) }))
	}
	return { ...placeOf(nearest), resembles: `${nearest.name} ${nearest.version}` }
}

const isFamily = (word: string): boolean => Object.hasOwn(likeFamilies, word)

/** A rebuild says which EL it is compatible with, a derivative of Debian or Ubuntu whose codename it uses. */
function resembledBy(like: readonly string[], release: Release): Placed | undefined {
	const families: Readonly<Record<string, 'rpm' | 'deb'>> = likeFamilies
	const family = families[like.find(isFamily) ?? '']
	if (family === undefined) return undefined
	const repositoryRelease =
		family === 'rpm'
			? /^platform:el(\d+)$/.exec(release['PLATFORM_ID'] ?? '')?.[1]
			: (release['UBUNTU_CODENAME'] ?? release['DEBIAN_CODENAME'])
	const entry = operatingSystems.find(other => other.family === family && other.repositoryRelease === repositoryRelease)
	if (entry === undefined) return undefined
	const resembles = family === 'rpm' ? `Enterprise Linux ${entry.version}` : `${entry.name} ${entry.version}`
	return { ...placeOf(entry), resembles }
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
