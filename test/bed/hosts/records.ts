import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runRoot } from '../paths.ts'
import { readIfThere } from '../read.ts'
import type { HostRecord } from './host.ts'

const folder = join(runRoot, 'hosts')
const pathOf = (name: string): string => join(folder, `${name}.json`)

export function readRecord(name: string): HostRecord | undefined {
	const text = readIfThere(pathOf(name))
	return text === undefined ? undefined : (JSON.parse(text) as HostRecord)
}

export function allRecords(): HostRecord[] {
	if (!existsSync(folder)) return []
	return readdirSync(folder)
		.filter(file => file.endsWith('.json'))
		.map(file => readRecord(file.slice(0, -'.json'.length)))
		.filter(record => record !== undefined)
}

export function writeRecord(record: HostRecord): void {
	mkdirSync(folder, { recursive: true, mode: 0o700 })
	const fresh = `${pathOf(record.name)}.new`
	writeFileSync(fresh, JSON.stringify(record, null, '\t'), { mode: 0o600 })
	renameSync(fresh, pathOf(record.name))
}

export function removeRecord(name: string): void {
	rmSync(pathOf(name), { force: true })
}
