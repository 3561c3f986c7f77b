import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import type { FileAttributes, Host } from '../host.ts'
import type { ConfigurationFile, Refusal, Sources } from './package-manager.ts'

/** Where metadata of repositories is kept; gone after a boot. */
const home = '/run/k8s-wizard/packages'
const newest = `${home}/newest`
/** Milliseconds after which metadata is fetched again. */
const maximumAge = 60 * 60 * 1000

const privateFile: FileAttributes = { mode: 0o600, uid: 0, gid: 0 }
const privateFolder: FileAttributes = { mode: 0o700, uid: 0, gid: 0 }

/** A place where a package manager's state is, apart from the host's. */
export interface Scratch {
	readonly directory: string
	/** Files that the package manager reads, copied, by the path that they have on the host. */
	readonly files: readonly ConfigurationFile[]
}

interface Made {
	readonly at: number
	/** SHA-256 by path on the host. */
	readonly files: Readonly<Record<string, string>>
	readonly without: readonly string[]
}

/** How one family fills and reads its scratch. */
export interface ScratchKind {
	/** Paths of the files on the host that name its repositories. */
	sourceFiles(host: Host): Promise<readonly string[]>
	/** Writes settings into the scratch and fetches metadata; undefined when that succeeded. */
	fill(host: Host, scratch: Scratch, sources: Sources): Promise<Refusal | undefined>
}

export type Opened = { readonly ok: true; readonly scratch: Scratch } | Refusal

/** One at a time: two questions to the same repositories fetch once. */
const queues = new WeakMap<Host, Promise<unknown>>()

/** The state for these sources, fetched unless it was within the hour. */
export function openScratch(host: Host, kind: ScratchKind, sources: Sources): Promise<Opened> {
	return queued(host, async () => {
		const files = await effectiveFiles(host, kind, sources)
		const key = hash(JSON.stringify([files, sources.proxy ?? ''])).slice(0, 16)
		const scratch: Scratch = { directory: `${home}/${key}`, files }
		const made = await readMade(host, scratch.directory)
		if (made && host.now().getTime() - made.at < maximumAge) {
			await host.makeLink(newest, key)
			return { ok: true, scratch }
		}
		return fetchInto(host, kind, scratch, sources)
	})
}

/**
 * The state that the plan was made with, when it still stands for what the host has: all of the host's repository files
 * are in it unaltered. Otherwise one for the host's repositories of now.
 */
export async function openNewest(host: Host, kind: ScratchKind): Promise<Opened> {
	const key = (await host.stat(newest))?.target
	const made = key === undefined ? undefined : await readMade(host, `${home}/${key}`)
	if (made && host.now().getTime() - made.at < maximumAge) {
		const now = await effectiveFiles(host, kind, { without: made.without })
		if (now.every(({ path, content }) => made.files[path] === hash(content))) {
			return { ok: true, scratch: { directory: `${home}/${key}`, files: now } }
		}
	}
	return openScratch(host, kind, {})
}

/** Where a file of the host is in a scratch. */
export function within(scratch: Pick<Scratch, 'directory'>, path: string): string {
	return `${scratch.directory}/root${path}`
}

async function fetchInto(host: Host, kind: ScratchKind, scratch: Scratch, sources: Sources): Promise<Opened> {
	await makeFolder(host, scratch.directory)
	// Of a fetch that was cut off.
	await host.remove(`${scratch.directory}/made.json`)
	for (const { path, content } of scratch.files) {
		await writeScratch(host, within(scratch, path), moved(content, scratch, sources))
	}
	const refusal = await kind.fill(host, scratch, sources)
	if (refusal) return refusal
	const made: Made = {
		at: host.now().getTime(),
		files: Object.fromEntries(scratch.files.map(({ path, content }) => [path, hash(content)])),
		without: sources.without ?? [],
	}
	await writeScratch(host, `${scratch.directory}/made.json`, JSON.stringify(made))
	await host.makeLink(newest, scratch.directory.slice(home.length + 1))
	return { ok: true, scratch }
}

/** Files that name each other do so within the scratch. */
function moved(content: string, scratch: Scratch, { files = [] }: Sources): string {
	return files.reduce((text, { path }) => text.replaceAll(path, within(scratch, path)), content)
}

async function effectiveFiles(
	host: Host,
	kind: ScratchKind,
	{ files = [], without = [] }: Sources,
): Promise<ConfigurationFile[]> {
	const planned = new Set(files.map(({ path }) => path))
	const present = (await kind.sourceFiles(host)).filter(path => !without.includes(path) && !planned.has(path))
	const read = await Promise.all(present.map(async path => ({ path, content: (await host.readText(path)) ?? '' })))
	return [...read, ...files].sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function readMade(host: Host, directory: string): Promise<Made | undefined> {
	const text = await host.readText(`${directory}/made.json`)
	return text === undefined ? undefined : (JSON.parse(text) as Made)
}

export async function writeScratch(host: Host, path: string, content: string): Promise<void> {
	await makeFolder(host, dirname(path))
	await host.writeFile(path, content, privateFile)
}

/** A folder and those above it that are missing, for root alone. */
export async function makeFolder(host: Host, path: string): Promise<void> {
	if (await host.stat(path)) return
	await makeFolder(host, dirname(path))
	try {
		await host.makeDirectory(path, privateFolder)
	} catch (error) {
		// Someone who works at the same time was faster.
		if (!(await host.stat(path))) throw error
	}
}

function queued<Result>(host: Host, work: () => Promise<Result>): Promise<Result> {
	const mine = (queues.get(host) ?? Promise.resolve()).then(work, work)
	queues.set(
		host,
		mine.catch(() => undefined),
	)
	return mine
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex')
}
