import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { diffLines } from './diff-lines.ts'
import { giveBack, imageOf, isAs, type PathImage } from './path-image.ts'
import { commandLine } from './quote.ts'

/** A file or link that must not be there; what it was is kept for undo. */
export interface AbsentChange extends ChangeBase {
	readonly kind: 'absent'
	readonly path: string
}

export const absent: ChangeKind<AbsentChange, PathImage> = {
	kind: 'absent',
	describe: ({ path }) => message('change.absent', { path }),

	async inspect({ path }, { host, keep }) {
		const before = await imageOf(host, path, keep)
		if (before.type === 'nothing') return { state: 'settled' }
		const diff =
			before.type === 'link' ? [`-${path} -> ${before.target}`] : diffLines(path, await host.readText(path), undefined)
		return { state: 'pending', before, diff, after: { path, type: 'nothing' } }
	},

	apply: ({ path }, { host }) => host.remove(path),

	async undo({ path }, before, { host, kept }) {
		if (!(await isAs(host, path, { type: 'nothing', missing: [] })) && !(await isAs(host, path, before))) {
			return { undone: false, kept: message('change.kept.edited', { path }) }
		}
		await giveBack(host, path, before, kept)
		return { undone: true }
	},

	shell: ({ path }) => [commandLine(['rm', '-f', path])],
}
