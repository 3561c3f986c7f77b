import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { installTools } from './debian.ts'
import { BedError } from './errors.ts'
import { withLock } from './lock.ts'
import { cacheRoot, hostsRoot, partsRoot, store, storeImage } from './paths.ts'
import { run } from './shell.ts'

/** What a build from nothing and three hosts need, with room to spare. */
const neededBytes = 14 * 2 ** 30

function isMounted(path: string): boolean {
	return readFileSync('/proc/self/mountinfo', 'utf8')
		.split('\n')
		.some(line => line.split(' ')[4] === path)
}

export function requireRoot(): void {
	if (process.getuid?.() !== 0)
		throw new BedError('The bed needs root: it mounts file systems and starts hosts. Run it as root.')
}

/** Makes and mounts the store when it is not there yet. Safe to call at every start. */
export async function openStore(): Promise<void> {
	requireRoot()
	mkdirSync(cacheRoot, { recursive: true })
	await withLock('store', async () => {
		if (isMounted(store)) return
		if (!existsSync(storeImage)) {
			const free = statfsSync(cacheRoot)
			const freeBytes = free.bavail * free.bsize
			if (freeBytes < neededBytes)
				throw new BedError(
					`${cacheRoot}: no space left: ${(freeBytes / 2 ** 30).toFixed(1)} GiB free, ${neededBytes / 2 ** 30} GiB needed. Free some, or set K8S_WIZARD_BED_CACHE to a folder on another disk.`,
				)
			await installTools(['xfsprogs'])
			const fresh = `${storeImage}.new`
			await run('make the store', ['truncate', '--size=60G', fresh])
			await run('make the store', ['mkfs.xfs', '-q', '-f', fresh])
			await run('make the store', ['mv', fresh, storeImage])
		}
		mkdirSync(store, { recursive: true })
		// noatime: reading a tree to compare it must not change it.
		await run('mount the store', ['mount', '-o', 'loop,noatime,discard', storeImage, store])
	})
	mkdirSync(partsRoot, { recursive: true })
	mkdirSync(hostsRoot, { recursive: true })
}

/** Unmounts the store; everything in it stays. */
export async function closeStore(): Promise<void> {
	if (isMounted(store)) await run('unmount the store', ['umount', store])
}

/** A copy of a folder with all attributes that shares every block with it until one of the two changes. */
export async function copyTree(from: string, to: string): Promise<void> {
	await run('copy a root file system', ['cp', '--archive', '--reflink=always', from, to])
}

/** Removes a folder, whatever is in it. What was still mounted below it would be gone through: nothing of a host is. */
export async function removeTree(path: string): Promise<void> {
	await run('remove a folder', ['rm', '-rf', '--one-file-system', path])
}
