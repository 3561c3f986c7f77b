import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { request } from '../../../source/host/real-request.ts'
import { type RunningForwardProxy, startForwardProxy } from './forward-proxy.ts'

const address = '127.0.0.1'
const ending: (() => void)[] = []
let proxy: RunningForwardProxy

afterEach(async () => {
	await proxy.stop()
	for (const end of ending.splice(0)) end()
})

async function start(credentials?: string): Promise<string> {
	const target = createServer((incoming, outgoing) => outgoing.end(`you asked for ${incoming.url}`))
	await once(target.listen(0, address), 'listening')
	ending.push(() => target.close())
	proxy = await startForwardProxy({ listen: { address, port: 0 }, ...(credentials !== undefined && { credentials }) })
	return `${address}:${(target.address() as AddressInfo).port}`
}

test('a plain request goes through it by its whole address', async () => {
	const target = await start()
	const result = await request({ url: `http://${target}/a?b`, proxy: `http://${address}:${proxy.port}` })
	expect(result).toMatchObject({ ok: true, status: 200 })
	expect(result.ok && Buffer.from(result.body).toString()).toBe('you asked for /a?b')
	expect(proxy.passed).toEqual([`GET http://${target}/a?b`])
})

test('its password is wanted, and a right one is enough', async () => {
	const target = await start('anna:secret')
	const through = (login: string) =>
		request({ url: `http://${target}/`, proxy: `http://${login}${address}:${proxy.port}` })
	expect(await through('')).toMatchObject({ ok: true, status: 407 })
	expect(await through('anna:secret@')).toMatchObject({ ok: true, status: 200 })
	expect(proxy.refused()).toBe(1)
})

test('TLS is spoken through a tunnel, never past it', async () => {
	await start('anna:secret')
	let direct = 0
	const sink = createTcpServer(socket => {
		direct += 1
		// No TLS server: it only counts who comes.
		socket.once('data', () => socket.destroy())
	})
	await once(sink.listen(0, address), 'listening')
	ending.push(() => sink.close())
	const target = `${address}:${(sink.address() as AddressInfo).port}`
	const result = await request({ url: `https://${target}/`, proxy: `http://anna:secret@${address}:${proxy.port}` })
	expect(result.ok).toBe(false)
	expect(proxy.passed).toEqual([`CONNECT ${target}`])
	expect(direct).toBe(1)
})
