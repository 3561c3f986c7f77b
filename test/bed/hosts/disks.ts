import type { Part } from '../cache.ts'
import { machine } from '../parts/machine.ts'
import { rootFileSystems } from '../parts/rootfs.ts'
import type { HostRecord } from './host.ts'

/** What a host of a profile starts from: the kind of host and the part that holds its disk. */
export interface Disk {
	kind: HostRecord['kind']
	part: Part
	/** Where in the part's folder the disk is. */
	inside: string
}

/** Every profile a host can have, by name. */
export const disks: ReadonlyMap<string, Disk> = new Map<string, Disk>([
	...[...rootFileSystems].map(([name, part]): [string, Disk] => [name, { kind: 'container', part, inside: 'root' }]),
	['machine-debian-12', { kind: 'machine', part: machine, inside: '.' }],
])
