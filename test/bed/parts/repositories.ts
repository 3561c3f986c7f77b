import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../cache.ts'
import { bedRoot } from '../paths.ts'
import { run } from '../shell.ts'
import { debRepository } from './deb-repository.ts'
import { osRpms, rpmRepository } from './rpm-repository.ts'

const manifests = join(bedRoot, 'manifests')

const joined = [osRpms, rpmRepository, debRepository]

/** The whole web root: the folder of this part is what services/repository.ts serves. Its files are those of the parts below. */
export const repositories: Part = {
	name: 'repositories',
	files: [import.meta.filename, manifests],
	needs: joined,
	async build(into, { dir, log }) {
		for (const part of joined)
			await run('join the repositories', ['cp', '--archive', '--link', `${join(dir(part), 'www')}/.`, into], { log })
		cpSync(manifests, join(into, 'manifests'), { recursive: true })
	},
}
