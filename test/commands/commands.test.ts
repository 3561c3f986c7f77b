import { describe, expect, test } from 'vitest'
import { memoryHost } from '../engine/memory-host.ts'
import { losingPower } from '../engine/run-toy.ts'
import { command, toyWorld } from './toy-world.ts'

const files = { '/etc/answers': 'node-1', '/etc/other-answers': 'node-2', '/etc/swap': 'on' }
const answers = '--answers /etc/answers'

describe('k8s-wizard --answers', () => {
	test('shows the plan, asks, and carries it out; the second time there is nothing to do', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		const first = await command(world, answers, ['y'])
		expect(first.code).toBe(0)
		expect(first.text).toContain('4 changes to make')
		expect(first.text).toContain('on node-1')
		expect(first.text).toContain('Done in')
		const second = await command(world, answers, [])
		expect(second).toMatchObject({ code: 0, text: expect.stringMatching(/^0 changes/) })
		expect(await host.list('/var/lib/k8s-wizard/runs')).toHaveLength(1)
	})

	test.each([
		['without a terminal and without --yes', undefined],
		['when the operator says no', ['n']],
		['when the input ends', []],
	])('leaves the host alone %s, exit 5', async (_, typed) => {
		const host = memoryHost(files)
		host.beforeAltering = what => {
			throw new Error(`altered: ${what}`)
		}
		const { code, text } = await command(toyWorld(host), answers, typed)
		expect(code).toBe(5)
		expect(text).toContain('4 changes to make')
		expect(text).toContain('Nothing was done')
	})

	test('a failed step ends in exit 1, says what to do, and no stack', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		host.beforeAltering = what => {
			if (what === 'write /etc/sysctl') throw new TypeError('x is not a function')
		}
		const { code, text } = await command(world, `${answers} --yes`)
		expect(code).toBe(1)
		expect(text).toContain('k8s-wizard resume')
		expect(text).toMatch(/log: \/var\/log\/k8s-wizard\/.*sysctls\.log/)
		expect(text).not.toMatch(/^\s+at /m)
		const log = [...host.own()].find(([path]) => path.endsWith('sysctls.log'))
		expect(log?.[1].content).toMatch(/^\s+at /m)
	})

	test('a runner that finds another plan than the accepted one does nothing and says so', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		const { code, text } = await command(
			{ ...world, startRun: run => toyWorld(host, 'newer').startRun(run) },
			`${answers} --yes`,
		)
		expect(code).toBe(1)
		expect(text).toContain('another plan')
		expect(await host.readText('/etc/swap')).toBe('on')
	})

	test('a cut off run is told about and gone on with', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		await losingPower(host, 28, () => command(world, `${answers} --yes`))
		const { code, text } = await command(world, `${answers} --yes`)
		expect(code).toBe(0)
		expect(text).toMatch(/An earlier run was cut off: 2026/)
		expect(await host.readText('/etc/cni')).toBe('flannel')
	})

	test('other answers than the cut off run began with stop it, and are named', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		await losingPower(host, 28, () => command(world, `${answers} --yes`))
		const other = '--answers /etc/other-answers'
		const stopped = await command(world, `${other} --yes`)
		expect(stopped.code).toBe(5)
		expect(stopped.text).toContain('hostname: node-1 -> node-2')
		expect((await command(world, 'resume --yes')).code).toBe(0)
		expect(await host.readText('/etc/swap')).toContain('node-1')
	})

	test('other answers are taken when the operator says so', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		await losingPower(host, 28, () => command(world, `${answers} --yes`))
		expect((await command(world, '--answers /etc/other-answers', ['y', 'y'])).code).toBe(0)
		expect(await host.readText('/etc/swap')).toContain('node-2')
	})

	test('reads standard input, and says when a file is not there', async () => {
		const host = memoryHost(files)
		expect((await command(toyWorld(host), '--answers - --yes')).code).toBe(0)
		expect(await host.readText('/etc/swap')).toContain('from-stdin')
		expect(await command(toyWorld(host), '--answers /etc/nothing --yes')).toMatchObject({
			code: 2,
			text: expect.stringContaining('/etc/nothing'),
		})
	})

	test('--json writes one object a line, from the plan to the end', async () => {
		const { code, text } = await command(toyWorld(memoryHost(files)), `${answers} --yes --json`)
		const lines = text.split('\n').map(line => JSON.parse(line) as { type: string })
		expect(code).toBe(0)
		expect(lines[0]).toMatchObject({ type: 'plan' })
		expect(lines.map(({ type }) => type)).toContain('run-ended')
	})
})

describe('k8s-wizard plan', () => {
	test('touches nothing, and announces as JSON what the run then reports', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		host.beforeAltering = what => {
			throw new Error(`altered: ${what}`)
		}
		const planned = await command(world, `plan ${answers} --format json`)
		host.beforeAltering = () => undefined
		const run = await command(world, `${answers} --yes --json`)
		const plan = JSON.parse(planned.text) as { steps: { step: string; changes: { index: number; after: unknown }[] }[] }
		const announced = plan.steps.flatMap(({ step, changes }) =>
			changes.map(({ index, after }) => ({ step, index, after })),
		)
		const applied = run.text
			.split('\n')
			.map(line => JSON.parse(line) as { type: string; step: string; index: number; after: unknown })
			.filter(({ type }) => type === 'change-applied')
			.map(({ step, index, after }) => ({ step, index, after }))
		const byStep = (a: { step: string }, b: { step: string }): number => (a.step < b.step ? -1 : 1)
		expect(applied.sort(byStep)).toEqual(announced.sort(byStep))
	})

	test('speaks Chinese', async () => {
		const { text } = await command(toyWorld(memoryHost(files)), `plan ${answers} --lang zh`)
		expect(text).toContain('共 4 个步骤：4 项待改动')
	})
})

describe('k8s-wizard undo and reset', () => {
	test('undo gives the host back and says what may differ', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		const bare = host.snapshot()
		await command(world, `${answers} --yes`)
		const { code, text } = await command(world, 'undo', ['y'])
		expect(code).toBe(0)
		expect(host.snapshot()).toBe(bare)
		expect(text).toContain('/var/lib/k8s-wizard: ')
		expect((await command(world, 'undo --yes')).text).toContain('nothing to give back')
	})

	test('reset takes only the cluster and what stands on it; the next run makes it again', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		await command(world, `${answers} --yes`)
		expect((await command(world, 'reset --yes')).code).toBe(0)
		expect(host.entries.has('/etc/cluster')).toBe(false)
		expect(host.entries.has('/etc/cni')).toBe(false)
		expect(await host.readText('/etc/sysctl')).toBe('new')
		const again = await command(world, `${answers} --yes`)
		expect(again.text).toContain('2 changes to make')
		expect(host.entries.has('/etc/cluster')).toBe(true)
	})

	test('without consent nothing is given back', async () => {
		const host = memoryHost(files)
		const world = toyWorld(host)
		await command(world, `${answers} --yes`)
		const after = host.snapshot()
		expect((await command(world, 'undo')).code).toBe(5)
		expect(host.snapshot()).toBe(after)
	})
})

describe('status', () => {
	test('says what we changed', async () => {
		const world = toyWorld(memoryHost(files))
		await command(world, `${answers} --yes`)
		const { code, text } = await command(world, 'status')
		expect(code).toBe(0)
		expect(text).toContain('file /etc/swap')
		expect(text).toContain('No cluster on this host')
	})
})
