import type { FileState, Host } from '../host/host.ts'
import {
	type InstalledPackage,
	type PackageManager,
	type PinnedPackage,
	packageManager,
} from '../host/package-manager/index.ts'
import { type Message, message } from '../locales/message.ts'
import type { UndoContext, UndoResult } from './change.ts'
import { removeTrees } from './leftovers.ts'
import { namesOf, type PackagesBefore, type PackagesChange } from './packages.ts'
import { makeParents } from './path-image.ts'

/**
 * Removes what came, with its settings, and brings back what was replaced or removed. What something else needs now,
 * what the operator has put at another version or edited, and old versions that nobody offers any more are kept and
 * reported.
 */
export async function undoPackages(
	change: PackagesChange,
	before: PackagesBefore,
	context: UndoContext,
): Promise<UndoResult> {
	const { host, log, signal, progress } = context
	const manager = packageManager(change.manager)
	const options = { log, signal, onWait: (lock: string) => progress(message('change.packages.waiting', { lock })) }
	const now = await manager.installed(host, namesOf(change))
	const kept: string[] = []

	await manager.mark(
		host,
		names(now, ({ name, held }) => held && before.packages[name]?.held === false),
		'free',
		options,
	)
	await manager.mark(
		host,
		names(now, ({ name, held }) => held && before.packages[name] === null),
		'free',
		options,
	)
	const came = withoutRunningKernel(cameWith(change, before, now, kept), now, await runningKernel(host), kept)
	const remove = await removable(manager, host, came, kept)
	const install = await offeredBack(manager, host, toBringBack(change, before, now, kept), kept)

	if (remove.length + install.length > 0) {
		const edited = await keepSettings(manager, host, remove)
		await manager.carryOut(host, { install, remove, purge: true, allowReplace: true }, options)
		kept.push(...(await putBack(host, edited)))
	}
	await manager.mark(
		host,
		install.map(({ name }) => name).filter(name => before.packages[name]?.auto),
		'auto',
		options,
	)
	await manager.mark(
		host,
		Object.keys(before.packages).filter(name => before.packages[name]?.held),
		'held',
		options,
	)
	await manager.forgetKeys(host, await ourKeys(manager, host, change, before), options)
	// A program that stays needs what it has made.
	if (kept.length === 0) kept.push(...(await removeTrees(context, change.leaves, before.leaves)))
	return kept.length === 0 ? { undone: true } : { undone: false, kept: keptWords(kept) }
}

function keptWords(kept: readonly string[]): Message {
	return message('change.kept.packages', { packages: kept.join('; ') })
}

type Installed = ReadonlyMap<string, InstalledPackage>

function names(installed: Installed, wanted: (item: InstalledPackage) => boolean): string[] {
	return [...installed.values()].filter(wanted).map(({ name }) => name)
}

/** Packages that were not there before and are as we installed them. */
function cameWith(
	{ transaction, install }: PackagesChange,
	before: PackagesBefore,
	now: Installed,
	kept: string[],
): string[] {
	const ours = new Map([...transaction, ...install].map(({ name, version }) => [name, version]))
	return [...ours].flatMap(([name, version]) => {
		const installed = now.get(name)
		if (!installed || before.packages[name] !== null) return []
		if (installed.version === version) return [name]
		kept.push(`${name} ${installed.version}`)
		return []
	})
}

async function runningKernel(host: Host): Promise<string> {
	return ((await host.readText('/proc/sys/kernel/osrelease')) ?? '').trim()
}

/** What runs now is never removed: its modules would be gone, and the next boot might find nothing. */
function withoutRunningKernel(came: readonly string[], now: Installed, running: string, kept: string[]): string[] {
	return came.filter(name => {
		const version = now.get(name)?.version ?? ''
		const runs = name.startsWith('kernel-') && version !== '' && running.startsWith(`${version}.`)
		if (runs) kept.push(`${name} ${version}`)
		return !runs
	})
}

/** Without those that packages outside need, and what those need in turn. */
async function removable(
	manager: PackageManager,
	host: Host,
	came: readonly string[],
	kept: string[],
): Promise<string[]> {
	let rest = [...came]
	for (;;) {
		const needed = await manager.neededBy(host, rest)
		if (needed.size === 0) return rest
		for (const [name, by] of needed) kept.push(`${name} (${by.join(', ')})`)
		rest = rest.filter(name => !needed.has(name))
	}
}

/** Packages that were there at another version, or are gone, because of us. */
function toBringBack(
	{ transaction }: PackagesChange,
	before: PackagesBefore,
	now: Installed,
	kept: string[],
): PinnedPackage[] {
	return transaction.flatMap(({ name, version, action }) => {
		const old = before.packages[name]
		const installed = now.get(name)
		if (!old || installed?.version === old.version) return []
		const asWeLeftIt = action === 'remove' ? installed === undefined : installed?.version === version
		if (asWeLeftIt) return [{ name, version: old.version }]
		if (installed) kept.push(`${name} ${installed.version}`)
		return []
	})
}

async function offeredBack(
	manager: PackageManager,
	host: Host,
	wanted: readonly PinnedPackage[],
	kept: string[],
): Promise<PinnedPackage[]> {
	if (wanted.length === 0) return []
	const offered = await manager.offered(
		host,
		wanted.map(({ name }) => name),
	)
	return wanted.filter(({ name, version }) => {
		const there = offered.ok && offered.versions.get(name)?.some(offer => offer.version === version)
		if (!there) kept.push(`${name} (${version} –)`)
		return there
	})
}

async function ourKeys(
	manager: PackageManager,
	host: Host,
	change: PackagesChange,
	before: PackagesBefore,
): Promise<string[]> {
	const ids = (change.keys ?? []).map(fingerprint => `gpg-pubkey-${fingerprint.slice(-8).toLowerCase()}-`)
	if (ids.length === 0) return []
	return (await manager.keys(host)).filter(key => !before.keys.includes(key) && ids.some(id => key.startsWith(id)))
}

interface EditedSettings {
	readonly path: string
	readonly content: Uint8Array
	readonly state: FileState
	/** rpm puts an edited file aside under this name. */
	readonly asideBefore: boolean
}

const aside = '.rpmsave'

async function keepSettings(manager: PackageManager, host: Host, remove: readonly string[]): Promise<EditedSettings[]> {
	const edited: EditedSettings[] = []
	for (const path of await manager.editedSettings(host, remove)) {
		const [content, state] = [await host.readBytes(path), await host.stat(path)]
		if (content === undefined || state === undefined) continue
		edited.push({ path, content, state, asideBefore: (await host.stat(`${path}${aside}`)) !== undefined })
	}
	return edited
}

/** What the operator edited outlives the package that it came with. */
async function putBack(host: Host, edited: readonly EditedSettings[]): Promise<string[]> {
	for (const { path, content, state, asideBefore } of edited) {
		if (!(await host.stat(path))) {
			await makeParents(host, path, { mode: 0o755, uid: 0, gid: 0 })
			await host.writeFile(path, content, { mode: state.mode, uid: state.uid, gid: state.gid })
		}
		if (!asideBefore) await host.remove(`${path}${aside}`)
	}
	return edited.map(({ path }) => path)
}
