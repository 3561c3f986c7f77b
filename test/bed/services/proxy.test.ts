import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, type RequestOptions, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Clock } from './bucket.ts'
import { type ProxyOptions, type RunningProxy, startProxy } from './proxy.ts'

const address = '127.0.0.1'
let target: Server
let proxy: RunningProxy | undefined
let seen: { method: string | undefined; headers: IncomingMessage['headers']; body: string }[]
const big = Buffer.alloc(300_000, 'x')

/** What the target does for a path; a registry in small. */
beforeEach(async () => {
	seen = []
	target = createServer(async (incoming, outgoing) => {
		const body = await text(incoming)
		seen.push({ method: incoming.method, headers: incoming.headers, body })
		if (incoming.url === '/big') return void outgoing.writeHead(200, { 'content-length': big.length }).end(big)
		if (incoming.url === '/endless') return void outgoing.writeHead(200).write(big)
		if (incoming.url === '/cut')
			return void outgoing.writeHead(200, { 'content-length': 1000 }).write('part', () => outgoing.destroy())
		outgoing.setHeader('Location', `http://${incoming.headers.host}/v2/uploads/1`)
		outgoing.setHeader('WWW-Authenticate', `Bearer realm="http://${incoming.headers.host}/token"`)
		outgoing.setHeader('Set-Cookie', ['a=1', 'b=2'])
		outgoing.writeHead(401)
		outgoing.end(incoming.method === 'HEAD' ? undefined : `you sent ${body}`)
	})
	await once(target.listen(0, address), 'listening')
})

afterEach(async () => {
	await proxy?.stop()
	proxy = undefined
	target.closeAllConnections()
	await new Promise(resolve => target.close(resolve))
})

async function start(options: Partial<ProxyOptions> = {}): Promise<RunningProxy> {
	const { port } = target.address() as AddressInfo
	proxy = await startProxy({ listen: { address, port: 0 }, target: { address, port }, ...options })
	return proxy
}

async function text(message: IncomingMessage): Promise<string> {
	const parts: Buffer[] = []
	for await (const part of message) parts.push(part as Buffer)
	return Buffer.concat(parts).toString()
}

async function ask(path: string, options: RequestOptions = {}, body?: string) {
	const message = await open(path, options, body)
	return { status: message.statusCode, headers: message.headers, body: await text(message) }
}

function open(path: string, options: RequestOptions = {}, body?: string): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		request({ host: address, port: proxy?.port, path, agent: false, ...options }, resolve)
			.on('error', reject)
			.end(body)
	})
}

