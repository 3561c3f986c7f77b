import type { FileAttributes, Host } from '../host/host.ts'
import type { ApplyContext, Inspection } from './change.ts'
import { diffLines } from './diff-lines.ts'
import { imageOf, type Keep, makeParents, type PathImage } from './path-image.ts'

const usual: FileAttributes = { mode: 0o644, uid: 0, gid: 0 }

/** For kinds that alter a part of a file: pending when `edit` makes a difference. */
export async function inspectEdit(
	host: Host,
	path: string,
	keep: Keep,
	edit: (text: string) => string,
	after: unknown,
): Promise<Inspection<PathImage>> {
	const text = await host.readText(path)
	const edited = edit(text ?? '')
	if (edited === (text ?? '')) return { state: 'settled' }
	return { state: 'pending', before: await imageOf(host, path, keep), diff: diffLines(path, text, edited), after }
}

/** Writes the edited text with the attributes that the file has (0644 of root's for a new one). */
export async function applyEdit(
	{ host }: Pick<ApplyContext, 'host'>,
	path: string,
	edit: (text: string) => string,
): Promise<void> {
	const state = await host.stat(path)
	const text = (await host.readText(path)) ?? ''
	const edited = edit(text)
	if (state && edited === text) return
	await makeParents(host, path, { ...usual, mode: 0o755 })
	await host.writeFile(
		path,
		edited,
		state?.type === 'file' ? { mode: state.mode, uid: state.uid, gid: state.gid } : usual,
	)
}
