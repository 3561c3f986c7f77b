import type { Answers } from '../answers/answers.ts'
import type { Host } from '../host/host.ts'
import type { Resolution } from '../steps/resolution.ts'
import { paths } from './paths.ts'
import { makePrivateDirectory, writePrivateFile } from './private-files.ts'

/** The desired state kept on the host after a run; second runs, upgrades and repairs start from it. */
export interface Record {
	readonly schema: 1
	/** The run that came to its end with these. */
	readonly run: string
	/** ISO time. */
	readonly at: string
	/** As resolved. */
	readonly answers: Answers
	/** Exact versions, keys and images. */
	readonly resolution: Resolution
}

/** Undefined: there is none, or none that this version can read. */
export async function readRecord(host: Host): Promise<Record | undefined> {
	const text = await host.readText(paths.record)
	if (text === undefined) return undefined
	try {
		const value: unknown = JSON.parse(text)
		return isRecord(value) ? value : undefined
	} catch {
		return undefined
	}
}

export async function writeRecord(host: Host, record: Record): Promise<void> {
	await makePrivateDirectory(host, paths.state)
	await writePrivateFile(host, paths.record, `${JSON.stringify(record, undefined, '\t')}\n`)
}

function isRecord(value: unknown): value is Record {
	return typeof value === 'object' && value !== null && 'schema' in value && value.schema === 1 && 'answers' in value
}
