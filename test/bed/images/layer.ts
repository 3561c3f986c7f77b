import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { BedError } from '../errors.ts'

/** A packed layer of an image, lying at `path`. */
export interface Layer {
	path: string
	/** `sha256:…` of the packed file. */
	digest: string
	/** `sha256:…` of the tar inside. */
	diffId: string
	/** Bytes, packed. */
	size: number
}

/** Packs the content of `folder` into the file `path`; equal content gives equal bytes. */
export async function packLayer(folder: string, path: string): Promise<Layer> {
	const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=gnu']
	const tar = spawn('tar', ['--create', ...same, '--directory', folder, '--file=-', '.'], {
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	let complaint = ''
	tar.stderr.on('data', (text: Buffer) => {
		complaint += text.toString()
	})
	const ended = new Promise<number | null>((resolve, reject) => {
		tar.once('error', reject)
		tar.once('close', resolve)
	})
	const inner = createHash('sha256')
	const outer = createHash('sha256')
	let size = 0
	async function* measured(chunks: AsyncIterable<Buffer>, see: (chunk: Buffer) => void): AsyncIterable<Buffer> {
		for await (const chunk of chunks) {
			see(chunk)
			yield chunk
		}
	}
	await pipeline(
		tar.stdout,
		(chunks: AsyncIterable<Buffer>) => measured(chunks, chunk => inner.update(chunk)),
		createGzip({ level: 4 }),
		(chunks: AsyncIterable<Buffer>) =>
			measured(chunks, chunk => {
				outer.update(chunk)
				size += chunk.length
			}),
		createWriteStream(path),
	)
	if ((await ended) !== 0) throw new BedError(`pack an image layer: ${complaint.trim()}`)
	return {
		path,
		digest: `sha256:${outer.digest('hex')}`,
		diffId: `sha256:${inner.digest('hex')}`,
		size,
	}
}
