import { createReadStream, createWriteStream, type Stats, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join, normalize } from 'node:path'
import { pipeline } from 'node:stream'
import { BedError } from '../errors.ts'

export interface RepositoryRequest {
	/** Folder whose files are served. */
	root: string
	address: string
	port: number
	/** File that gets one line per request: status, method, path, bytes. */
	log?: string
}

/**
 * Serves the files of a folder over HTTP: GET and HEAD, one byte range, If-Modified-Since; no listings.
 * Throws BedError when the address cannot be had.
 */
export async function startRepository({
	root,
	address,
	port,
	log,
}: RepositoryRequest): Promise<{ stop(): Promise<void> }> {
	const lines = log === undefined ? undefined : createWriteStream(log, { flags: 'a' })
	const server = createServer((request, response) => {
		response.on('close', () =>
			lines?.write(
				`${response.statusCode} ${request.method} ${request.url} ${response.getHeader('content-length') ?? 0}\n`,
			),
		)
		answer(root, request, response)
	})
	await new Promise<void>((resolve, reject) => {
		server.once('error', error => reject(new BedError(`repository on ${address}:${port}: ${error.message}`)))
		server.listen(port, address, resolve)
	})
	return {
		stop: () =>
			new Promise(resolve => {
				server.close(() => {
					lines?.end()
					resolve()
				})
				server.closeAllConnections()
			}),
	}
}

function answer(root: string, request: IncomingMessage, response: ServerResponse): void {
	const fail = (status: number) => response.writeHead(status, { 'content-length': 0 }).end()
	if (request.method !== 'GET' && request.method !== 'HEAD') return void fail(405)
	const path = pathOf(request.url ?? '/')
	if (path === undefined) return void fail(400)
	const file = join(root, path)
	const stats = fileStats(file)
	if (stats === undefined) return void fail(404)
	const modified = Math.floor(stats.mtimeMs / 1000) * 1000
	const since = Date.parse(request.headers['if-modified-since'] ?? '')
	const headers = { 'last-modified': new Date(modified).toUTCString(), 'accept-ranges': 'bytes' }
	if (since >= modified) return void response.writeHead(304, headers).end()
	const range = rangeOf(request.headers, stats.size, modified)
	if (range === 'unsatisfiable')
		return void response.writeHead(416, { 'content-range': `bytes */${stats.size}`, 'content-length': 0 }).end()
	const { start, end } = range ?? { start: 0, end: stats.size - 1 }
	response.writeHead(range === undefined ? 200 : 206, {
		...headers,
		'content-type': 'application/octet-stream',
		'content-length': end - start + 1,
		...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${stats.size}` }),
	})
	if (request.method === 'HEAD' || stats.size === 0) return void response.end()
	// A client that goes away midway is its own business.
	pipeline(createReadStream(file, { start, end }), response, () => undefined)
}

/** The path of a URL below the root; undefined where it is not one. */
function pathOf(url: string): string | undefined {
	try {
		const path = decodeURIComponent(url.replace(/[?#].*$/, ''))
		if (!path.startsWith('/') || path.includes('\0')) return undefined
		// Normalising an absolute path cannot climb above its root.
		return normalize(path)
	} catch {
		return undefined
	}
}

function fileStats(path: string): Stats | undefined {
	try {
		const stats = statSync(path)
		return stats.isFile() ? stats : undefined
	} catch {
		// Not there, a file in the place of a folder, or too long a name: all the same to who asks.
		return undefined
	}
}

function rangeOf(
	headers: IncomingMessage['headers'],
	size: number,
	modified: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
	const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '')
	if (match === null || (match[1] === '' && match[2] === '')) return undefined
	const condition = headers['if-range']
	if (condition !== undefined && Date.parse(String(condition)) !== modified) return undefined
	const [, first = '', last = ''] = match
	const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
	const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
	return start >= size || start > end ? 'unsatisfiable' : { start, end }
}
