import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostError } from '../../source/host/errors.ts'
import { realHost } from '../../source/host/real-host.ts'

const host = realHost()
const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
let folder = ''

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'k8s-wizard-test-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('files', () => {
	test('are written whole with their mode, and nothing else is left beside them', async () => {
		const path = join(folder, 'file')
		writeFileSync(join(folder, '.file.k8s-wizard-new'), 'of a run that was killed')
		await host.writeFile(path, 'one\n', { mode: 0o640, ...own })
		await host.writeFile(path, 'two\n', { mode: 0o600, ...own })
		expect(await host.readText(path)).toBe('two\n')
		expect(statSync(path).mode & 0o777).toBe(0o600)
		expect(readdirSync(folder)).toEqual(['file'])
	})

	test('a folder that is not there is an error that names the file', async () => {
		const error = await host.writeFile(join(folder, 'no/file'), '', { mode: 0o600, ...own }).catch(error => error)
		expect(error).toBeInstanceOf(HostError)
		expect(error).toMatchObject({ operation: 'write', subject: join(folder, 'no/file'), reason: 'ENOENT' })
	})

	test('what is not there reads as nothing, and is removed without complaint', async () => {
		expect(await host.stat(join(folder, 'none'))).toBeUndefined()
		expect(await host.readText(join(folder, 'none'))).toBeUndefined()
		expect(await host.list(join(folder, 'none'))).toBeUndefined()
		await host.remove(join(folder, 'none'))
	})

	test('a link takes the place of a file, and is not followed by stat', async () => {
		const path = join(folder, 'link')
		await host.writeFile(path, 'was a file', { mode: 0o644, ...own })
		await host.makeLink(path, '/etc/hostname')
		expect(await host.stat(path)).toMatchObject({ type: 'link', target: '/etc/hostname' })
	})

	test('an appended file grows and keeps its mode', async () => {
		const path = join(folder, 'log')
		await host.appendFile(path, 'a\n', { mode: 0o600, ...own })
		await host.appendFile(path, 'b\n', { mode: 0o644, ...own })
		expect(await host.readText(path)).toBe('a\nb\n')
		expect(statSync(path).mode & 0o777).toBe(0o600)
	})

	test('only a tree that is asked for goes with what is in it', async () => {
		await host.makeDirectory(join(folder, 'tree'), { mode: 0o755, ...own })
		await host.writeFile(join(folder, 'tree/leaf'), '', { mode: 0o644, ...own })
		await expect(host.remove(join(folder, 'tree'))).rejects.toMatchObject({ reason: 'ENOTEMPTY' })
		await host.remove(join(folder, 'tree'), { recursive: true })
		expect(await host.stat(join(folder, 'tree'))).toBeUndefined()
	})
})

describe('looking', () => {
	test('gives no argument to a shell, and speaks English', async () => {
		const result = await host.look(['printf', '%s|%s', '$(id); rm -rf /', "it's"])
		expect(result).toMatchObject({ exitCode: 0, stdout: "$(id); rm -rf /|it's" })
		expect((await host.look(['printenv', 'LC_ALL'])).stdout).toBe('C\n')
	})

	test('a command that is not there does not keep the program from ending', () => {
		const script = `
			const { realHost } = await import('./source/host/real-host.ts')
			const { cut } = await realHost().look(['k8s-wizard-no-such-command'], { timeout: 3_600_000 })
			console.log(cut)`
		const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
			encoding: 'utf8',
			timeout: 60_000,
		})
		expect(said).toBe('not-found\n')
	}, 60_000)

	test('says of a command whether it failed, was not found or took too long', async () => {
		expect(await host.look(['false'])).toMatchObject({ exitCode: 1 })
		expect(await host.look(['k8s-wizard-no-such-command'])).toMatchObject({ exitCode: -1, cut: 'not-found' })
		expect(await host.look(['sleep', '30'], { timeout: 50 })).toMatchObject({ exitCode: -1, cut: 'timed-out' })
	})
})

