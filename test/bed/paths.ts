import { join, resolve } from 'node:path'

/** Where everything the bed builds is kept, outside any checkout. */
export const cacheRoot = resolve(process.env['K8S_WIZARD_BED_CACHE'] ?? '/var/cache/k8s-wizard-bed')

/** A btrfs file system in one sparse file: a host is a snapshot of its profile's root file system, made in milliseconds. */
export const storeImage = join(cacheRoot, 'store.btrfs')
export const store = join(cacheRoot, 'store')
export const partsRoot = join(store, 'parts')
export const hostsRoot = join(store, 'hosts')

/** State of what runs now: gone after a reboot, as the processes are. */
export const runRoot = '/run/k8s-wizard-bed'

/** The checkout this file belongs to. */
export const checkout = resolve(import.meta.dirname, '../..')
export const bedRoot = import.meta.dirname

export const network = {
	bridge: 'kwbed0',
	/** The bed's own address: repositories, registries and names are served here. */
	gateway: '10.77.0.1',
	prefix: 24,
	/** Names under this domain resolve on the hosts; all others are refused, so no look-up waits for a time-out. */
	domain: 'bed.test',
	repositoryPort: 8080,
	registryPort: 5000,
	tlsRegistryPort: 5443,
} as const
