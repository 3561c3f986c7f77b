import { HostError } from '../../source/host/errors.ts'
import type { CommandResult, FileAttributes, FileState, Host } from '../../source/host/host.ts'

interface Entry extends FileAttributes {
	type: 'file' | 'directory' | 'link'
	content: string
	target?: string
}

/** A host of files and a clock only: enough for toy changes, small enough to be compared whole. */
export interface MemoryHost extends Host {
	entries: Map<string, Entry>
	/** Called before everything that alters the host; throwing there is losing power. */
	beforeAltering: (what: string) => void
	/** Everything but what the wizard keeps for itself, as text. */
	snapshot(): string
	/** Every file of the wizard's own, by path. */
	own(): Map<string, Entry>
}

const ownFolders = /^\/(var\/lib|var\/log|run)\/k8s-wizard(\/|$)/

export function memoryHost(files: Readonly<Record<string, string>> = {}): MemoryHost {
	const entries = new Map<string, Entry>()
	let clock = Date.UTC(2026, 0, 2, 3, 4, 5)
	const alter = (what: string): void => host.beforeAltering(what)
	const put = (path: string, entry: Entry): void => {
		const parent = path.slice(0, path.lastIndexOf('/')) || '/'
		if (entries.get(parent)?.type !== 'directory') throw new HostError('write', path, 'ENOENT')
		entries.set(path, entry)
	}
	const text = (content: string | Uint8Array): string =>
		typeof content === 'string' ? content : Buffer.from(content).toString('latin1')

	const host: MemoryHost = {
		kind: 'model',
		entries,
		beforeAltering: () => undefined,
		snapshot: () => JSON.stringify([...entries].filter(([path]) => !ownFolders.test(path)).sort()),
		own: () => new Map([...entries].filter(([path]) => ownFolders.test(path))),
		now: () => new Date(clock),
		async sleep(milliseconds) {
			clock += milliseconds
			await new Promise(resolve => setImmediate(resolve))
		},
		async look(argv): Promise<CommandResult> {
			return { argv, exitCode: 3, stdout: 'inactive\n', stderr: '' }
		},
		async act(argv) {
			throw new Error(`unexpected command: ${argv.join(' ')}`)
		},
		async stat(path): Promise<FileState | undefined> {
			const entry = entries.get(path)
			if (!entry) return undefined
			const { type, mode, uid, gid, content, target } = entry
			return { type, mode, uid, gid, size: content.length, modified: 0, ...(target !== undefined && { target }) }
		},
		async readText(path) {
			const entry = entries.get(path)
			return entry?.type === 'file' ? Buffer.from(entry.content, 'latin1').toString('utf8') : undefined
		},
		async readBytes(path) {
			const entry = entries.get(path)
			return entry?.type === 'file' ? Buffer.from(entry.content, 'latin1') : undefined
		},
		readEnd: path => host.readText(path),
		async list(path) {
			if (entries.get(path)?.type !== 'directory') return undefined
			const inside = [...entries.keys()].filter(name => name.startsWith(`${path}/`))
			return [...new Set(inside.map(name => name.slice(path.length + 1).split('/')[0] ?? ''))].sort()
		},
		async writeFile(path, content, attributes) {
			alter(`write ${path}`)
			put(path, { type: 'file', ...attributes, content: text(Buffer.from(content)) })
		},
		async appendFile(path, content, attributes) {
			alter(`append ${path}`)
			const before = entries.get(path)
			put(path, {
				type: 'file',
				...(before ?? attributes),
				content: `${before?.content ?? ''}${Buffer.from(content).toString('latin1')}`,
			})
		},
		async makeDirectory(path, attributes) {
			alter(`mkdir ${path}`)
			if (entries.has(path)) throw new HostError('make-directory', path, 'EEXIST')
			put(path, { type: 'directory', ...attributes, content: '' })
		},
		async makeLink(path, target) {
			alter(`link ${path}`)
			if (entries.has(path)) throw new HostError('link', path, 'EEXIST')
			put(path, { type: 'link', mode: 0o777, uid: 0, gid: 0, content: '', target })
		},
		async setAttributes(path, attributes) {
			alter(`attributes ${path}`)
			const entry = entries.get(path)
			if (entry) entries.set(path, { ...entry, ...attributes })
		},
		async remove(path, options) {
			alter(`remove ${path}`)
			for (const name of [...entries.keys()]) {
				if (name === path || (options?.recursive && name.startsWith(`${path}/`))) entries.delete(name)
			}
		},
		async rewrite() {
			throw new Error('not on this host')
		},
		async writeKernel(path, content) {
			await host.writeFile(path, content, { mode: 0o644, uid: 0, gid: 0 })
		},
		async queryDns() {
			return { looked: false, reason: 'no network' }
		},
		async request() {
			return { ok: false, reason: 'no network' }
		},
	}
	for (const path of ['/', '/etc', '/var', '/var/lib', '/var/log', '/run']) {
		entries.set(path, { type: 'directory', mode: 0o755, uid: 0, gid: 0, content: '' })
	}
	for (const [path, content] of Object.entries(files)) {
		entries.set(path, { type: 'file', mode: 0o644, uid: 0, gid: 0, content })
	}
	return host
}
