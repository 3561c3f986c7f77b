import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { network, runRoot } from '../paths.ts'

/** Where the services keep their record, logs and the names of hosts. */
export const servicesFolder = join(runRoot, 'services')
/** Files like /etc/hosts, one per host; the name service reads a new one by itself. */
export const namesFolder = join(servicesFolder, 'names')

/** Gives a host its names, for all hosts. */
export function nameHost(name: string, address: string): void {
	if (!existsSync(namesFolder)) return
	writeFileSync(join(namesFolder, name), `${address} ${name}.${network.domain} ${name}\n`)
}

export function unnameHost(name: string): void {
	rmSync(join(namesFolder, name), { force: true })
}
