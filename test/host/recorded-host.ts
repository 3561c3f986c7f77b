import type { CommandResult, FileState, Host } from '../../source/host/host.ts'

export interface Recording {
	/** Contents by path. */
	readonly files: Readonly<Record<string, string>>
	/** Modes of files that are not 0644. */
	readonly modes?: Readonly<Record<string, number>>
	readonly links?: Readonly<Record<string, string>>
	readonly folders?: readonly string[]
	/** Output by command line; a failing one says its exit code. What is not here is not installed. */
	readonly outputs: Readonly<Record<string, string | { exitCode: number; stdout?: string; stderr?: string }>>
}

/** A host that answers from a recording and refuses everything that would alter it. */
export function recordedHost(recording: Recording): Host {
	const refuse = () => {
		throw new Error('a recorded host is only looked at')
	}
	const state = (type: FileState['type'], mode: number, size = 0): FileState => ({
		type,
		mode,
		uid: 0,
		gid: 0,
		size,
		modified: 0,
	})
	return {
		kind: 'model',
		now: () => new Date('2026-11-24T00:00:00Z'),
		sleep: async () => undefined,
		async look(argv): Promise<CommandResult> {
			const found = recording.outputs[argv.join(' ')]
			if (found === undefined) return { argv, exitCode: -1, stdout: '', stderr: '', cut: 'not-found' }
			if (typeof found === 'string') return { argv, exitCode: 0, stdout: found, stderr: '' }
			return { argv, exitCode: found.exitCode, stdout: found.stdout ?? '', stderr: found.stderr ?? '' }
		},
		async stat(path) {
			const target = recording.links?.[path]
			if (target !== undefined) return { ...state('link', 0o777), target }
			const content = recording.files[path]
			if (content !== undefined) return state('file', recording.modes?.[path] ?? 0o644, content.length)
			const isFolder =
				recording.folders?.includes(path) || Object.keys(recording.files).some(file => file.startsWith(`${path}/`))
			return isFolder ? state('directory', 0o755) : undefined
		},
		readText: async path => recording.files[recording.links?.[path] ?? path],
		readBytes: async path => {
			const text = recording.files[recording.links?.[path] ?? path]
			return text === undefined ? undefined : Buffer.from(text)
		},
		readEnd: async path => recording.files[path],
		list: async () => undefined,
		act: refuse,
		writeFile: refuse,
		appendFile: refuse,
		makeDirectory: refuse,
		makeLink: refuse,
		setAttributes: refuse,
		remove: refuse,
		rewrite: refuse,
		writeKernel: refuse,
		request: refuse,
		queryDns: refuse,
	}
}
