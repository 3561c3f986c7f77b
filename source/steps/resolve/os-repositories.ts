import type { Answers } from '../../answers/answers.ts'
import { deadRepositories } from '../../catalog/mirrors.ts'
import type { Facts } from '../../host/facts.ts'
import type { Host } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import type { Resolution } from '../resolution.ts'
import type { OwnKeyring } from './key.ts'
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

/**
 * The keyrings that the host trusts for its own packages, whoever serves them: those that the replaced files name, and
 * where they name none, those that its system came with.
 */
export async function ownKeyrings(host: Host, { os }: Facts, replaced: readonly string[]): Promise<OwnKeyring[]> {
	const texts = await Promise.all(replaced.map(async path => (await host.readText(path)) ?? ''))
	const named = texts.flatMap(text => keyringsIn(text))
	const candidates = named.length > 0 ? named : await systemKeyrings(host, os.family)
	const paths: string[] = []
	for (const path of new Set(candidates)) if ((await host.stat(path)) !== undefined) paths.push(path)
	return paths.map(own => ({ own }))
}

/** `gpgkey=file:///PATH file:///PATH` (rpm), `Signed-By: /PATH` and `[signed-by=/PATH]` (apt). */
function keyringsIn(text: string): string[] {
	const rpm = [...text.matchAll(/^gpgkey\s*=(.*)$/gim)].flatMap(([, list = '']) => list.trim().split(/[\s,]+/))
	const apt = [...text.matchAll(/signed-by\s*[:=]\s*([^\s\]]+)/gi)].map(([, path = '']) => path)
	return [...rpm.flatMap(url => /^file:\/\/(\/.+)$/.exec(url)?.[1] ?? []), ...apt.filter(path => path.startsWith('/'))]
}

async function systemKeyrings(host: Host, family: 'rpm' | 'deb'): Promise<string[]> {
	if (family === 'deb') {
		return ['debian', 'ubuntu'].map(name => `/usr/share/keyrings/${name}-archive-keyring.gpg`)
	}
	const folder = '/etc/pki/rpm-gpg'
	return ((await host.list(folder)) ?? []).map(name => `${folder}/${name}`)
}
