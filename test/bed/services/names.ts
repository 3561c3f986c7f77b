import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installTools } from '../debian.ts'
import { BedError, lastTellingLine } from '../errors.ts'
import { network } from '../paths.ts'
import { end, identify, isAlive, type ProcessId } from '../processes.ts'

export interface NamesOptions {
	/** The only address it listens on. */
	address: string
	port: number
	/** Name → IPv4 address. A name without a dot is also known under the bed's domain. */
	hosts: Readonly<Record<string, string>>
	/** A folder for its files, made when missing; files that are there already count. */
	folder: string
}

export interface Names {
	id: ProcessId
	/** Adds a name or gives it another address; the server knows within milliseconds. */
	set(name: string, address: string): void
	/** Takes a name away; the server forgets it within milliseconds. */
	remove(name: string): void
	stop(): Promise<void>
}

/**
 * A name server (dnsmasq) that knows the given names and says NXDOMAIN at once to all others. Any process may add,
 * change or remove files like /etc/hosts in its folder: the server watches it. It outlives this process; whoever keeps
 * its id can end it. Throws a BedError when it does not start, and then leaves no process behind.
 */
export async function startNames(options: NamesOptions): Promise<Names> {
	const { address, port, hosts, folder } = options
	await installTools(['dnsmasq-base'])
	mkdirSync(folder, { recursive: true })
	const set = (name: string, to: string) => {
		if (!isIPv4(to)) throw new BedError(`"${to}" is no address for ${name}.`)
		writeFileSync(fileOfName(folder, name), `${to} ${name}\n`)
	}
	for (const [name, to] of Object.entries(hosts)) set(name, to)
	const id = await startServer(address, port, folder)
	return {
		id,
		set,
		remove: name => rmSync(fileOfName(folder, name), { force: true }),
		stop: () => end(id),
	}
}

function fileOfName(folder: string, name: string): string {
	if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name)) throw new BedError(`"${name}" is no name for a host.`)
	return join(folder, name)
}

async function startServer(address: string, port: number, folder: string): Promise<ProcessId> {
	// The server passes over files that begin with a dot.
	const logPath = join(folder, '.log')
	const nonce = randomUUID()
	const log = openSync(logPath, 'w', 0o600)
	const server = spawn(
		'dnsmasq',
		[
			'--keep-in-foreground',
			'--conf-file=/dev/null',
			'--pid-file=',
			'--log-facility=-',
			`--listen-address=${address}`,
			`--port=${port}`,
			'--bind-interfaces',
			'--no-hosts',
			'--no-resolv',
			'--no-poll',
			`--hostsdir=${folder}`,
			`--domain=${network.domain}`,
			'--expand-hosts',
			// Nothing is asked elsewhere, so an unknown name fails at once and not after a time-out.
			'--local=/#/',
			// Its own user could not read a folder of root's.
			'--user=root',
			`--txt-record=${startedName},${nonce}`,
		],
		{ detached: true, stdio: ['ignore', log, log] },
	)
	closeSync(log)
	server.unref()
	await new Promise<void>((resolve, reject) => {
		server.once('spawn', resolve)
		server.once('error', error => reject(new BedError(`The name server did not start: ${error.message}`)))
	})
	const id = server.pid === undefined ? undefined : identify(server.pid)
	const deadline = Date.now() + 5000
	while (id !== undefined && isAlive(id) && Date.now() < deadline) {
		if (await answers(address, port, nonce)) return id
		await sleep(20)
	}
	if (id !== undefined) await end(id)
	const why = lastTellingLine(readFileSync(logPath, 'utf8'))
	throw new BedError(`The name server did not start on ${address}:${port}: ${why}`)
}

/** Holds a text that only this start knows: another server on the same port must not be taken for ours. */
const startedName = `started.${network.domain}`

async function answers(address: string, port: number, nonce: string): Promise<boolean> {
	const resolver = new Resolver({ timeout: 200, tries: 1 })
	resolver.setServers([`${address}:${port}`])
	try {
		return (await resolver.resolveTxt(startedName)).flat().includes(nonce)
	} catch {
		return false
	}
}
