import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BedError, lastTellingLine } from '../errors.ts'
import { end, identify, isAlive, type ProcessId } from '../processes.ts'

export interface RegistryOptions {
	/** The folder of the part `images`: it holds the registry's data and its program. */
	storage: string
	address: string
	port: number
	/** Paths of PEM files; without them the registry speaks plain HTTP. */
	tls?: { cert: string; key: string }
	/** Path of its log, written anew; its configuration lies beside it while it runs. */
	log: string
}

/**
 * Starts Debian's docker-registry, which only hands out, and returns when it answers.
 * The process outlives its starter; whoever keeps `id` can end it. A port that is taken is a BedError.
 */
export async function startRegistry(options: RegistryOptions): Promise<{ id: ProcessId; stop(): Promise<void> }> {
	const { storage, address, port, tls, log } = options
	const config = `${log}.config`
	writeFileSync(config, JSON.stringify(configuration(options)))
	const output = openSync(log, 'w', 0o600)
	const child = spawn(join(storage, 'bin/docker-registry'), ['serve', config], {
		detached: true,
		stdio: ['ignore', output, output],
	})
	closeSync(output)
	child.unref()
	const failed = new Promise<never>((_, reject) => {
		child.once('error', error => reject(new BedError(`the registry did not start: ${error.message}`)))
	})
	const started = async () => {
		const id = child.pid === undefined ? undefined : identify(child.pid)
		if (id === undefined) {
			// The reason comes with the event, if the program could not be started at all.
			await sleep(50)
			throw new BedError(reasonIn(log, address, port))
		}
		const deadline = Date.now() + 20_000
		// Its own word comes first: on a port that is taken it is another program that answers.
		const listens = () => readFileSync(log, 'utf8').includes('listening on')
		while (!listens() || !(await answers(address, port, tls !== undefined))) {
			if (!isAlive(id)) throw new BedError(reasonIn(log, address, port))
			if (Date.now() > deadline) {
				await end(id)
				throw new BedError(`the registry on ${address}:${port} does not answer (log: ${log})`)
			}
			await sleep(50)
		}
		return id
	}
	try {
		const id = await Promise.race([started(), failed])
		const stop = async () => {
			await end(id)
			rmSync(config, { force: true })
		}
		return { id, stop }
	} catch (error) {
		rmSync(config, { force: true })
		throw error
	}
}

/** docker-registry reads YAML, of which JSON is a part. */
function configuration({ storage, address, port, tls }: RegistryOptions): unknown {
	return {
		version: 0.1,
		storage: {
			filesystem: { rootdirectory: storage },
			cache: { blobdescriptor: 'inmemory' },
			delete: { enabled: false },
			maintenance: { uploadpurging: { enabled: false }, readonly: { enabled: true } },
		},
		http: {
			addr: `${address}:${port}`,
			...(tls === undefined ? {} : { tls: { certificate: tls.cert, key: tls.key } }),
		},
	}
}

function reasonIn(log: string, address: string, port: number): string {
	const text = readFileSync(log, 'utf8')
	if (text.includes('address already in use')) return `the registry did not start: ${address}:${port} is taken`
	return `the registry did not start: ${lastTellingLine(text)}`
}

function answers(address: string, port: number, tls: boolean): Promise<boolean> {
	return new Promise(resolve => {
		const target = { host: address, port, path: '/v2/', timeout: 2000 }
		// Whether hosts trust its certificate is their affair; here it only has to answer.
		const request = tls ? httpsRequest({ ...target, rejectUnauthorized: false }) : httpRequest(target)
		request.once('response', response => {
			response.resume()
			resolve(response.statusCode === 200)
		})
		request.once('timeout', () => request.destroy())
		request.once('error', () => resolve(false))
		request.end()
	})
}
