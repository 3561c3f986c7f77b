import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { realHost } from '../../../source/host/real-host.ts'
import { askForImage } from '../../../source/steps/resolve/registry.ts'

const close: (() => void)[] = []
afterEach(() => {
	for (const end of close.splice(0)) end()
})

async function ask(listener: RequestListener, credentials?: string) {
	const server = createServer(listener)
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
	close.push(
		() => server.closeAllConnections(),
		() => server.close(),
	)
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
	const access = { ca: undefined, credentials: () => credentials, proxy: () => undefined, proxies: undefined }
	const { denial } = await askForImage(realHost(), `${host}/k8s/pause:3.2`, { access, plainHttp: new Set([host]) })
	return denial
}

test('an image that is there is no problem', async () => {
	const asked: string[] = []
	const denial = await ask((request, response) => {
		asked.push(`${request.method} ${request.url}`)
		response.end()
	})
	expect(denial).toBeUndefined()
	expect(asked).toEqual(['HEAD /v2/k8s/pause/manifests/3.2'])
})

test.each([
	[404, { why: 'missing' }],
	[403, { why: 'denied' }],
	[500, { why: 'answered', status: 500 }],
])('%i is told as what it is', async (status, denial) => {
	expect(await ask((_, response) => response.writeHead(status).end())).toEqual(denial)
})

test('a connection that is cut is not an image that is missing', async () => {
	expect(await ask(request => request.socket.destroy())).toMatchObject({ why: 'unreachable' })
})

test('a password is sent only when the registry asks for one', async () => {
	const seen: (string | undefined)[] = []
	const denial = await ask((request, response) => {
		seen.push(request.headers.authorization)
		if (request.headers.authorization === undefined) response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' })
		response.end()
	}, 'anna:secret')
	expect(denial).toBeUndefined()
	expect(seen).toEqual([undefined, `Basic ${Buffer.from('anna:secret').toString('base64')}`])
})
