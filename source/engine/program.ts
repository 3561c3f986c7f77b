import { basename, dirname, join } from 'node:path'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import { StepFailure } from './failure.ts'
import { hashOf } from './hash.ts'
import { paths, privateDirectory, privateFile } from './paths.ts'
import { makePrivateDirectory } from './private-files.ts'

/** The program as it was started by the operator, maybe from a user's own cache. */
export interface RunningProgram {
	/** Path of the built entry, links resolved. */
	readonly entry: string
	/** Path of the node binary, links resolved. */
	readonly node: string
}

/** A copy that only root can alter. */
export interface InstalledProgram {
	readonly entry: string
	readonly node: string
}

/**
 * Copies the built program under /var/lib/k8s-wizard, and node too where others than root could replace it. A folder is
 * named by the hash of what is in it, so that a copy that is there is used again and a running one is never altered.
 * Throws StepFailure when the program was not started from its built form.
 */
export async function installProgram(host: Host, running: RunningProgram): Promise<InstalledProgram> {
	const files = await readTree(host, dirname(running.entry))
	if (!/\.m?js$/.test(running.entry) || !files.has(basename(running.entry))) {
		throw new StepFailure(message('engine.notBuilt'), [running.entry])
	}
	const hash = hashOf([...files].map(([name, content]) => `${name} ${hashOf(content)}`).join('\n')).slice(0, 16)
	const folder = join(paths.program, hash)
	await makePrivateDirectory(host, paths.state)
	await makePrivateDirectory(host, paths.program)
	const entry = join(folder, basename(running.entry))
	if (!(await host.stat(entry))) await copyTree(host, files, folder, basename(running.entry))
	return { entry, node: await installNode(host, running.node) }
}

type Files = ReadonlyMap<string, Uint8Array>

/** Every file under a folder by its relative path; there are few, the program is one bundle. */
async function readTree(host: Host, folder: string, prefix = ''): Promise<Map<string, Uint8Array>> {
	const files = new Map<string, Uint8Array>()
	for (const name of (await host.list(folder)) ?? []) {
		const path = join(folder, name)
		const state = await host.stat(path)
		if (state?.type === 'directory') {
			for (const [inner, content] of await readTree(host, path, `${prefix}${name}/`)) files.set(inner, content)
		}
		const content = state?.type === 'file' ? await host.readBytes(path) : undefined
		if (content) files.set(`${prefix}${name}`, content)
	}
	return files
}

/** The entry is written last: a copy that was cut off is found without it and written again. */
async function copyTree(host: Host, files: Files, folder: string, entry: string): Promise<void> {
	await makePrivateDirectory(host, folder)
	const entryLast = [...files].sort(([a], [b]) => Number(a === entry) - Number(b === entry))
	for (const [name, content] of entryLast) {
		for (const parent of parentsOf(name)) await makePrivateDirectory(host, join(folder, parent))
		await host.writeFile(join(folder, name), content, privateFile)
	}
}

function parentsOf(name: string): string[] {
	const parts = name.split('/').slice(0, -1)
	return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

async function installNode(host: Host, node: string): Promise<string> {
	if (await onlyRootCanAlter(host, node)) return node
	const content = await host.readBytes(node)
	if (!content) throw new StepFailure(message('engine.nodeUnreadable'), [node])
	const copy = join(paths.program, `node-${hashOf(content).slice(0, 16)}`)
	if (!(await host.stat(copy))) await host.writeFile(copy, content, privateDirectory)
	return copy
}

/** True when a file and every folder above it belong to root and nobody else may write to them. */
export async function onlyRootCanAlter(host: Host, path: string): Promise<boolean> {
	for (let current = path; ; current = dirname(current)) {
		const state = await host.stat(current)
		if (state?.uid !== 0 || state.type === 'link' || (state.mode & 0o022) !== 0) return false
		if (current === dirname(current)) return true
	}
}
