import type { Answers } from '../../answers/answers.ts'
import { deadRepositories } from '../../catalog/mirrors.ts'
import type { Facts } from '../../host/facts.ts'
import type { Host } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import type { Resolution } from '../resolution.ts'
import { MirrorError } from './mirror-error.ts'

/** Files that name repositories of the system, and the dead host that each names, if it does. */
async function repositoryFilesOf(host: Host, facts: Facts): Promise<{ path: string; dead: string | undefined }[]> {
	const apt = facts.os.packageManager === 'apt'
	const folder = apt ? '/etc/apt/sources.list.d' : '/etc/yum.repos.d'
	const ending = apt ? /\.(list|sources)$/ : /\.repo$/
	const names = (await host.list(folder)) ?? []
	const paths = names.filter(name => ending.test(name)).map(name => `${folder}/${name}`)
	const files = await Promise.all(
		[...(apt ? ['/etc/apt/sources.list'] : []), ...paths].map(async path => ({
			path,
			text: await host.readText(path),
		})),
	)
	return files.flatMap(({ path, text }) => {
		const lines = text?.split('\n').filter(line => line.trim() !== '' && !line.trim().startsWith('#')) ?? []
		if (lines.length === 0) return []
		return [{ path, dead: deadRepositories.find(entry => lines.some(line => line.includes(entry.host)))?.host }]
	})
}

/**
 * The paths of repository files that give way to the mirror's: dead ones, or all of them where the operator has a
 * mirror of the system and says `osRepos: mirror`. Throws a MirrorError for dead ones that may not be replaced.
 */
export async function replacedFiles(
	host: Host,
	facts: Facts,
	answers: Answers,
	known: Resolution | undefined,
): Promise<readonly string[]> {
	const files = await repositoryFilesOf(host, facts)
	const dead = files.filter(file => file.dead !== undefined)
	if (answers.osRepos === 'keep') {
		const problems = dead.map(({ path, dead: gone = '' }) => message('resolve.deadRepository', { path, host: gone }))
		if (problems.length > 0) throw new MirrorError(problems)
		return []
	}
	if (known !== undefined && known.repositories.os.length > 0) return known.repositories.dead
	return (answers.mirror.name === 'custom' && answers.mirror.os !== undefined ? files : dead).map(({ path }) => path)
}
