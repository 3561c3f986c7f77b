import type { Host } from '../host/host.ts'
import { paths, privateDirectory } from './paths.ts'
import { makePrivateDirectory, writePrivateFile } from './private-files.ts'

const holderFile = `${paths.lock}/holder`

/** Who holds the host: one run at a time. */
export interface Holder {
	pid: number
	/** When that process started, in the kernel's ticks: a process id alone is used again. */
	ticks: string
	run: string
}

/** Milliseconds in which a taker writes its name; a folder without one that is older was left by a dead one. */
const naming = 5_000

/**
 * Takes the lock for a run. Returns undefined when it is taken, or the living holder. Making a folder either works or
 * not, in one go; a lock whose process is gone is put aside.
 */
export async function takeLock(host: Host, run: string, pid: number): Promise<Holder | undefined> {
	await makePrivateDirectory(host, paths.scratch)
	const name = `${pid}:${(await ticksOf(host, pid)) ?? ''}:${run}`
	while (!(await made(host))) {
		const holder = await lockHolder(host)
		if (holder) return holder
		if (await isBeingNamed(host)) await host.sleep(100)
		else await host.remove(paths.lock, { recursive: true })
	}
	await writePrivateFile(host, holderFile, name)
	return undefined
}

async function made(host: Host): Promise<boolean> {
	try {
		await host.makeDirectory(paths.lock, privateDirectory)
		return true
	} catch (error) {
		if (await host.stat(paths.lock)) return false
		throw error
	}
}

async function isBeingNamed(host: Host): Promise<boolean> {
	const [folder, file] = await Promise.all([host.stat(paths.lock), host.stat(holderFile)])
	return folder !== undefined && file === undefined && host.now().getTime() - folder.modified < naming
}

export async function releaseLock(host: Host): Promise<void> {
	await host.remove(paths.lock, { recursive: true })
}

/** The process that holds the lock and still lives; undefined: nobody. */
export async function lockHolder(host: Host): Promise<Holder | undefined> {
	const name = (await host.readText(holderFile)) ?? ''
	const [, pid = '', ticks = '', run = ''] = /^(\d+):(\d*):(.+)$/.exec(name) ?? []
	if (pid === '' || ticks === '') return undefined
	return (await ticksOf(host, Number(pid))) === ticks ? { pid: Number(pid), ticks, run } : undefined
}

/** Field 22 of /proc/PID/stat; the second field may hold spaces and brackets, so counting starts after its end. */
async function ticksOf(host: Host, pid: number): Promise<string | undefined> {
	const stat = await host.readText(`/proc/${pid}/stat`)
	return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}
