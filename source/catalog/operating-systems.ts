import type { Sourced } from './source.ts'

export interface OperatingSystemEntry extends Sourced {
	/** ID of os-release, lower case. */
	readonly id: string
	readonly name: string
	/** What VERSION_ID is or, before a dot, begins with. */
	readonly version: string
	readonly family: 'rpm' | 'deb'
	/** What repositories call the release. */
	readonly repositoryRelease: string
}

type Releases = Readonly<Record<string, string>>

function entries(
	family: 'rpm' | 'deb',
	id: string,
	name: string,
	/** By version: what repositories call it. */
	releases: Releases,
	source: string,
): OperatingSystemEntry[] {
	return Object.entries(releases).map(([version, repositoryRelease]) => ({
		id,
		name,
		version,
		family,
		repositoryRelease,
		source,
	}))
}

const asNumbered = (...majors: readonly string[]): Releases => Object.fromEntries(majors.map(major => [major, major]))

const lifetimes = 'endoflife-date/endoflife.date; os-release(5)'
const chinese = 'os-release of these systems in public files; release for docker-ce as their users write it'

/** Hosts that are known by name. VERSION_ID of the Chinese ones is no EL release, so theirs is written out. */
export const operatingSystems: readonly OperatingSystemEntry[] = [
	...entries('rpm', 'centos', 'CentOS', asNumbered('7', '8', '9', '10'), lifetimes),
	...entries('rpm', 'rhel', 'RHEL', asNumbered('7', '8', '9', '10'), lifetimes),
	...entries('rpm', 'ol', 'Oracle Linux', asNumbered('7', '8', '9', '10'), lifetimes),
	...entries('rpm', 'rocky', 'Rocky Linux', asNumbered('8', '9', '10'), lifetimes),
	...entries('rpm', 'almalinux', 'AlmaLinux', asNumbered('8', '9', '10'), lifetimes),
	...entries('rpm', 'openeuler', 'openEuler', { '20.03': '8', '22.03': '8' }, chinese),
	...entries('rpm', 'openeuler', 'openEuler', { '24.03': '9' }, `${chinese} (unverified)`),
	...entries('rpm', 'anolis', 'Anolis OS', asNumbered('7', '8'), chinese),
	...entries('rpm', 'anolis', 'Anolis OS', { '23': '9' }, `${chinese} (unverified)`),
	...entries('rpm', 'alinux', 'Alibaba Cloud Linux', { '3': '8' }, chinese),
	...entries('deb', 'debian', 'Debian', { '11': 'bullseye', '12': 'bookworm', '13': 'trixie' }, lifetimes),
	...entries('deb', 'ubuntu', 'Ubuntu', { '20.04': 'focal', '22.04': 'jammy', '24.04': 'noble' }, lifetimes),
	...entries('deb', 'ubuntu', 'Ubuntu', { '26.04': 'resolute' }, 'docker-ce repository listing'),
]

/** Families that ID_LIKE may name, for systems the table does not have. */
export const likeFamilies = {
	rhel: 'rpm',
	centos: 'rpm',
	fedora: 'rpm',
	anolis: 'rpm',
	debian: 'deb',
	ubuntu: 'deb',
} as const satisfies Readonly<Record<string, 'rpm' | 'deb'>>
