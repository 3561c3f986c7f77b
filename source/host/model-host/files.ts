import { dirname } from 'node:path'
import { HostError } from '../errors.ts'
import type { FileAttributes, FileState, Host } from '../host.ts'

interface Entry {
	state: Omit<FileState, 'size'>
	content: Buffer
}

type Files = Pick<
	Host,
	| 'stat'
	| 'readText'
	| 'readBytes'
	| 'list'
	| 'writeFile'
	| 'appendFile'
	| 'makeDirectory'
	| 'makeLink'
	| 'setAttributes'
	| 'remove'
	| 'rewrite'
	| 'writeKernel'
>

const root = { uid: 0, gid: 0 }

/** Files in memory. The synchronous half is for what commands do on a model host. */
export class ModelFiles implements Files {
	readonly #entries = new Map<string, Entry>()
	readonly #now: () => number

	constructor(now: () => number) {
		this.#now = now
		this.#entries.set('/', this.#entry('directory', { mode: 0o755, ...root }))
	}

	#entry(
		type: FileState['type'],
		attributes: FileAttributes,
		content: Uint8Array = Buffer.alloc(0),
		target?: string,
	): Entry {
		const state = { type, ...attributes, modified: this.#now(), ...(target !== undefined && { target }) }
		return { state, content: Buffer.from(content) }
	}

	/** Puts a file there, with all folders above it. */
	put(path: string, content: string | Uint8Array, mode = 0o644, owner = root): void {
		this.folder(dirname(path))
		this.#entries.set(path, this.#entry('file', { mode, ...owner }, Buffer.from(content)))
	}

	folder(path: string): void {
		if (this.#entries.has(path)) return
		this.folder(dirname(path))
		this.#entries.set(path, this.#entry('directory', { mode: 0o755, ...root }))
	}

	link(path: string, target: string): void {
		this.folder(dirname(path))
		this.#entries.set(path, this.#entry('link', { mode: 0o777, ...root }, undefined, target))
	}

	text(path: string): string | undefined {
		const entry = this.#entries.get(this.#followed(path))
		return entry?.state.type === 'file' ? entry.content.toString('utf8') : undefined
	}

	has(path: string): boolean {
		return this.#entries.has(path)
	}

	/** A file, or a tree. */
	drop(path: string): void {
		for (const other of this.paths()) if (other === path || other.startsWith(`${path}/`)) this.#entries.delete(other)
	}

	/** A file, or a tree, under another name. */
	move(from: string, to: string): void {
		for (const path of this.paths()) {
			const entry = this.#entries.get(path)
			if (!entry || (path !== from && !path.startsWith(`${from}/`))) continue
			this.#entries.delete(path)
			this.#entries.set(`${to}${path.slice(from.length)}`, entry)
		}
	}

	paths(): string[] {
		return [...this.#entries.keys()].sort()
	}

	/** Everything that is there, for comparing before and after: type, mode, owner, content or target, by path. */
	snapshot(): Record<string, string> {
		return Object.fromEntries(
			this.paths().map(path => {
				const entry = this.#entries.get(path)
				const { type, mode, uid, gid, target } = entry?.state ?? { type: 'other', mode: 0, uid: 0, gid: 0 }
				return [path, `${type} ${mode.toString(8)} ${uid}:${gid} ${target ?? entry?.content.toString('utf8') ?? ''}`]
			}),
		)
	}

	#followed(path: string): string {
		const target = this.#entries.get(path)?.state.target
		if (target === undefined) return path
		return this.#followed(target.startsWith('/') ? target : `${dirname(path)}/${target}`)
	}

	#parent(operation: string, path: string): void {
		if (this.#entries.get(dirname(path))?.state.type !== 'directory') throw new HostError(operation, path, 'ENOENT')
	}

	async stat(path: string): Promise<FileState | undefined> {
		const entry = this.#entries.get(path)
		return entry && { ...entry.state, size: entry.content.length }
	}

	async readText(path: string): Promise<string | undefined> {
		return (await this.readBytes(path))?.toString('utf8')
	}

	async readBytes(path: string): Promise<Buffer | undefined> {
		const entry = this.#entries.get(this.#followed(path))
		if (entry?.state.type === 'directory') throw new HostError('read', path, 'EISDIR')
		return entry && Buffer.from(entry.content)
	}

	async list(path: string): Promise<string[] | undefined> {
		if (this.#entries.get(path)?.state.type !== 'directory') return undefined
		return this.paths().flatMap(other =>
			other !== '/' && dirname(other) === path ? [other.slice(other.lastIndexOf('/') + 1)] : [],
		)
	}

	async writeFile(path: string, content: string | Uint8Array, attributes: FileAttributes): Promise<void> {
		this.#parent('write', path)
		if (this.#entries.get(path)?.state.type === 'directory') throw new HostError('write', path, 'EISDIR')
		this.#entries.set(path, this.#entry('file', attributes, Buffer.from(content)))
	}

	async appendFile(path: string, content: string, attributes: FileAttributes): Promise<void> {
		this.#parent('write', path)
		const entry = this.#entries.get(path) ?? this.#entry('file', attributes)
		this.#entries.set(path, { ...entry, content: Buffer.concat([entry.content, Buffer.from(content)]) })
	}

	async makeDirectory(path: string, attributes: FileAttributes): Promise<void> {
		this.#parent('make-directory', path)
		if (this.#entries.has(path)) throw new HostError('make-directory', path, 'EEXIST')
		this.#entries.set(path, this.#entry('directory', attributes))
	}

	async makeLink(path: string, target: string): Promise<void> {
		this.#parent('link', path)
		this.link(path, target)
	}

	async setAttributes(path: string, attributes: FileAttributes): Promise<void> {
		const entry = this.#entries.get(path)
		if (!entry) throw new HostError('set-attributes', path, 'ENOENT')
		entry.state = { ...entry.state, ...attributes }
	}

	async remove(path: string, options?: { recursive?: boolean }): Promise<void> {
		if (!options?.recursive && ((await this.list(path)) ?? []).length > 0)
			throw new HostError('remove', path, 'ENOTEMPTY')
		this.drop(path)
	}

	async rewrite(path: string, content: string): Promise<void> {
		const entry = this.#entries.get(path)
		if (!entry) throw new HostError('write', path, 'ENOENT')
		entry.content = Buffer.from(content)
	}

	async writeKernel(path: string, content: string): Promise<void> {
		const entry = this.#entries.get(path)
		if (!entry) throw new HostError('write', path, 'ENOENT')
		// As the kernel shows it: several numbers with tabs between them.
		entry.content = Buffer.from(`${content.trim().replace(/\s+/g, '\t')}\n`)
	}
}
