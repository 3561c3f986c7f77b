import { describe, expect, test } from 'vitest'
import { installProgram, onlyRootCanAlter } from '../../source/engine/program.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'

function hostWithProgram(): MemoryHost {
	const host = memoryHost({
		'/home/me/dist/cli.js': 'entry',
		'/home/me/dist/k8s-wizard.mjs': 'bundle',
		'/home/me/node': 'their node',
		'/usr/bin/node': 'node of the system',
	})
	for (const path of ['/home', '/home/me', '/home/me/dist', '/usr', '/usr/bin']) {
		host.entries.set(path, {
			type: 'directory',
			mode: 0o755,
			uid: path.startsWith('/home/me') ? 1000 : 0,
			gid: 0,
			content: '',
		})
	}
	return host
}

describe('the program that a run starts from', () => {
	test('is a copy that only root can alter, with a node that only root can alter', async () => {
		const host = hostWithProgram()
		const installed = await installProgram(host, { entry: '/home/me/dist/cli.js', node: '/home/me/node' })
		expect(await host.readText(installed.entry)).toBe('entry')
		expect(await host.readText(installed.entry.replace('cli.js', 'k8s-wizard.mjs'))).toBe('bundle')
		expect(await host.readText(installed.node)).toBe('their node')
		expect(await onlyRootCanAlter(host, installed.entry)).toBe(true)
		expect(await onlyRootCanAlter(host, installed.node)).toBe(true)
	})

	test("uses the system's node where nobody else can alter it", async () => {
		const host = hostWithProgram()
		const { node } = await installProgram(host, { entry: '/home/me/dist/cli.js', node: '/usr/bin/node' })
		expect(node).toBe('/usr/bin/node')
		const folder = host.entries.get('/usr/bin')
		if (folder) folder.mode = 0o777
		expect(await onlyRootCanAlter(host, '/usr/bin/node')).toBe(false)
	})

	test('is used again as it is, and is another one for another version', async () => {
		const host = hostWithProgram()
		const running = { entry: '/home/me/dist/cli.js', node: '/usr/bin/node' }
		const first = await installProgram(host, running)
		host.beforeAltering = what => {
			throw new Error(what)
		}
		expect(await installProgram(host, running)).toEqual(first)
		host.beforeAltering = () => undefined
		const bundle = host.entries.get('/home/me/dist/k8s-wizard.mjs')
		if (bundle) bundle.content = 'newer'
		expect((await installProgram(host, running)).entry).not.toBe(first.entry)
	})

	test('is never run from its sources', async () => {
		const host = memoryHost({ '/etc/main.ts': '' })
		await expect(installProgram(host, { entry: '/etc/main.ts', node: '/usr/bin/node' })).rejects.toMatchObject({
			what: { key: 'engine.notBuilt' },
		})
	})
})
