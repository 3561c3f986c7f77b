import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { giveBack, imageOf, isAs, makeParents, type PathImage } from './path-image.ts'
import { commandLine } from './quote.ts'

/** A symbolic link. A file that stands in its place is kept for undo. */
export interface LinkChange extends ChangeBase {
	readonly kind: 'link'
	readonly path: string
	readonly target: string
}

export const link: ChangeKind<LinkChange, PathImage> = {
	kind: 'link',
	describe: ({ path, target }) => message('change.link', { path, target }),

	async inspect({ path, target }, { host, keep }) {
		const before = await imageOf(host, path, keep)
		if (before.type === 'link' && before.target === target) return { state: 'settled' }
		const old = before.type === 'nothing' ? [] : [before.type === 'link' ? `-${path} -> ${before.target}` : `-${path}`]
		return { state: 'pending', before, diff: [...old, `+${path} -> ${target}`], after: { path, type: 'link', target } }
	},

	async apply({ path, target }, { host }) {
		await makeParents(host, path, { mode: 0o755, uid: 0, gid: 0 })
		await host.makeLink(path, target)
	},

	async undo({ path, target }, before, { host, kept }) {
		if (!(await isAs(host, path, { type: 'link', target })) && !(await isAs(host, path, before))) {
			return { undone: false, kept: message('change.kept.edited', { path }) }
		}
		await giveBack(host, path, before, kept)
		return { undone: true }
	},

	shell: ({ path, target }) => [commandLine(['ln', '-sfn', target, path])],
}
