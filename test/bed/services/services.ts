import { spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { make, type Say } from '../cache.ts'
import { BedError, lastTellingLine } from '../errors.ts'
import { ensureBridge } from '../hosts/network.ts'
import { allRecords } from '../hosts/records.ts'
import { withLock } from '../lock.ts'
import { images } from '../parts/images.ts'
import { registryTls } from '../parts/registry-tls.ts'
import { repositories } from '../parts/repositories.ts'
import { end, identify, isAlive, type ProcessId } from '../processes.ts'
import { readIfThere } from '../read.ts'
import { namesFolder, servicesFolder } from './names-of-hosts.ts'

/** What the hosts reach over the bridge: package repositories, two registries, names. One process with two children. */
export interface ServicesRecord {
	process: ProcessId
	children: readonly ProcessId[]
	/** The runs that use them. They end with the last of these and the last host. */
	users: readonly ProcessId[]
	/** Folders of the parts they serve; other parts mean other services. */
	serves: readonly string[]
}

const recordPath = join(servicesFolder, 'record.json')
export const logPath = join(servicesFolder, 'log')

export function readServices(): ServicesRecord | undefined {
	const text = readIfThere(recordPath)
	return text === undefined ? undefined : (JSON.parse(text) as ServicesRecord)
}

export function writeServices(record: ServicesRecord): void {
	writeFileSync(`${recordPath}.new`, JSON.stringify(record), { mode: 0o600 })
	renameSync(`${recordPath}.new`, recordPath)
}

/** The folders that main.ts serves, in the order of its arguments. */
export async function servedFolders(say: Say): Promise<string[]> {
	return Promise.all([make(repositories, say), make(images, say), make(registryTls, say)])
}

/**
 * Starts the services, or keeps those that already serve the same. Returns when they answer.
 * `user` is the run that needs them until it lets them go; null: whoever has a host up.
 */
export async function startServices(user: ProcessId | null, say: Say): Promise<void> {
	const serves = await servedFolders(say)
	await withLock('services', async () => {
		const present = readServices()
		const users = (present?.users ?? []).filter(each => isAlive(each) && each.pid !== user?.pid)
		const withUser = user === null ? users : [...users, user]
		if (present !== undefined && isAlive(present.process)) {
			if (present.serves.join() === serves.join()) {
				writeServices({ ...present, users: withUser })
				return
			}
			if (users.length > 0)
				throw new BedError(
					`the bed’s services serve another build to process ${users.map(({ pid }) => pid).join(', ')}: wait until that run has ended.`,
				)
		}
		await stopServices()
		await ensureBridge()
		mkdirSync(namesFolder, { recursive: true, mode: 0o755 })
		const log = openSync(logPath, 'w', 0o600)
		const main = join(import.meta.dirname, 'main.ts')
		const child = spawn(process.execPath, ['--import', 'tsx', main, ...serves], {
			detached: true,
			stdio: ['ignore', log, log],
			cwd: join(import.meta.dirname, '../../..'),
		})
		child.unref()
		const id = child.pid === undefined ? undefined : identify(child.pid)
		if (id === undefined) throw new BedError('the bed’s services did not start')
		writeServices({ process: id, children: [], users: withUser, serves })
		const deadline = Date.now() + 30_000
		while (!readFileSync(logPath, 'utf8').includes('\nready\n')) {
			if (!isAlive(id) || Date.now() > deadline) {
				const why = lastTellingLine(readFileSync(logPath, 'utf8'))
				await stopServices()
				throw new BedError(`the bed’s services did not start: ${why}`)
			}
			await sleep(50)
		}
	})
}

/** Ends the services and their children, by their own ids. */
async function stopServices(): Promise<void> {
	const record = readServices()
	if (record === undefined) return
	await end(record.process)
	for (const child of record.children) await end(child)
	rmSync(servicesFolder, { recursive: true, force: true })
}

/** Ends the services once no living run uses them (`user` no longer does) and no host is up. */
export async function endServicesIfUnused(user?: ProcessId): Promise<void> {
	await withLock('services', async () => {
		const record = readServices()
		if (record === undefined) return
		const users = record.users.filter(each => isAlive(each) && each.pid !== user?.pid)
		if (isAlive(record.process) && (users.length > 0 || allRecords().length > 0)) writeServices({ ...record, users })
		else await stopServices()
	})
}
