import type { Say } from './cache.ts'
import type { Host } from './hosts/host.ts'
import { downHost, removeNetworkIfUnused, sweep, upHost } from './hosts/hosts.ts'
import { readRecord } from './hosts/records.ts'
import { self } from './processes.ts'
import { endServicesIfUnused, startServices } from './services/services.ts'
import { openStore } from './store.ts'

/** The bed as a test uses it: hosts that end with the test, whatever happens to it. */
export interface Bed {
	up(name: string, profile: string, options?: { address?: string; from?: string }): Promise<Host>
	down(name: string): Promise<void>
	/** Ends every host that this bed started, and the services if no other run and no host uses them. */
	close(): Promise<void>
}

/** Builds what is missing, removes what killed runs left, starts the services. Needs root. */
export async function openBed(say: Say = () => {}): Promise<Bed> {
	await openStore()
	await sweep()
	await endServicesIfUnused()
	const owner = self()
	await startServices(owner, say)
	const started = new Set<string>()
	return {
		up: async (name, profile, options = {}) => {
			const host = await upHost(name, { profile, owner, say, ...options })
			started.add(name)
			return host
		},
		down: async name => {
			started.delete(name)
			await downHost(name)
		},
		close: async () => {
			await Promise.all([...started].filter(name => readRecord(name) !== undefined).map(downHost))
			started.clear()
			await endServicesIfUnused(owner)
			await removeNetworkIfUnused()
		},
	}
}