describe('the proxy', () => {
	test('passes the Host header through, so that what the target says about itself stays true', async () => {
		await start()
		const answer = await ask('/v2/', { headers: { host: 'registry.bed.test:5000' } })
		expect(answer.status).toBe(401)
		expect(answer.headers.location).toBe('http://registry.bed.test:5000/v2/uploads/1')
		expect(answer.headers['www-authenticate']).toBe('Bearer realm="http://registry.bed.test:5000/token"')
		expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2'])
	})

	test('passes bodies of requests, with a length and without', async () => {
		await start()
		expect((await ask('/', { method: 'PUT', headers: { 'content-length': 5 } }, 'known')).body).toBe('you sent known')
		expect((await ask('/', { method: 'PATCH', headers: { 'transfer-encoding': 'chunked' } }, 'chunked')).body).toBe(
			'you sent chunked',
		)
		expect(seen.map(({ method }) => method)).toEqual(['PUT', 'PATCH'])
	})

	test('passes HEAD and keeps a connection for the next request', async () => {
		await start()
		const agent = new Agent({ keepAlive: true, maxSockets: 1 })
		expect((await ask('/', { method: 'HEAD', agent })).body).toBe('')
		expect((await ask('/big', { agent })).body).toHaveLength(big.length)
		agent.destroy()
	})

	test('counts what it sends', async () => {
		const { bytes } = await start()
		await ask('/big')
		await ask('/big')
		expect(bytes()).toBe(2 * big.length)
	})

	test('holds all connections together to one rate', async () => {
		const allowed: number[] = []
		let time = 0
		const clock: Clock = {
			now: () => time,
			sleep: async ms => {
				time += ms
			},
		}
		const { bytes } = await start({ bytesPerSecond: 100_000, clock })
		await Promise.all(
			['/big', '/big'].map(async path => {
				const message = await open(path)
				for await (const part of message) allowed.push((part as Buffer).length)
			}),
		)
		expect(bytes()).toBe(2 * big.length)
		expect(allowed.reduce((sum, length) => sum + length, 0)).toBe(2 * big.length)
		// 600 000 bytes at 100 000 a second, less the first burst; nobody really waited.
		expect(time).toBeGreaterThanOrEqual(5_900)
	})

	test('streams: the first bytes arrive though the body never ends', async () => {
		await start()
		const message = await open('/endless')
		const [first] = await once(message, 'data')
		expect((first as Buffer).length).toBeGreaterThan(0)
		message.destroy()
	})

	test('takes no more from the target than a slow client is given', async () => {
		const held: Clock = { now: () => 0, sleep: () => new Promise(() => undefined) }
		const { bytes } = await start({ bytesPerSecond: 1000, clock: held })
		const message = await open('/big')
		expect(message.statusCode).toBe(200)
		expect(bytes()).toBeLessThanOrEqual(100)
		message.destroy()
	})

	test('answers 404 for what the mirror is said to lack, and for nothing else', async () => {
		await start({ rules: [{ path: /^\/v2\/pause\/manifests\//g, answer: 'not-found' }] })
		for (const method of ['GET', 'GET', 'HEAD'])
			expect((await ask('/v2/pause/manifests/3.2', { method })).status).toBe(404)
		expect(seen).toHaveLength(0)
		expect((await ask('/v2/etcd/manifests/3.4')).status).toBe(401)
	})

	test('wants its credentials with every request, where it has some', async () => {
		await start({ credentials: 'puller:secret' })
		const refused = await ask('/big')
		expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Basic realm="bed"'])
		expect((await ask('/big', { auth: 'puller:wrong' })).status).toBe(401)
		expect(seen).toEqual([])
		expect((await ask('/big', { auth: 'puller:secret' })).body).toHaveLength(big.length)
	})

	test('resets connections', async () => {
		await start({ rules: [{ path: /^\/v2\//, answer: 'reset' }] })
		await expect(ask('/v2/')).rejects.toMatchObject({ code: 'ECONNRESET' })
		expect((await ask('/big')).status).toBe(200)
	})

	test('stalls: no answer, until it stops', async () => {
		await start({ rules: [{ path: /stall/, answer: 'stall' }] })
		const waiting = ask('/stall')
		const outcome = vi.fn()
		waiting.then(outcome, outcome)
		expect((await ask('/big')).status).toBe(200)
		expect(outcome).not.toHaveBeenCalled()
		await proxy?.stop()
		await expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' })
		expect(seen).toHaveLength(1)
	})

	test('cuts the client off when the target breaks off', async () => {
		await start()
		await expect(ask('/cut')).rejects.toThrow('aborted')
	})

	test('says 502 when the target is not there', async () => {
		await start({ target: { address, port: 1 } })
		const answer = await ask('/')
		expect(answer.status).toBe(502)
		expect(answer.body).toMatch(/^127\.0\.0\.1:1 does not answer: .*ECONNREFUSED/)
	})

	test('ends downloads and frees its port when it stops', async () => {
		const { port, stop } = await start()
		const message = await open('/endless')
		message.on('error', () => undefined)
		message.resume()
		const closed = new Promise(resolve => message.on('close', resolve))
		await stop()
		await closed
		await start({ listen: { address, port } })
		expect((await ask('/big')).status).toBe(200)
	})

	test('tells in one line that its port is taken', async () => {
		const { port } = await start()
		await expect(startProxy({ listen: { address, port }, target: { address, port: 1 } })).rejects.toThrow(
			`The proxy cannot listen on 127.0.0.1:${port}: listen EADDRINUSE`,
		)
	})
})
