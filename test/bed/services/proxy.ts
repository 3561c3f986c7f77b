import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BedError } from '../errors.ts'
import { type Clock, TokenBucket } from './bucket.ts'

/** What a client gets for a path instead of the target's answer. */
export type ProxyAnswer =
	/** Status 404, as a mirror that lacks the thing. */
	| 'not-found'
	/** The connection is torn down without a word. */
	| 'reset'
	/** Headers never come; the connection stays open until the client or the proxy gives up on it. */
	| 'stall'

export interface ProxyRule {
	/** Matched against path and query, as they stand in the request line. The first rule that matches counts. */
	path: RegExp
	answer: ProxyAnswer
}

export interface ProxyOptions {
	/** Port 0 takes any free one. */
	listen: { address: string; port: number }
	target: { address: string; port: number }
	/** Bytes of response bodies per second, all connections together; absent: as fast as it goes. */
	bytesPerSecond?: number
	rules?: readonly ProxyRule[]
	/** `name:password` that every request has to bring (RFC 7617); others get a 401. */
	credentials?: string
	clock?: Clock
}

export interface RunningProxy {
	/** The port it listens on. */
	port: number
	/** Bytes of response bodies sent to clients so far. */
	bytes(): number
	/** Cuts all connections and closes the port. */
	stop(): Promise<void>
}

/**
 * An HTTP proxy in front of one server, in this process. The Host header passes through unchanged, so what the server
 * says about its own address (redirects, upload locations, authentication realms) stays true for the client.
 * Bodies are streamed in both directions. Throws a BedError when the port cannot be had.
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
	const { listen, target, rules = [], bytesPerSecond = Number.POSITIVE_INFINITY, credentials, clock } = options
	const authorization = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
	const bucket = new TokenBucket(bytesPerSecond, clock)
	let sent = 0
	const count = (bytes: number) => {
		sent += bytes
	}
	const server = createServer((incoming, outgoing) => {
		if (authorization !== undefined && incoming.headers.authorization !== authorization) {
			incoming.resume()
			return void outgoing.writeHead(401, { 'www-authenticate': 'Basic realm="bed"', 'content-length': 0 }).end()
		}
		const answer = rules.find(rule => matches(rule.path, incoming.url ?? '/'))?.answer
		if (answer === undefined) return void forward(incoming, outgoing, target, () => metered(bucket, count))
		if (answer === 'reset') return void incoming.socket.resetAndDestroy()
		if (answer === 'stall') return
		incoming.resume()
		const body = '404 page not found\n'
		outgoing.writeHead(404, { 'content-type': 'text/plain', 'content-length': body.length })
		outgoing.end(incoming.method === 'HEAD' ? undefined : body)
	})
	// A slow download lasts longer than any default allows, and a stalled one as long as its client likes.
	server.requestTimeout = 0
	server.headersTimeout = 0
	const sockets = new Set<Socket>()
	server.on('connection', socket => {
		sockets.add(socket)
		socket.on('close', () => sockets.delete(socket))
		socket.on('error', () => socket.destroy())
	})
	await new Promise<void>((resolve, reject) => {
		server.once('error', error =>
			reject(new BedError(`The proxy cannot listen on ${listen.address}:${listen.port}: ${error.message}`)),
		)
		server.listen(listen.port, listen.address, resolve)
	})
	return {
		port: (server.address() as AddressInfo).port,
		bytes: () => sent,
		stop: () =>
			new Promise(resolve => {
				server.close(() => resolve())
				for (const socket of sockets) socket.destroy()
			}),
	}
}

/** A RegExp with the g or y flag remembers where it stopped; every path is looked at from its start. */
function matches(path: RegExp, url: string): boolean {
	path.lastIndex = 0
	return path.test(url)
}

/** Headers that speak of one connection only, and so are never passed on (RFC 9110, 7.6.1). */
const hopByHop = new Set([
	'connection',
	'keep-alive',
	'proxy-authenticate',
	'proxy-authorization',
	'proxy-connection',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
])

/** Raw headers (name, value, name, value …) without those of the connection; order, case and repetition stay. */
function endToEnd(rawHeaders: readonly string[], connection: string | undefined): string[] {
	const named = new Set((connection ?? '').split(',').map(name => name.trim().toLowerCase()))
	const kept: string[] = []
	for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
		const [name = '', value = ''] = rawHeaders.slice(at, at + 2)
		const lower = name.toLowerCase()
		if (!hopByHop.has(lower) && !named.has(lower)) kept.push(name, value)
	}
	return kept
}

async function forward(
	incoming: IncomingMessage,
	outgoing: ServerResponse,
	target: ProxyOptions['target'],
	meter: () => Transform,
): Promise<void> {
	const upstream = request({
		host: target.address,
		port: target.port,
		method: incoming.method,
		path: incoming.url,
		headers: endToEnd(incoming.rawHeaders, incoming.headers.connection),
		setHost: false,
		agent: false,
	})
	outgoing.on('close', () => upstream.destroy())
	pipeline(incoming, upstream).catch(() => upstream.destroy())
	try {
		const answer = await new Promise<IncomingMessage>((resolve, reject) => {
			upstream.on('response', resolve)
			upstream.on('error', reject)
		})
		outgoing.sendDate = false
		outgoing.writeHead(
			answer.statusCode ?? 502,
			answer.statusMessage,
			endToEnd(answer.rawHeaders, answer.headers.connection),
		)
		// Even the slowest target names its headers at once.
		outgoing.flushHeaders()
		await pipeline(answer, meter(), outgoing)
	} catch (error) {
		if (outgoing.headersSent || outgoing.destroyed) return void outgoing.destroy()
		const body = `${target.address}:${target.port} does not answer: ${(error as Error).message}\n`
		outgoing.writeHead(502, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) })
		outgoing.end(body)
	}
}

/** Lets bytes through as the bucket allows, in pieces small enough to share the rate between connections. */
function metered(bucket: TokenBucket, count: (bytes: number) => void): Transform {
	return new Transform({
		async transform(chunk: Buffer, _encoding, done) {
			try {
				for (let at = 0; at < chunk.length; at += bucket.piece) {
					const piece = chunk.subarray(at, at + bucket.piece)
					await bucket.take(piece.length)
					if (this.destroyed) return
					count(piece.length)
					this.push(piece)
				}
				done()
			} catch (error) {
				done(error as Error)
			}
		},
	})
}
