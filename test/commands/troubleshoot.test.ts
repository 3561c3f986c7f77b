import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import type { ChangeBase } from '../../source/changes/change.ts'
import type { Change } from '../../source/changes/index.ts'
import type { World } from '../../source/commands/world.ts'
import { lockHolder } from '../../source/engine/lock.ts'
import { confirmed, type KnownFailure, proof, refuted } from '../../source/failures/failure.ts'
import { knownFailures } from '../../source/failures/index.ts'
import { message } from '../../source/locales/message.ts'
import { type MemoryHost, memoryHost } from '../engine/memory-host.ts'
import { set } from '../engine/toy.ts'
import { fixturesOf } from '../failures/fixtures.ts'
import { command, toyWorld } from './toy-world.ts'

const said = (text: string) => message('command.verbatim', { text })
const schema = new Ajv({ strict: true, allowUnionTypes: true }).compile(
	JSON.parse(readFileSync('schema/troubleshoot.json', 'utf8')) as object,
)

function failure(id: string, stage: KnownFailure['stage'], risk: 'safe' | 'ask' = 'safe'): KnownFailure {
	const path = `/etc/${id}`
	const changes = [set(path, 'right')] as readonly ChangeBase[] as readonly Change[]
	return {
		id,
		stage,
		title: said(`title of ${id}`),
		cause: said(`cause of ${id}`),
		advice: said(`advice for ${id}`),
		signatures: [proof(`tool says ${id}`)],
		alone: 'likely',
		probe: async ({ host }) =>
			(await host.readText(path)) === 'wrong'
				? confirmed([{ source: path, line: 'wrong' }], {
						risk,
						destructive: risk === 'ask',
						what: said('set it right'),
						changes,
					})
				: refuted,
		check: { what: said('it is right'), within: 0 },
		source: 'a test',
	}
}

const first = failure('toy-first', 'kernel')
const second = failure('toy-second', 'network', 'ask')
const wrong = { '/etc/toy-first': 'wrong', '/etc/toy-second': 'wrong' }

function worldOf(host: MemoryHost): World {
	const { look } = host
	// Journals of a host on which nothing was ever said.
	host.look = async argv => (argv[0] === 'journalctl' ? { argv, exitCode: 0, stdout: '', stderr: '' } : look(argv))
	return toyWorld(host, 'new', [second, first])
}

/** Every write outside the wizard's own folders fails the test. */
function untouched(host: MemoryHost): MemoryHost {
	host.beforeAltering = what => {
		throw new Error(`altered: ${what}`)
	}
	return host
}

describe('k8s-wizard troubleshoot', () => {
	test('finds nothing on a healthy host, exit 0, and touches nothing', async () => {
		const { code, text } = await command(worldOf(untouched(memoryHost())), 'troubleshoot')
		expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('Nothing found') })
	})

	test('without a terminal it only tells, cause before symptom, exit 1', async () => {
		const { code, text } = await command(worldOf(untouched(memoryHost(wrong))), 'troubleshoot')
		expect(code).toBe(1)
		expect(text.indexOf('title of toy-first')).toBeLessThan(text.indexOf('title of toy-second'))
		expect(text).toContain('cause of toy-first')
		expect(text).toContain('/etc/toy-first: wrong')
		expect(text).toContain('+right')
		expect(text).toContain('2 things are left')
	})

	test('asks for each, applies, skips and explains; undo gives back what it did', async () => {
		const host = memoryHost(wrong)
		const before = host.snapshot()
		const { code, text } = await command(worldOf(host), 'troubleshoot', ['3', '', ''])
		expect(text).toContain('advice for toy-first')
		expect(text).toContain('fixed: toy-first')
		expect(await host.readText('/etc/toy-first')).toBe('right')
		expect(await host.readText('/etc/toy-second')).toBe('wrong')
		expect(code).toBe(1)
		expect((await command(worldOf(host), 'undo --yes')).code).toBe(0)
		expect(host.snapshot()).toBe(before)
	})

	test('all fixed: exit 0', async () => {
		const host = memoryHost(wrong)
		expect((await command(worldOf(host), 'troubleshoot', ['1', '2'])).code).toBe(0)
		expect(await host.readText('/etc/toy-second')).toBe('right')
	})

	test('--fix=safe makes what is without risk and asks nothing', async () => {
		const host = memoryHost(wrong)
		expect((await command(worldOf(host), 'troubleshoot --fix=safe')).code).toBe(1)
		expect(await host.readText('/etc/toy-first')).toBe('right')
		expect(await host.readText('/etc/toy-second')).toBe('wrong')
	})

	test('a fix by itself leaves an unfinished run to be resumed', async () => {
		const host = memoryHost({ ...wrong, '/etc/answers': 'node-1' })
		host.beforeAltering = what => {
			if (what === 'write /etc/sysctl') throw new Error('refused')
		}
		await command(worldOf(host), '--answers /etc/answers --yes')
		host.beforeAltering = () => undefined
		await command(worldOf(host), 'troubleshoot --fix=safe')
		expect((await command(worldOf(host), 'resume --yes')).code).toBe(0)
	})

	test('a host that has changed since it was asked about is left alone', async () => {
		const host = memoryHost(wrong)
		const world = worldOf(host)
		const { code, text } = await command(
			{
				...world,
				async startRun(run) {
					await host.writeFile('/etc/toy-first', 'somebody was quicker', { mode: 0o644, uid: 0, gid: 0 })
					await world.startRun(run)
				},
			},
			'troubleshoot --fix=safe',
		)
		expect(code).toBe(1)
		expect(text).toContain('changed since')
		expect(await host.readText('/etc/toy-first')).toBe('somebody was quicker')
	})

	test('--json is one object of the published schema, in either language', async () => {
		for (const language of ['en', 'zh']) {
			const { code, text } = await command(
				worldOf(untouched(memoryHost(wrong))),
				`troubleshoot --json --lang ${language}`,
			)
			const report: unknown = JSON.parse(text)
			expect(code).toBe(1)
			expect(schema(report), JSON.stringify(schema.errors)).toBe(true)
			expect(report).toMatchObject({
				diagnoses: [
					{
						id: 'toy-first',
						title: 'title of toy-first',
						confidence: 'likely',
						cause: 'cause of toy-first',
						evidence: [{ source: '/etc/toy-first', line: 'wrong' }],
						fix: { risk: 'safe', destructive: false, changes: [{ diff: ['+right'], commands: [] }] },
					},
					{ id: 'toy-second', fix: { risk: 'ask', destructive: true } },
				],
				unknown: [],
			})
		}
	})

	test('--json with --fix=safe is refused, for a report changes nothing', async () => {
		expect((await command(worldOf(untouched(memoryHost(wrong))), 'troubleshoot --json --fix=safe')).code).toBe(2)
	})
})

