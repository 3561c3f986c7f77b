import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { allRecords } from '../bed/hosts/records.ts'
import { folders, repositoryUrl } from '../bed/packages/urls.ts'
import { checkout, hostsRoot } from '../bed/paths.ts'
import { identify, isAlive } from '../bed/processes.ts'
import { readServices } from '../bed/services/services.ts'

interface Told {
	exitCode: number | null
	lines: string[]
}

/** The bed as a person calls it. */
function bedCommand(words: readonly string[], options: { env?: Record<string, string>; uid?: number } = {}): Told {
	const result = spawnSync(process.execPath, ['--import', 'tsx', 'test/bed/cli.ts', ...words], {
		cwd: checkout,
		encoding: 'utf8',
		env: { ...process.env, ...options.env },
		...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
	})
	return { exitCode: result.status, lines: `${result.stdout}${result.stderr}`.trim().split('\n') }
}

describe('what the bed says to bad input', () => {
	let bed: Bed
	beforeAll(async () => {
		bed = await openBed()
		await bed.up('alpha', 'debian-12')
	})
	afterAll(() => bed?.close())

	test('an unknown profile: the ones there are', () => {
		const { exitCode, lines } = bedCommand(['up', 'beta', '--profile', 'debian-11'])
		expect(lines).toEqual([
			expect.stringMatching(/^bed: There is no profile "debian-11"\. Profiles: .*centos-7.*debian-12/),
		])
		expect(exitCode).toBe(2)
		expect(readdirSync(hostsRoot)).not.toContain('beta')
	})

	test('a name that is taken: by which host, and how to end it', () => {
		const { exitCode, lines } = bedCommand(['up', 'alpha', '--profile', 'debian-12'])
		expect(lines.at(-1)).toMatch(
			/^bed: A host "alpha" is up already \(debian-12, 10\.77\.0\.\d+\)\. .*npm run bed -- down alpha$/,
		)
		expect(exitCode).toBe(2)
	})

	test.each(['Alpha', 'a b', '-x', 'much-too-long-a-name', '../x'])('the name %j is refused', name => {
		const { lines } = bedCommand(['up', '--profile', 'debian-12', '--', name])
		expect(lines.at(-1)).toContain(`"${name}" is no name for a host`)
	})

	test('without root: one line that says so', () => {
		const home = mkdtempSync(join(tmpdir(), 'bed-'))
		chownSync(home, 65534, 65534)
		const { exitCode, lines } = bedCommand(['build'], { uid: 65534, env: { HOME: home, TMPDIR: home } })
		expect(lines).toEqual(['bed: The bed needs root: it mounts file systems and starts hosts. Run it as root.'])
		expect(exitCode).toBe(2)
		rmSync(home, { recursive: true })
	})

	test('no space: how much there is and is needed, and nothing left', () => {
		const small = mkdtempSync(join(tmpdir(), 'bed-'))
		spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'none', small])
		try {
			const cache = join(small, 'cache')
			const { exitCode, lines } = bedCommand(['build'], { env: { K8S_WIZARD_BED_CACHE: cache } })
			expect(lines).toEqual([
				expect.stringMatching(/no space left: 0\.1 GiB free, \d+ GiB needed.*K8S_WIZARD_BED_CACHE/),
			])
			expect(exitCode).toBe(2)
			expect(readdirSync(cache).filter(name => name.startsWith('store'))).toEqual([])
		} finally {
			spawnSync('umount', [small])
			rmSync(small, { recursive: true })
		}
	})

	test('a Debian archive that does not answer: its name, within two minutes, and no part left half made', () => {
		const cache = mkdtempSync(join(tmpdir(), 'bed-'))
		const env = { K8S_WIZARD_BED_CACHE: cache, K8S_WIZARD_BED_DEBIAN: 'http://127.0.0.1:9/debian' }
		try {
			const { exitCode, lines } = bedCommand(['build'], { env })
			expect(lines.at(-1)).toMatch(/^bed: .*127\.0\.0\.1/)
			expect(lines.filter(line => line.startsWith('bed: '))).toHaveLength(1)
			expect(exitCode).toBe(2)
			expect(readdirSync(join(cache, 'disk/parts')).filter(name => name.endsWith('.new'))).toEqual([])
		} finally {
			spawnSync('umount', [join(cache, 'disk')])
			rmSync(cache, { recursive: true })
		}
	})

	test('an unknown command and an unknown flag: exit 2 and the ones there are', () => {
		expect(bedCommand(['ups']).lines).toEqual([
			expect.stringMatching(/^bed: There is no command "ups"\. Commands: build, up/),
		])
		expect(bedCommand(['up', '--porfile', 'x']).exitCode).toBe(2)
	})
})

/** A run of its own that holds a host of this name until it is told to close the bed, or killed. */
async function otherRun(host: string): Promise<{ kill(): Promise<void>; close(): Promise<void> }> {
	const script = `
		const { openBed } = await import('./test/bed/bed.ts')
		const bed = await openBed()
		await bed.up('${host}', 'debian-12')
		process.stdin.on('data', async () => {
			await bed.close()
			process.exit(0)
		})
		console.log('up')`
	const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
		cwd: checkout,
		stdio: ['pipe', 'pipe', 'inherit'],
	})
	const ended = new Promise<void>(resolve => child.on('exit', () => resolve()))
	await new Promise<void>((resolve, reject) => {
		child.stdout.on('data', data => String(data).includes('up') && resolve())
		child.on('exit', code => reject(new Error(`the other run ended with ${code}`)))
	})
	return {
		kill: () => {
			child.kill('SIGKILL')
			return ended
		},
		close: () => {
			child.stdin.write('close\n')
			return ended
		},
	}
}

describe('two runs that meet', () => {
	test.each(['close', 'kill'] as const)(
		'what serves the hosts stays when the run that started it ends (%s)',
		async how => {
			const first = await otherRun('first')
			const bed = await openBed()
			try {
				const host = await bed.up('second', 'debian-12')
				const serving = readServices()?.process
				await first[how]()
				// The next start sweeps what a killed run left.
				const third = await openBed()
				await third.close()
				expect(allRecords().map(({ name }) => name)).not.toContain('first')
				expect(readServices()?.process).toEqual(serving)
				await host.must(['curl', '-fsS', '-o', '/dev/null', `${repositoryUrl}/${folders.kubernetesDeb}/Release.key`])
			} finally {
				await bed.close()
			}
		},
	)
})

describe('a run that was killed', () => {
	test('leaves a host that the next start finds and ends', async () => {
		const run = await otherRun('orphan')
		const record = JSON.parse(readFileSync('/run/k8s-wizard-bed/hosts/orphan.json', 'utf8'))
		expect(isAlive(record.process)).toBe(true)
		await run.kill()
		expect(isAlive(record.process)).toBe(true)

		const bed = await openBed()
		expect(identify(record.process.pid)?.started).not.toBe(record.process.started)
		expect(existsSync(join(hostsRoot, 'orphan'))).toBe(false)
		await bed.close()
		// Nothing is left but what somebody started by hand.
		const others = allRecords().map(({ name }) => name)
		expect(existsSync('/sys/class/net/kwbed0')).toBe(others.length > 0)
		expect(
			readdirSync(hostsRoot)
				.filter(name => !name.startsWith('.kept-'))
				.sort(),
		).toEqual(others.sort())
	})
})
