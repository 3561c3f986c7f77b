import type { Host } from '../host/host.ts'
import { hashOf } from './hash.ts'
import { runPaths } from './paths.ts'
import { writePrivateFile } from './private-files.ts'

export interface BeforeImages {
	/** Writes the content (0600) and returns its hash. */
	keep(content: Uint8Array): Promise<string>
	/** Throws when the content of this hash is not there or is not what it was. */
	kept(hash: string): Promise<Uint8Array>
}

/** The before-images of one run. */
export function beforeImages(host: Host, run: string): BeforeImages {
	const directory = runPaths(run).before
	return {
		async keep(content) {
			const hash = hashOf(content)
			const path = `${directory}/${hash}`
			if (!(await host.stat(path))) await writePrivateFile(host, path, content)
			return hash
		},
		async kept(hash) {
			const content = await host.readBytes(`${directory}/${hash}`)
			if (!content || hashOf(content) !== hash) {
				throw new DamagedImage(`${directory}/${hash}`)
			}
			return content
		},
	}
}

/** A before-image that is gone or was altered: what it stood for cannot be given back from it. */
export class DamagedImage extends Error {
	readonly path: string

	constructor(path: string) {
		super(`before-image missing or altered: ${path}`)
		this.name = 'DamagedImage'
		this.path = path
	}
}

/** Only hashes: what a plan uses, which writes nothing. */
export async function hashOnly(content: Uint8Array): Promise<string> {
	return hashOf(content)
}
