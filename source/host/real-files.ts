import { constants } from 'node:fs'
import {
	type FileHandle,
	lstat,
	mkdir,
	open,
	readdir,
	readFile,
	readlink,
	rename,
	rm,
	rmdir,
	symlink,
	unlink,
} from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { HostError } from './errors.ts'
import type { FileAttributes, FileState, Host } from './host.ts'

type Files = Pick<
	Host,
	| 'stat'
	| 'readText'
	| 'readBytes'
	| 'readEnd'
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

/** The file part of the real host. */
export const realFiles: Files = {
	async stat(path) {
		const state = await attempt('stat', path, ['ENOENT', 'ENOTDIR'], () => lstat(path))
		if (!state) return undefined
		const found: FileState = {
			type: state.isFile() ? 'file' : state.isDirectory() ? 'directory' : state.isSymbolicLink() ? 'link' : 'other',
			mode: state.mode & 0o7777,
			uid: state.uid,
			gid: state.gid,
			size: state.size,
			modified: state.mtimeMs,
		}
		return found.type === 'link' ? { ...found, target: await readlink(path) } : found
	},

	async readText(path) {
		return (await readWhole(path))?.toString('utf8')
	},

	readBytes: readWhole,

	readEnd: (path, maximumBytes) =>
		attempt('read', path, ['ENOENT', 'ENOTDIR'], async () => {
			const file = await open(path, 'r')
			try {
				const { size } = await file.stat()
				const from = Math.max(0, size - maximumBytes)
				const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
				const end = buffer.subarray(0, bytesRead)
				// Cut at a line's start, so that no character is cut in two.
				return end.toString('utf8', from === 0 ? 0 : end.indexOf(10) + 1)
			} finally {
				await file.close()
			}
		}),

	async list(path) {
		return (await attempt('list', path, ['ENOENT', 'ENOTDIR'], () => readdir(path)))?.sort()
	},

	async writeFile(path, content, attributes) {
		const temporary = `${dirname(path)}/.${basename(path)}.k8s-wizard-new`
		await attempt('write', path, [], async () => {
			// One that a killed run left behind; a new one is never opened through what others put there.
			await rm(temporary, { force: true })
			const file = await open(temporary, 'wx', 0o600)
			try {
				await file.writeFile(content)
				await putAttributes(file, attributes)
				await file.sync()
			} finally {
				await file.close()
			}
			await rename(temporary, path)
			await flushFolder(dirname(path))
		})
	},

	async appendFile(path, content, attributes) {
		await attempt('write', path, [], async () => {
			const { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants
			const existing = await attempt('write', path, ['ENOENT'], () => open(path, O_WRONLY | O_APPEND | O_NOFOLLOW))
			const file = existing ?? (await open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL, 0o600))
			try {
				if (!existing) await putAttributes(file, attributes)
				await file.writeFile(content)
				await file.sync()
			} finally {
				await file.close()
			}
			if (!existing) await flushFolder(dirname(path))
		})
	},

	async makeDirectory(path, attributes) {
		await attempt('make-directory', path, [], async () => {
			await mkdir(path, { mode: 0o700 })
			await withHandle(path, file => putAttributes(file, attributes))
			await flushFolder(dirname(path))
		})
	},

	async makeLink(path, target) {
		const temporary = `${dirname(path)}/.${basename(path)}.k8s-wizard-new`
		await attempt('link', path, [], async () => {
			await rm(temporary, { force: true })
			await symlink(target, temporary)
			await rename(temporary, path)
			await flushFolder(dirname(path))
		})
	},

	async setAttributes(path, attributes) {
		await attempt('set-attributes', path, [], () => withHandle(path, file => putAttributes(file, attributes)))
	},

	async remove(path, options) {
		await attempt('remove', path, ['ENOENT', 'ENOTDIR'], async () => {
			if (options?.recursive) return rm(path, { recursive: true, force: true })
			return (await lstat(path)).isDirectory() ? rmdir(path) : unlink(path)
		})
	},

	rewrite: (path, content) => writeInPlace(path, content, constants.O_WRONLY | constants.O_TRUNC),
	writeKernel: (path, content) => writeInPlace(path, content, constants.O_WRONLY),
}

async function writeInPlace(path: string, content: string, flags: number): Promise<void> {
	await attempt('write', path, [], async () => {
		const file = await open(path, flags)
		try {
			await file.writeFile(content)
		} finally {
			await file.close()
		}
	})
}

async function readWhole(path: string): Promise<Buffer | undefined> {
	return attempt('read', path, ['ENOENT', 'ENOTDIR'], () => readFile(path))
}

async function putAttributes(file: FileHandle, { mode, uid, gid }: FileAttributes): Promise<void> {
	const state = await file.stat()
	// Only where it differs: without root a file of one's own may still be written. Before the mode: chown takes setuid away.
	if (state.uid !== uid || state.gid !== gid) await file.chown(uid, gid)
	await file.chmod(mode)
}

async function withHandle(path: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
	const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
	try {
		await work(file)
	} finally {
		await file.close()
	}
}

/** Makes a rename survive a power cut. */
async function flushFolder(path: string): Promise<void> {
	await withHandle(path, file => file.sync())
}

/** Undefined for errors that are an answer; others become a HostError. */
async function attempt<Result>(
	operation: string,
	subject: string,
	answers: readonly string[],
	work: () => Promise<Result>,
): Promise<Result | undefined> {
	try {
		return await work()
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
		if (answers.includes(code)) return undefined
		throw error instanceof HostError ? error : new HostError(operation, subject, code, { cause: error })
	}
}