describe('acting', () => {
	test('keeps the output of both streams in the log, and tells its lines', async () => {
		const log = join(folder, 'step.log')
		writeFileSync(log, 'before\n')
		const lines: string[] = []
		const script = 'printf "\\033[31mred\\033[0m\\n"; echo second >&2; printf last'
		const result = await host.act(['sh', '-c', script], { log, onLine: line => lines.push(line) })
		expect(result).toMatchObject({ exitCode: 0, stdout: '\u001B[31mred\u001B[0m\nsecond\nlast' })
		expect(lines).toEqual(['red', 'second', 'last'])
		expect(await host.readText(log)).toMatch(/^before\n/)
	})

	test('quotes arguments, hands over input, and says what failed', async () => {
		const log = join(folder, 'log')
		const quoted = ['printf', '%s\n', '$HOME', "it's; `id`", 'tab\tnew\nline'] as const
		expect((await host.act(quoted, { log })).stdout).toBe("$HOME\nit's; `id`\ntab\tnew\nline\n")
		expect((await host.act(['cat'], { log, input: 'from input' })).stdout).toBe('from input')
		expect(await host.act(['sh', '-c', 'exit 3'], { log })).toMatchObject({ exitCode: 3 })
		expect(await host.act(['k8s-wizard-no-such-command'], { log })).toMatchObject({ cut: 'not-found' })
		expect(statSync(log).mode & 0o777).toBe(0o600)
	})

	test('a signal ends the command with everything that it started', async () => {
		const log = join(folder, 'log')
		const stop = new AbortController()
		const pids: number[] = []
		const result = await host.act(['sh', '-c', 'sleep 300 & echo $!; wait'], {
			log,
			signal: stop.signal,
			onLine(line) {
				pids.push(Number(line))
				stop.abort()
			},
		})
		expect(result).toMatchObject({ exitCode: -1, cut: 'stopped' })
		expect(pids).toHaveLength(1)
		await expect.poll(async () => isRunning(pids[0] ?? 0)).toBe(false)
	})

	test('does not even start when the stop was asked for before', async () => {
		const stop = new AbortController()
		stop.abort()
		const result = await host.act(['touch', join(folder, 'touched')], { log: join(folder, 'log'), signal: stop.signal })
		expect(result.cut).toBe('stopped')
		expect(readdirSync(folder)).toEqual([])
	})
})

/** A process that nobody has waited for yet is a zombie: it runs no more. */
async function isRunning(pid: number): Promise<boolean> {
	const state = /^\d+ \(.*\) (\w)/.exec((await host.readText(`/proc/${pid}/stat`)) ?? '')?.[1]
	return state !== undefined && state !== 'Z'
}

describe('requests', () => {
	let server: Server
	let address = ''
	const seen: { url?: string | undefined; authorization?: string | undefined }[] = []

	beforeEach(async () => {
		seen.length = 0
		server = createServer((request, response) => {
			seen.push({ url: request.url, authorization: request.headers.authorization })
			if (request.url === '/away') response.writeHead(302, { location: 'ftp://example.invalid/' }).end()
			else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end()
			else if (request.url === '/on') response.writeHead(301, { location: '/there' }).end()
			else if (request.url === '/large') response.end('x'.repeat(5000))
			else if (request.url !== '/silent') response.end('body')
		})
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
		address = `127.0.0.1:${(server.address() as AddressInfo).port}`
	})
	afterEach(() => {
		server.closeAllConnections()
		server.close()
	})

	test('bring status and body, and follow within http', async () => {
		const result = await host.request({ url: `http://${address}/on` })
		expect(result).toMatchObject({ ok: true, status: 200 })
		expect(result.ok && Buffer.from(result.body).toString()).toBe('body')
	})

	test('follow neither to another scheme nor in circles, and wait no longer than asked', async () => {
		expect(await host.request({ url: `http://${address}/away` })).toMatchObject({ ok: false })
		expect(await host.request({ url: `http://${address}/loop` })).toMatchObject({ ok: false })
		expect(await host.request({ url: `http://${address}/silent`, timeout: 50 })).toEqual({
			ok: false,
			reason: 'timed out',
		})
	})

	test('take no more than asked for', async () => {
		const result = await host.request({ url: `http://${address}/large`, maximumBytes: 100 })
		expect(result.ok && result.body.length).toBe(100)
	})

	test('send the password of an address, and never name it', async () => {
		await host.request({ url: `http://user:hunter2@${address}/` })
		expect(seen[0]?.authorization).toBe(`Basic ${Buffer.from('user:hunter2').toString('base64')}`)
		const refused = await host.request({ url: 'http://user:hunter2@127.0.0.1:1/' })
		expect(JSON.stringify(refused)).not.toContain('hunter2')
	})

	test('go through a proxy', async () => {
		const result = await host.request({ url: 'http://mirror.example/path', proxy: `http://${address}` })
		expect(result).toMatchObject({ ok: true, status: 200 })
		expect(seen[0]?.url).toBe('http://mirror.example/path')
	})
})
