import type { Sourced } from './source.ts'

interface OperatingSystemEntry extends Sourced {
	/** ID of os-release, lower case. */
	readonly id: string
	/** What VERSION_ID begins with; '' for any. */
	readonly version: string
	readonly family: 'rpm' | 'deb'
	/** What repositories call the release. */
	readonly repositoryRelease: string
}

const el = (ids: readonly string[], majors: readonly string[], source: string): OperatingSystemEntry[] =>
	ids.flatMap(id =>
		majors.map(major => ({ id, version: major, family: 'rpm' as const, repositoryRelease: major, source })),
	)

const chinese = 'os-release of these systems in public files; release for docker-ce as their users write it'

/** Hosts that are known by name. VERSION_ID of the Chinese ones is no EL release, so theirs is written out. */
export const operatingSystems: readonly OperatingSystemEntry[] = [
	...el(['centos', 'rhel', 'ol'], ['7', '8', '9', '10'], 'endoflife-date/endoflife.date; os-release(5)'),
	...el(['rocky', 'almalinux'], ['8', '9', '10'], 'endoflife-date/endoflife.date; os-release(5)'),
	{ id: 'openeuler', version: '20.03', family: 'rpm', repositoryRelease: '8', source: chinese },
	{ id: 'openeuler', version: '22.03', family: 'rpm', repositoryRelease: '8', source: chinese },
	{ id: 'openeuler', version: '24.03', family: 'rpm', repositoryRelease: '9', source: `${chinese} (unverified)` },
	{ id: 'anolis', version: '7', family: 'rpm', repositoryRelease: '7', source: chinese },
	{ id: 'anolis', version: '8', family: 'rpm', repositoryRelease: '8', source: chinese },
	{ id: 'anolis', version: '23', family: 'rpm', repositoryRelease: '9', source: `${chinese} (unverified)` },
	{ id: 'alinux', version: '3', family: 'rpm', repositoryRelease: '8', source: chinese },
	{
		id: 'debian',
		version: '11',
		family: 'deb',
		repositoryRelease: 'bullseye',
		source: 'endoflife-date/endoflife.date',
	},
	{
		id: 'debian',
		version: '12',
		family: 'deb',
		repositoryRelease: 'bookworm',
		source: 'endoflife-date/endoflife.date',
	},
	{ id: 'debian', version: '13', family: 'deb', repositoryRelease: 'trixie', source: 'endoflife-date/endoflife.date' },
	{
		id: 'ubuntu',
		version: '20.04',
		family: 'deb',
		repositoryRelease: 'focal',
		source: 'endoflife-date/endoflife.date',
	},
	{
		id: 'ubuntu',
		version: '22.04',
		family: 'deb',
		repositoryRelease: 'jammy',
		source: 'endoflife-date/endoflife.date',
	},
	{
		id: 'ubuntu',
		version: '24.04',
		family: 'deb',
		repositoryRelease: 'noble',
		source: 'endoflife-date/endoflife.date',
	},
	{
		id: 'ubuntu',
		version: '26.04',
		family: 'deb',
		repositoryRelease: 'resolute',
		source: 'docker-ce repository listing',
	},
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
