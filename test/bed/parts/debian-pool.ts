import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../cache.ts'
import { aptPatience, debianSources, installTools, sourceLines, suite } from '../debian.ts'
import { base, offered } from '../packages/debian.ts'
import { bedRoot } from '../paths.ts'
import { profiles } from '../profiles/index.ts'
import { run } from '../shell.ts'

/** Sets of packages that are installed together somewhere; each is resolved from nothing, with all it depends on. */
const groups: readonly (readonly string[])[] = [
	['?essential', ...base, ...(offered[0] ?? [])],
	...[...new Set(profiles.map(profile => profile.install)), ...offered.slice(1)].map(group => [...base, ...group]),
]

/**
 * All Debian packages that root file systems and the Debian repositories are made of: the one part that fetches them.
 *
 * - `pool/`: the packages, one version of each
 * - `Packages`, `Release`: their index, with file names relative to the part's folder; not signed, so for builds only
 */
export const debianPool: Part = {
	name: 'debian-pool',
	files: [import.meta.filename, join(bedRoot, 'debian.ts'), join(bedRoot, 'packages/debian.ts')],
	values: groups,
	async build(into, { scratch, log, say }) {
		await installTools(['apt-utils'])
		for (const folder of ['lists/partial', 'cache/archives/partial', 'state'])
			mkdirSync(join(scratch, folder), { recursive: true })
		const sources = await debianSources()
		writeFileSync(join(scratch, 'sources.list'), `${sourceLines(sources, 'deb').join('\n')}\n`)
		// An empty status file: nothing counts as installed, so nothing is left out.
		writeFileSync(join(scratch, 'status'), '')
		const apt = [
			'apt-get',
			...aptPatience,
			...Object.entries({
				'Dir::Etc::SourceList': join(scratch, 'sources.list'),
				'Dir::Etc::SourceParts': '/dev/null',
				'Dir::State': join(scratch, 'state'),
				'Dir::State::Lists': join(scratch, 'lists'),
				'Dir::State::Status': join(scratch, 'status'),
				'Dir::Cache': join(scratch, 'cache'),
				'APT::Install-Recommends': 'false',
				'APT::Sandbox::User': 'root',
			}).flatMap(([key, value]) => ['-o', `${key}=${value}`]),
		]
		await run('read Debian’s package lists', [...apt, 'update', '--error-on=any'], { log })
		for (const group of groups)
			await run('fetch Debian packages', [...apt, '--yes', '--download-only', 'install', ...group], { log })
		mkdirSync(join(into, 'pool'))
		const archives = join(scratch, 'cache/archives')
		const packages = readdirSync(archives).filter(name => name.endsWith('.deb'))
		// Archives name their files without the epoch.
		for (const name of packages) copyFileSync(join(archives, name), join(into, 'pool', name.replace(/_\d+%3a/, '_')))
		const packageIndex = await run('index the packages', ['apt-ftparchive', 'packages', 'pool'], { cwd: into })
		writeFileSync(join(into, 'Packages'), packageIndex)
		const codename = ['-o', `APT::FTPArchive::Release::Codename=${suite}`]
		const release = await run('describe the pool', ['apt-ftparchive', ...codename, 'release', '.'], { cwd: into })
		writeFileSync(join(into, 'Release'), release)
		say(`${packages.length} packages`)
	},
}
