import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { make, type Say } from '../cache.ts'
import { BedError } from '../errors.ts'
import { withLock } from '../lock.ts'
import { hostsRoot, runRoot } from '../paths.ts'
import { identify, isAlive, type ProcessId } from '../processes.ts'
import { nameHost, servicesFolder, unnameHost } from '../services/names-of-hosts.ts'
import { copyTree, removeTree } from '../store.ts'
import { container } from './container.ts'
import { disks } from './disks.ts'
import type { Host, HostKind, HostRecord } from './host.ts'
import { machine } from './machine.ts'
import { bridgePorts, ensureBridge, freeAddress, removeBridge } from './network.ts'
import { allRecords, readRecord, removeRecord, writeRecord } from './records.ts'

const kinds: Record<HostRecord['kind'], HostKind> = { container, machine }

export interface UpOptions {
	profile: string
	/** Default: the lowest free one. */
	address?: string
	/** The run that ends it; null: it stays until `down`. */
	owner: ProcessId | null
	/** A disk kept by `keepDisk`, instead of the profile's own. */
	from?: string
	say: Say
}

/** Starts a host and returns it when commands can be run on it. Leaves nothing behind when it throws. */
export async function upHost(name: string, options: UpOptions): Promise<Host> {
	const profile = disks.get(options.profile)
	if (profile === undefined)
		throw new BedError(`There is no profile "${options.profile}". Profiles: ${[...disks.keys()].join(', ')}.`)
	if (!/^[a-z]([a-z0-9-]{0,12}[a-z0-9])?$/.test(name))
		throw new BedError(
			`"${name}" is no name for a host: 1 to 14 lower-case letters, digits and hyphens, a letter first.`,
		)
	const disk = options.from ?? join(await make(profile.part, options.say), profile.inside)
	// Names and addresses are handed out one at a time; booting goes on side by side.
	const reserved = await withLock('hosts', async () => {
		await sweep()
		const taken = readRecord(name)
		if (taken !== undefined)
			throw new BedError(
				`A host "${name}" is up already (${taken.profile}, ${taken.address}). Take another name, or end it: npm run bed -- down ${name}`,
			)
		await ensureBridge()
		const addresses = new Set(allRecords().map(record => record.address))
		const address = options.address ?? freeAddress(addresses)
		if (addresses.has(address)) throw new BedError(`The address ${address} is taken by another host.`)
		const folder = join(hostsRoot, name)
		mkdirSync(folder, { recursive: true })
		const starter = identify(process.pid)
		if (starter === undefined) throw new Error('/proc is not mounted')
		const record: HostRecord = {
			name,
			profile: options.profile,
			kind: profile.kind,
			address,
			// Until the host's own process is known, the starter stands for it: if it dies, this is a leftover.
			process: starter,
			owner: starter,
			folder,
		}
		writeRecord(record)
		return record
	})
	try {
		const started = await kinds[profile.kind].up({
			name,
			profile: options.profile,
			address: reserved.address,
			folder: reserved.folder,
			from: disk,
			onStarted: id => writeRecord({ ...reserved, process: id }),
		})
		const record = { ...reserved, ...started, owner: options.owner }
		writeRecord(record)
		nameHost(name, record.address)
		return kinds[profile.kind].open(record)
	} catch (error) {
		await discard(reserved)
		throw error
	}
}

/** A host that is up, by its name. */
export function openHost(name: string): Host {
	const record = readRecord(name)
	if (record === undefined) {
		const names = allRecords().map(each => each.name)
		throw new BedError(`No host "${name}" is up. ${names.length === 0 ? 'None is.' : `Up: ${names.join(', ')}.`}`)
	}
	return kinds[record.kind].open(record)
}

export async function downHost(name: string): Promise<void> {
	const record = readRecord(name)
	if (record === undefined) throw new BedError(`No host "${name}" is up.`)
	await kinds[record.kind].down(record)
	await discard(record)
}

/** Keeps the disk of a container host that is down or quiet, for later hosts to start from. Returns the path for `from`. */
export async function keepDisk(name: string, as: string): Promise<string> {
	const record = readRecord(name)
	if (record === undefined) throw new BedError(`No host "${name}" is up.`)
	const kept = join(hostsRoot, `.kept-${as}`)
	await removeTree(kept)
	await copyTree(join(record.folder, 'root'), kept)
	return kept
}

async function discard(record: HostRecord): Promise<void> {
	await removeTree(record.folder)
	unnameHost(record.name)
	removeRecord(record.name)
}

/** Ends what killed runs left: hosts whose owner or own process is gone, and folders that no record names. */
export async function sweep(): Promise<string[]> {
	const swept: string[] = []
	for (const record of allRecords()) {
		const orphaned = record.owner !== null && !isAlive(record.owner)
		if (!orphaned && isAlive(record.process)) continue
		await kinds[record.kind].down(record)
		await discard(record)
		swept.push(record.name)
	}
	const known = new Set(allRecords().map(record => record.name))
	for (const entry of existsSync(hostsRoot) ? readdirSync(hostsRoot) : [])
		if (!known.has(entry) && !entry.startsWith('.kept-')) {
			await removeTree(join(hostsRoot, entry))
			swept.push(entry)
		}
	return swept
}

/** Takes the bridge and the state folder away when no host uses them and nothing is served there. */
export async function removeNetworkIfUnused(): Promise<void> {
	if (allRecords().length > 0 || bridgePorts().length > 0 || existsSync(servicesFolder)) return
	await removeBridge()
	rmSync(runRoot, { recursive: true, force: true })
}
