import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { BedError } from '../errors.ts'
import { network } from '../paths.ts'
import { run } from '../shell.ts'

/** Locally administered. */
const gatewayMac = '02:4b:57:00:00:01'

/** Makes the bed's bridge with its own address, when it is not there. Nothing is forwarded out of it. */
export async function ensureBridge(): Promise<void> {
	const { bridge, gateway, prefix } = network
	if (existsSync(`/sys/class/net/${bridge}`)) return
	// Of its own accord a bridge takes the lowest address of its ports: with each host that comes or goes the others would lose it.
	await run('make the bridge', ['ip', 'link', 'add', bridge, 'address', gatewayMac, 'type', 'bridge'])
	try {
		await run('address the bridge', ['ip', 'address', 'add', `${gateway}/${prefix}`, 'dev', bridge])
		await run('start the bridge', ['ip', 'link', 'set', bridge, 'up'])
		// Hosts may have this machine as their default route; their packets end here all the same.
		writeFileSync(`/proc/sys/net/ipv4/conf/${bridge}/forwarding`, '0')
	} catch (error) {
		await removeBridge()
		throw error
	}
}

export async function removeBridge(): Promise<void> {
	if (existsSync(`/sys/class/net/${network.bridge}`))
		await run('remove the bridge', ['ip', 'link', 'delete', network.bridge])
}

/** Interfaces that hang on the bridge now. */
export function bridgePorts(): string[] {
	const folder = `/sys/class/net/${network.bridge}/brif`
	return existsSync(folder) ? readdirSync(folder) : []
}

const firstHost = 11
const lastHost = 250

/** The lowest free address of the bed's network. */
export function freeAddress(taken: ReadonlySet<string>): string {
	const base = network.gateway.replace(/\d+$/, '')
	for (let last = firstHost; last <= lastHost; last++) if (!taken.has(`${base}${last}`)) return `${base}${last}`
	throw new BedError(`All addresses of the bed are taken (${base}${firstHost} to ${lastHost}).`)
}
