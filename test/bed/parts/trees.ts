import { chmodSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../shell.ts'

/** Puts all of `from` into the folder `to` as hard links; what is there already stays. */
export function linkTree(from: string, to: string): void {
	if (!existsSync(to)) mkdirSync(to, { recursive: true })
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		const [source, target] = [join(from, entry.name), join(to, entry.name)]
		const present = lstatSync(target, { throwIfNoEntry: false })
		if (!entry.isDirectory()) {
			if (present === undefined) linkSync(source, target)
			continue
		}
		if (present === undefined) {
			mkdirSync(target)
			// mkdir's mode passes through the umask, and drops the sticky bit.
			chmodSync(target, lstatSync(source).mode & 0o7777)
		}
		linkTree(source, target)
	}
}

/** Paths below a tree, folders before what is in them, relative to it and with a leading slash. */
export function* pathsBelow(tree: string, path = ''): Generator<{ path: string; folder: boolean }> {
	for (const entry of readdirSync(join(tree, path)).sort()) {
		const inner = `${path}/${entry}`
		const folder = lstatSync(join(tree, inner)).isDirectory()
		yield { path: inner, folder }
		if (folder) yield* pathsBelow(tree, inner)
	}
}

const unwanted = ['doc', 'man', 'locale', 'info', 'lintian', 'bug']

/** Unpacks a Debian package into the new folder `tree`, /bin, /sbin and /lib merged into /usr, without documentation. */
export async function unpackMerged(deb: string, tree: string, log: string): Promise<void> {
	const raw = `${tree}.raw`
	mkdirSync(raw, { recursive: true })
	await run('unpack a Debian package', ['dpkg-deb', '--extract', deb, raw], { log })
	for (const name of unwanted) rmSync(join(raw, 'usr/share', name), { recursive: true, force: true })
	mkdirSync(tree, { recursive: true })
	for (const entry of readdirSync(raw))
		linkTree(join(raw, entry), join(tree, /^(bin|sbin|lib|lib64)$/.test(entry) ? 'usr' : '', entry))
	rmSync(raw, { recursive: true })
}
