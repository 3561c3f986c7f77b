import { join, resolve } from 'node:path'

/** Where everything the bed builds is kept, outside any checkout. */
export const cacheRoot = resolve(process.env['K8S_WIZARD_BED_CACHE'] ?? '/var/cache/k8s-wizard-bed')

/**
 * An XFS file system in one sparse file: a host is a copy of its profile's root file system that shares all blocks with
 * it, made in a second. Not btrfs: there the kubelet of 1.20 does not find the device of its own folder and stops.
 */
export const storeImage = join(cacheRoot, 'store.xfs')
export const store = join(cacheRoot, 'disk')
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
