import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { attributeLines, diffLines } from './diff-lines.ts'
import { giveBack, imageOf, isAs, makeParents, type PathImage } from './path-image.ts'
import { quote, writeLines } from './quote.ts'
import { sha256 } from './sha256.ts'

/** A whole file. Missing parent folders are made (0755, the file's owner) and are part of it. */
export interface FileChange extends ChangeBase {
	readonly kind: 'file'
	readonly path: string
	readonly content: string
	/** Permission bits, 0o644. */
	readonly mode: number
	/** Root when left out. */
	readonly owner?: Owner
	/** Its content is shown nowhere, only its hash. */
	readonly secret?: true
	/** Units that read it when they start: where they run, undo restarts them once the file is back as it was. */
	readonly readBy?: readonly string[]
}

export interface Owner {
	readonly uid: number
	readonly gid: number
}

const root: Owner = { uid: 0, gid: 0 }

function imageAfter({ content, mode, owner = root }: FileChange): Extract<PathImage, { type: 'file' }> {
	return { type: 'file', hash: sha256(content), mode, ...owner }
}

export const file: ChangeKind<FileChange, PathImage> = {
	kind: 'file',
	secrets: change => (change.secret ? [change.content] : []),
	describe: ({ path }) => message('change.file', { path }),

	async inspect(change, { host, keep }) {
		const { path } = change
		const after = imageAfter(change)
		if (await isAs(host, path, after)) return { state: 'settled' }
		const before = await imageOf(host, path, keep)
		return { state: 'pending', before, diff: await diffOf(change, host, before), after: { path, ...after } }
	},

	async apply(change, { host }) {
		const { path, content, mode, owner = root } = change
		await makeParents(host, path, { mode: 0o755, ...owner })
		await host.writeFile(path, content, { mode, ...owner })
	},

	async undo(change, before, { host, log, kept }) {
		const { path } = change
		const changed = !(await isAs(host, path, imageAfter(change))) && !(await isAs(host, path, before))
		// What is gone already was taken away by someone else, and is not brought back against them.
		if (changed) return { undone: false, kept: message('change.kept.edited', { path }) }
		await giveBack(host, path, before, kept)
		for (const unit of change.readBy ?? []) await restartRunning(host, unit, log)
		return { undone: true }
	},

	shell: ({ path, content, mode, owner, secret }) => [
		...(secret
			? [`test -s ${quote(path)}  # ${sha256(content)}`, `chmod ${mode.toString(8)} ${quote(path)}`]
			: writeLines(path, content, mode)),
		...(owner ? [`chown ${owner.uid}:${owner.gid} ${quote(path)}`] : []),
	],
}

async function diffOf(change: FileChange, host: Host, before: PathImage): Promise<string[]> {
	const { path, content, mode, owner = root, secret } = change
	const attributes = before.type === 'file' ? attributeLines(before, { mode, ...owner }) : []
	if (secret) return [`--- ${path}`, `+++ ${path}`, `+sha256 ${sha256(content)}`, ...attributes]
	const old = before.type === 'file' ? await host.readText(path) : undefined
	return [...(old === content ? [] : diffLines(path, old, content)), ...attributes]
}

async function restartRunning(host: Host, unit: string, log: string): Promise<void> {
	const state = await host.look(['systemctl', 'is-active', unit])
	if (state.stdout.trim() === 'active') await host.act(['systemctl', 'try-restart', unit], { log })
}
