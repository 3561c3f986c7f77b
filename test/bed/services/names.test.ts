import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isAlive } from '../processes.ts'
import { type Names, startNames } from './names.ts'

const address = '127.0.0.53'
const folder = mkdtempSync(join(tmpdir(), 'bed-names-'))
const resolver = new Resolver({ timeout: 2000, tries: 1 })
let port: number
let names: Names

const freePort = () =>
	new Promise<number>(resolve => {
		const socket = createSocket('udp4').bind(0, address, () => {
			const { port: free } = socket.address() as AddressInfo
			socket.close(() => resolve(free))
		})
	})

beforeAll(async () => {
	port = await freePort()
	names = await startNames({
		address,
		port,
		folder,
		hosts: { 'mirror.bed.test': '10.77.0.1', 'registry.bed.test': '10.77.0.1', node1: '10.77.0.11' },
	})
	resolver.setServers([`${address}:${port}`])
})

afterAll(async () => {
	await names.stop()
	rmSync(folder, { recursive: true })
})

const refusal = async (name: string): Promise<string | undefined> =>
	resolver.resolve4(name).then(
		found => found.join(),
		error => (error as NodeJS.ErrnoException).code,
	)

describe('the name server', () => {
	test('knows the names it was started with', async () => {
		expect(await resolver.resolve4('mirror.bed.test')).toEqual(['10.77.0.1'])
		expect(await resolver.resolve4('registry.bed.test')).toEqual(['10.77.0.1'])
	})

	test('knows a short name under the domain too, and its address backwards', async () => {
		expect(await resolver.resolve4('node1')).toEqual(['10.77.0.11'])
		expect(await resolver.resolve4('node1.bed.test')).toEqual(['10.77.0.11'])
		expect(await resolver.reverse('10.77.0.11')).toEqual(['node1.bed.test'])
	})

	test.each(['nobody.bed.test', 'nobody', 'packages.example.org'])('says at once that %s is unknown', async name => {
		expect(await refusal(name)).toBe('ENOTFOUND')
	})

	test('has no IPv6 address for a name with an IPv4 one, and says so', async () => {
		await expect(resolver.resolve6('node1.bed.test')).rejects.toMatchObject({ code: 'ENODATA' })
	})

	test('learns, changes and forgets names while it runs, from another process too', async () => {
		names.set('node2', '10.77.0.12')
		await vi.waitFor(async () => expect(await refusal('node2.bed.test')).toBe('10.77.0.12'))
		writeFileSync(join(folder, 'node2'), '10.77.0.13 node2 other\n')
		await vi.waitFor(async () => expect(await refusal('node2')).toBe('10.77.0.13'))
		expect(await refusal('other.bed.test')).toBe('10.77.0.13')
		names.remove('node2')
		await vi.waitFor(async () => expect(await refusal('node2.bed.test')).toBe('ENOTFOUND'))
		expect(await refusal('node1')).toBe('10.77.0.11')
	})

	test('refuses what is no name or no address', () => {
		expect(() => names.set('../node', '10.77.0.12')).toThrow('"../node" is no name for a host.')
		expect(() => names.set('node', 'somewhere')).toThrow('"somewhere" is no address for node.')
	})

	test('tells in one line that its port is taken, and leaves nothing running', async () => {
		const second = mkdtempSync(join(tmpdir(), 'bed-names-'))
		await expect(startNames({ address, port, hosts: {}, folder: second })).rejects.toThrow(
			`The name server did not start on ${address}:${port}: dnsmasq: failed to create listening socket for ${address}: Address already in use`,
		)
		rmSync(second, { recursive: true })
		expect(isAlive(names.id)).toBe(true)
	})

	test('ends when told', async () => {
		const third = mkdtempSync(join(tmpdir(), 'bed-names-'))
		const other = await startNames({ address, port: await freePort(), hosts: {}, folder: third })
		await other.stop()
		expect(isAlive(other.id)).toBe(false)
		rmSync(third, { recursive: true })
	})
})