describe('k8s-wizard troubleshoot --log', () => {
	test.each(fixturesOf('fixtures'))('$name: named, nothing to apply, the host untouched', async ({ id, text }) => {
		const host = untouched(memoryHost({ '/tmp.log': text }))
		const world = toyWorld(host, 'new', knownFailures)
		const { code, text: said } = await command(world, 'troubleshoot --log /tmp.log --json')
		const report = JSON.parse(said) as { diagnoses: { id: string; fix: { risk: string; changes: unknown[] } }[] }
		expect(code).toBe(1)
		expect(schema(report), JSON.stringify(schema.errors)).toBe(true)
		expect(report.diagnoses[0]?.id).toBe(id)
		expect(report.diagnoses.flatMap(({ fix }) => fix.changes)).toEqual([])
		expect((await command(world, 'troubleshoot --log /tmp.log --lang zh', ['1'])).text).not.toContain('undefined')
	})

	test('- is standard input; a file that is not there is said so, exit 2', async () => {
		const world = toyWorld(untouched(memoryHost()), 'new', knownFailures)
		expect((await command(world, 'troubleshoot --log -')).code).toBe(0)
		expect(await command(world, 'troubleshoot --log /nothing')).toMatchObject({
			code: 2,
			text: expect.stringContaining('/nothing'),
		})
	})
})

describe('a failed step in front of the operator', () => {
	const failures = [failure('toy-first', 'kernel')]

	/** The runner at work beside its viewer, as a unit is. */
	function beside(host: MemoryHost): World {
		const world = toyWorld(host, 'new', failures)
		return {
			...world,
			async startRun(run) {
				let ended = false
				void world.startRun(run).finally(() => {
					ended = true
				})
				while (!ended && !(await lockHolder(host))) await host.sleep(1)
			},
		}
	}

	function failingUntilFixed(): MemoryHost {
		const host = memoryHost({
			'/etc/answers': 'node-1',
			'/etc/toy-first': 'wrong',
			'/proc/1/stat': `1 (runner) S ${'7 '.repeat(30)}`,
		})
		host.beforeAltering = what => {
			if (what === 'write /etc/sysctl' && host.entries.get('/etc/toy-first')?.content === 'wrong')
				throw new Error('refused')
		}
		return host
	}

	test('is asked about with a numbered menu, fixed, and goes on', async () => {
		const host = failingUntilFixed()
		const { code, text } = await command(beside(host), '--answers /etc/answers', ['y', '1'])
		expect(text).toContain('1. apply the fix and go on: title of toy-first')
		expect(text).toContain('fixed: title of toy-first')
		expect(code).toBe(0)
	})

	test('giving everything back shows what that is, and asks', async () => {
		const host = failingUntilFixed()
		const before = host.snapshot()
		// apply, retry, stop, undo: the step is needed, so it cannot be left out.
		const { code, text } = await command(beside(host), '--answers /etc/answers', ['y', '4', 'y'])
		expect(text).toContain('changes will be given back')
		expect(code).toBe(0)
		expect(host.snapshot()).toBe(before)
	})

	test('--json prints the events, asks nothing, and --fix=safe is enough to go on', async () => {
		const { code, text } = await command(
			toyWorld(failingUntilFixed(), 'new', failures),
			'--answers /etc/answers --yes --json --fix=safe',
		)
		expect(code).toBe(0)
		const types = text.split('\n').map(line => (JSON.parse(line) as { type: string }).type)
		expect(types).toEqual(expect.arrayContaining(['diagnosed', 'answered', 'fix-applied']))
		expect(types).not.toContain('question')
	})
})
