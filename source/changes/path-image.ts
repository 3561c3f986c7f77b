import { dirname } from 'node:path'
import { HostError } from '../host/errors.ts'
import type { FileAttributes, Host } from '../host/host.ts'
import { sha256 } from './sha256.ts'

/** What was at a path: enough to give it back byte by byte. */
export type PathImage =
	/** `missing`: parent folders that were not there either, outermost first. */
	| { readonly type: 'nothing'; readonly missing: readonly string[] }
	| ({ readonly type: 'file'; readonly hash: string } & FileAttributes)
	| { readonly type: 'link'; readonly target: string }

export type Keep = (content: Uint8Array) => Promise<string>

/** Looks at a path and keeps what is there. Throws HostError for what is neither file, link nor nothing. */
export async function imageOf(host: Host, path: string, keep: Keep): Promise<PathImage> {
	const state = await host.stat(path)
	if (!state) return { type: 'nothing', missing: await missingParents(host, path) }
	if (state.type === 'link') return { type: 'link', target: state.target ?? '' }
	const content = state.type === 'file' ? await host.readBytes(path) : undefined
	if (content === undefined) throw new HostError('read', path, `is a ${state.type}`)
	const { mode, uid, gid } = state
	return { type: 'file', hash: await keep(content), mode, uid, gid }
}

/** Whether a path is as its image says. */
export async function isAs(host: Host, path: string, image: PathImage): Promise<boolean> {
	const now = await imageOf(host, path, async content => sha256(content))
	if (now.type === 'nothing') return image.type === 'nothing'
	if (now.type === 'link') return image.type === 'link' && image.target === now.target
	return (
		image.type === 'file' &&
		image.hash === now.hash &&
		image.mode === now.mode &&
		image.uid === now.uid &&
		image.gid === now.gid
	)
}

/** Gives a path back as its image says, and takes away parent folders that were made for it and are empty now. */
export async function giveBack(
	host: Host,
	path: string,
	image: PathImage,
	kept: (hash: string) => Promise<Uint8Array>,
): Promise<void> {
	if (await isAs(host, path, image)) {
		if (image.type === 'nothing') await removeEmpty(host, image.missing)
		return
	}
	if (image.type === 'nothing') {
		await host.remove(path)
		await removeEmpty(host, image.missing)
		return
	}
	await makeParents(host, path, { mode: 0o755, uid: 0, gid: 0 })
	if (image.type === 'link') return host.makeLink(path, image.target)
	const { mode, uid, gid } = image
	await host.writeFile(path, await kept(image.hash), { mode, uid, gid })
}

/** Parent folders of a path that are not there, outermost first. */
export async function missingParents(host: Host, path: string): Promise<string[]> {
	const missing: string[] = []
	for (let parent = dirname(path); parent !== '/' && !(await host.stat(parent)); parent = dirname(parent)) {
		missing.unshift(parent)
	}
	return missing
}

export async function makeParents(host: Host, path: string, attributes: FileAttributes): Promise<void> {
	for (const parent of await missingParents(host, path)) {
		try {
			await host.makeDirectory(parent, attributes)
		} catch (error) {
			// Another step that runs at the same time was faster.
			if ((await host.stat(parent))?.type !== 'directory') throw error
		}
	}
}

async function removeEmpty(host: Host, folders: readonly string[]): Promise<void> {
	for (const folder of [...folders].reverse()) {
		const content = await host.list(folder)
		if (content === undefined) continue
		if (content.length > 0) return
		await host.remove(folder)
	}
}
