import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs'
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
			const fresh = `${storeImage}.new`
			await run('make the store', ['truncate', '--size=60G', fresh])
			await run('make the store', ['mkfs.btrfs', '--quiet', '--force', '--metadata', 'single', fresh])
			await run('make the store', ['mv', fresh, storeImage])
		}
		mkdirSync(store, { recursive: true })
		// noatime: reading a tree to compare it must not change it.
		await run('mount the store', ['mount', '-o', 'loop,noatime,discard=async', storeImage, store])
	})
	mkdirSync(partsRoot, { recursive: true })
	mkdirSync(hostsRoot, { recursive: true })
}

/** Unmounts the store; everything in it stays. */
export async function closeStore(): Promise<void> {
	if (isMounted(store)) await run('unmount the store', ['umount', store])
}

export async function makeSubvolume(path: string): Promise<void> {
	await run('make a subvolume', ['btrfs', '--quiet', 'subvolume', 'create', path])
}

/** A writable copy of a subvolume that shares all unchanged blocks with it. */
export async function snapshotSubvolume(from: string, to: string): Promise<void> {
	await run('copy a root file system', ['btrfs', '--quiet', 'subvolume', 'snapshot', from, to])
}

/** Removes a subvolume and the subvolumes that programs on the host made inside it. */
export async function removeSubvolume(path: string): Promise<void> {
	if (!existsSync(path)) return
	const nested = await run('list subvolumes', ['btrfs', 'subvolume', 'list', '-o', path])
	const inner = nested
		.split('\n')
		.map(line => / path (.*)$/.exec(line)?.[1])
		.filter(found => found !== undefined)
		.sort((a, b) => b.length - a.length)
	for (const each of inner)
		await run('remove a subvolume', ['btrfs', '--quiet', 'subvolume', 'delete', `${store}/${each}`])
	await run('remove a subvolume', ['btrfs', '--quiet', 'subvolume', 'delete', path])
}
