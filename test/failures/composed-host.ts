import type { Argv, CommandResult, FileState, Host } from '../../source/host/host.ts'

/** A host that is only looked at, put together from data. */
export interface Composition {
	/** ISO time at which its clock stands. */
	readonly now: string
	/** Contents by path; their folders are there too. */
	readonly files: Readonly<Record<string, string>>
	readonly folders: readonly string[]
	readonly links: Readonly<Record<string, string>>
	/** Programs that are not installed. */
	readonly absent: readonly string[]
	/** What commands print, by the first words of their command line, the longest that fits; a number is an exit code. */
	readonly outputs: Readonly<Record<string, string | number>>
}

/** Throws for a command that the composition does not speak of, and for everything that would alter the host. */
export function composedHost(composition: Composition): Host {
	const { files, links, folders } = composition
	const entries = [...Object.keys(files), ...Object.keys(links), ...folders]
	const now = new Date(composition.now)
	const refuse = async (): Promise<never> => {
		throw new Error('a composed host is only looked at')
	}
	const stateOf = (path: string): FileState | undefined => {
		const attributes = { uid: 0, gid: 0, modified: now.getTime() }
		const target = links[path]
		if (target !== undefined) return { type: 'link', mode: 0o777, size: target.length, target, ...attributes }
		const content = files[path]
		if (content !== undefined) return { type: 'file', mode: 0o644, size: Buffer.byteLength(content), ...attributes }
		const isFolder = folders.includes(path) || entries.some(entry => entry.startsWith(`${path}/`))
		return isFolder ? { type: 'directory', mode: 0o755, size: 0, ...attributes } : undefined
	}
	const text = (path: string): string | undefined => files[links[path] ?? path]

	return {
		kind: 'model',
		now: () => now,
		sleep: async () => undefined,
		look: async argv => outputOf(composition, argv),
		stat: async path => stateOf(path),
		readText: async path => text(path),
		async readBytes(path) {
			const content = text(path)
			return content === undefined ? undefined : Buffer.from(content)
		},
		readEnd: async path => text(path),
		async list(path) {
			if (stateOf(path)?.type !== 'directory') return undefined
			const inside = entries.filter(entry => entry.startsWith(`${path}/`)).map(entry => entry.slice(path.length + 1))
			return [...new Set(inside.map(name => name.split('/')[0] ?? ''))].sort()
		},
		act: refuse,
		writeFile: refuse,
		appendFile: refuse,
		makeDirectory: refuse,
		makeLink: refuse,
		setAttributes: refuse,
		remove: refuse,
		rewrite: refuse,
		writeKernel: refuse,
		request: async () => ({ ok: false, reason: 'a composed host has no network' }),
		queryDns: async () => ({ looked: false, reason: 'a composed host has no network' }),
	}
}

function outputOf({ absent, outputs }: Composition, argv: Argv): CommandResult {
	if (absent.includes(argv[0])) return { argv, exitCode: -1, stdout: '', stderr: '', cut: 'not-found' }
	const line = argv.join(' ')
	const [fitting] = Object.keys(outputs)
		.filter(words => line === words || line.startsWith(`${words} `))
		.sort((one, other) => other.length - one.length)
	const output = fitting === undefined ? undefined : outputs[fitting]
	if (output === undefined) throw new Error(`a composed host was asked what it does not know: ${line}`)
	if (typeof output === 'number') return { argv, exitCode: output, stdout: '', stderr: '' }
	return { argv, exitCode: 0, stdout: output, stderr: '' }
}
