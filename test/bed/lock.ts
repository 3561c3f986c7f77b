import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheRoot } from './paths.ts'
import { isAlive, type ProcessId, self } from './processes.ts'

/** Runs `work` while no other process holds the lock of this name; a lock whose holder is dead is taken over. */
export async function withLock<T>(
	name: string,
	work: () => Promise<T>,
	onWait?: (holder: ProcessId) => void,
): Promise<T> {
	const folder = join(cacheRoot, 'locks')
	mkdirSync(folder, { recursive: true })
	const path = join(folder, name)
	let told = false
	for (;;) {
		try {
			writeFileSync(path, JSON.stringify(self()), { flag: 'wx' })
			break
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
		}
		const holder = readHolder(path)
		if (holder !== undefined && !isAlive(holder)) {
			rmSync(path, { force: true })
			continue
		}
		if (holder !== undefined && !told) {
			told = true
			onWait?.(holder)
		}
		await sleep(200)
	}
	try {
		return await work()
	} finally {
		rmSync(path, { force: true })
	}
}

function readHolder(path: string): ProcessId | undefined {
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as ProcessId
	} catch {
		// Being written, or just removed: look again.
		return undefined
	}
}
