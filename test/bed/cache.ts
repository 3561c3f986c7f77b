import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { BedError } from './errors.ts'
import { withLock } from './lock.ts'
import { checkout, partsRoot, store } from './paths.ts'
import { removeTree } from './store.ts'

/** One thing the bed builds: made once per key of its inputs, then taken from the cache. */
export interface Part {
	name: string
	/** Files and folders of the checkout (absolute paths) that the part is made from. The part's own source file belongs here. */
	files: readonly string[]
	/** Other inputs: versions, package lists. */
	values?: unknown
	needs?: readonly Part[]
	/** Fills the empty folder `into`. What it leaves there is final; scratch goes to `context.scratch`. */
	build(into: string, context: BuildContext): Promise<void>
}

export interface BuildContext {
	/** The finished folder of a part listed in `needs`. */
	dir(part: Part): string
	/** An empty folder that is removed afterwards, on the same file system as `into`. */
	scratch: string
	/** The build's own log file, for the output of long commands. */
	log: string
	say(line: string): void
}

function* filesBelow(path: string): Generator<string> {
	if (!statSync(path).isDirectory()) return yield path
	for (const entry of readdirSync(path).sort()) yield* filesBelow(join(path, entry))
}

const keys = new Map<Part, string>()

/** The key of a part: a hash over the content of its files, its values and the keys of what it needs. */
export function keyOf(part: Part): string {
	const known = keys.get(part)
	if (known !== undefined) return known
	const hash = createHash('sha256')
	hash.update(JSON.stringify([part.name, part.values ?? null, (part.needs ?? []).map(keyOf)]))
	for (const root of part.files)
		for (const file of filesBelow(root)) {
			hash.update(`\0${relative(checkout, file)}\0${statSync(file).mode & 0o111}\0`)
			hash.update(readFileSync(file))
		}
	const key = hash.digest('hex').slice(0, 16)
	keys.set(part, key)
	return key
}

export const dirOf = (part: Part): string => join(partsRoot, `${part.name}-${keyOf(part)}`)

export type Say = (part: string, line: string) => void

const running = new Map<Part, Promise<string>>()

/**
 * The folder of a part, built first when the cache does not have it. What it needs is made before, side by side.
 * Two runs that want the same part meet at a lock; a build that fails or is killed leaves nothing under the part's name.
 */
export function make(part: Part, say: Say): Promise<string> {
	const promise = running.get(part) ?? build(part, say)
	running.set(part, promise)
	return promise
}

async function build(part: Part, say: Say): Promise<string> {
	const target = dirOf(part)
	if (existsSync(target)) {
		say(part.name, 'from cache')
		return target
	}
	await Promise.all((part.needs ?? []).map(need => make(need, say)))
	return withLock(
		`part-${part.name}-${keyOf(part)}`,
		async () => {
			if (existsSync(target)) return target
			const started = Date.now()
			const into = `${target}.new`
			const scratch = join(store, 'scratch', part.name)
			const log = join(store, 'logs', `${part.name}.log`)
			const clean = async () => {
				await removeTree(into)
				await removeTree(scratch)
			}
			await clean()
			for (const folder of [into, scratch, join(store, 'logs')]) mkdirSync(folder, { recursive: true })
			rmSync(log, { force: true })
			say(part.name, 'building')
			try {
				await part.build(into, { dir: dirOf, scratch, log, say: line => say(part.name, line) })
				renameSync(into, target)
				say(part.name, `built in ${((Date.now() - started) / 1000).toFixed(0)} s`)
			} catch (error) {
				await clean()
				if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
					throw new BedError(`${part.name}: no space left on device`)
				throw error instanceof BedError ? new BedError(`${part.name}: ${error.message}`) : error
			}
			await removeTree(scratch)
			return target
		},
		holder => say(part.name, `waiting for process ${holder.pid}, which builds it`),
	)
}

/** Removes parts that no current part list names, oldest keys first come first gone. Returns the folders removed. */
export async function prune(parts: readonly Part[]): Promise<string[]> {
	const wanted = new Set(parts.map(dirOf))
	const removed: string[] = []
	for (const entry of readdirSync(partsRoot)) {
		const path = join(partsRoot, entry)
		if (wanted.has(path) || entry.endsWith('.new')) continue
		await removeTree(path)
		removed.push(entry)
	}
	return removed
}
