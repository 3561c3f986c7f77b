import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { BedError } from '../errors.ts'
import { network } from '../paths.ts'

export interface ForwardProxyOptions {
	/** Port 0 takes any free one. */
	readonly listen: { readonly address: string; readonly port: number }
	/** 'user:password' that it wants from its clients; absent: it serves everyone. */
	readonly credentials?: string
}

export interface RunningForwardProxy {
	readonly port: number
	/** What was let through so far: 'GET http://host:port/path', 'CONNECT host:port'. */
	readonly passed: readonly string[]
	/** How many were turned away for want of the password. */
	refused(): number
	stop(): Promise<void>
}

/** A proxy as companies have it: plain requests by their whole address, TLS by CONNECT. Throws a BedError. */
export async function startForwardProxy({ listen, credentials }: ForwardProxyOptions): Promise<RunningForwardProxy> {
	const passed: string[] = []
	const sockets = new Set<Socket>()
	let refused = 0
	const mayPass = ({ headers }: IncomingMessage): boolean => {
		const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
		if (wanted === undefined || headers['proxy-authorization'] === wanted) return true
		refused += 1
		return false
	}
	const server = createServer((incoming, outgoing) => {
		if (!mayPass(incoming)) {
			incoming.resume()
			return void outgoing.writeHead(407, { 'proxy-authenticate': 'Basic realm="bed"' }).end()
		}
		passed.push(`${incoming.method} ${incoming.url}`)
		forward(incoming, outgoing)
	})
	server.on('connection', socket => {
		sockets.add(socket)
		socket.on('close', () => sockets.delete(socket))
		socket.on('error', () => socket.destroy())
	})
	server.on('connect', (incoming: IncomingMessage, client: Socket, head: Buffer) => {
		if (!mayPass(incoming)) {
			return void client.end(
				'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="bed"\r\n\r\n',
			)
		}
		passed.push(`CONNECT ${incoming.url}`)
		const { hostname, port } = new URL(`http://${incoming.url}`)
		const upstream = connect(Number(port) || 443, addressOf(hostname), () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n')
			upstream.write(head)
			upstream.pipe(client)
			client.pipe(upstream)
		})
		sockets.add(upstream)
		upstream.on('close', () => {
			sockets.delete(upstream)
			client.destroy()
		})
		upstream.on('error', () => client.destroy())
		client.on('close', () => upstream.destroy())
	})
	await new Promise<void>((resolve, reject) => {
		server.once('error', error => reject(new BedError(`The forward proxy cannot listen: ${error.message}`)))
		server.listen(listen.port, listen.address, resolve)
	})
	return {
		port: (server.address() as AddressInfo).port,
		passed,
		refused: () => refused,
		stop: () =>
			new Promise(resolve => {
				server.close(() => resolve())
				for (const socket of sockets) socket.destroy()
			}),
	}
}

/** Names of the bed are known to its hosts only. */
function addressOf(hostname: string): string {
	return hostname.endsWith(`.${network.domain}`) ? network.gateway : hostname
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
	const url = new URL(incoming.url ?? '')
	const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = incoming.headers
	const upstream = request(
		{
			host: addressOf(url.hostname),
			port: Number(url.port) || 80,
			path: `${url.pathname}${url.search}`,
			method: incoming.method,
			headers: { ...headers, connection: 'close' },
			agent: false,
		},
		answer => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
			answer.pipe(outgoing)
		},
	)
	upstream.on('error', () => outgoing.destroy())
	outgoing.on('close', () => upstream.destroy())
	incoming.pipe(upstream)
}
