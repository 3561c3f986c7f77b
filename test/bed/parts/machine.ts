import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../cache.ts'
import { installTools } from '../debian.ts'
import { BedError } from '../errors.ts'
import { bedKeys, machineDebian12 } from '../profiles/machine-debian-12.ts'
import { run } from '../shell.ts'
import { copyTree } from '../store.ts'
import { rootFileSystem } from './rootfs.ts'

const root = rootFileSystem(machineDebian12)

/** Room for images and a cluster's state; the file is sparse and takes what is written to it. */
const diskSize = '20G'

/**
 * What an emulated Debian 12 boots from.
 *
 * - `disk.raw`: its disk, one ext4 file system without partitions
 * - `vmlinuz`, `initrd`: the kernel that is installed on the disk, for a direct boot
 * - `key`, `key.pub`: the bed's own key, with which root logs in; `known_hosts`: the machine's key, for any address
 */
export const machine: Part = {
	name: 'machine',
	files: [import.meta.filename],
	values: diskSize,
	needs: [root],
	async build(into, { dir, scratch, log }) {
		await installTools(['qemu-system-x86', 'openssh-client', 'e2fsprogs'])
		const tree = join(scratch, 'root')
		await copyTree(join(dir(root), 'root'), tree)
		const key = join(into, 'key')
		const comment = 'the bed’s own key'
		await run('make a key', ['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', key], { log })
		copyFileSync(`${key}.pub`, join(tree, bedKeys))
		const hostKey = readFileSync(join(tree, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8')
		writeFileSync(join(into, 'known_hosts'), `* ${hostKey}`)
		const boot = join(tree, 'boot')
		copyFileSync(join(boot, onlyOne(boot, 'vmlinuz-')), join(into, 'vmlinuz'))
		copyFileSync(join(boot, onlyOne(boot, 'initrd.img-')), join(into, 'initrd'))
		for (const mountPoint of ['dev', 'proc', 'sys', 'run']) mkdirSync(join(tree, mountPoint), { recursive: true })
		chmodSync(join(tree, 'root'), 0o700)
		const disk = join(into, 'disk.raw')
		await run('make the disk', ['truncate', `--size=${diskSize}`, disk], { log })
		await run(
			'make the disk',
			[
				'mkfs.ext4',
				'-q',
				'-L',
				'root',
				// A fresh file is all zeros: neither this nor the machine's kernel has to write them again.
				'-E',
				'assume_storage_prezeroed=1,nodiscard,root_owner=0:0',
				'-J',
				'size=32',
				'-d',
				tree,
				disk,
			],
			{ log },
		)
	},
}

function onlyOne(folder: string, start: string): string {
	const found = readdirSync(folder).filter(name => name.startsWith(start))
	const [first] = found
	if (first === undefined || found.length > 1)
		throw new BedError(`expected one kernel on the machine’s disk, found ${found.join(', ') || 'none'}`)
	return first
}
