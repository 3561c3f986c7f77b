import { describe, expect, test } from 'vitest'
import type { Choice, RunEvent } from '../../../source/engine/events.ts'
import { message } from '../../../source/locales/message.ts'
import { plan, running, started } from '../fake-port.ts'
import { keys, type ShownApp, show } from '../render.tsx'

const verbatim = (text: string) => message('command.verbatim', { text })
const begins = (step: string): RunEvent => ({ type: 'step-started', step, log: `/logs/${step}.log` })
const isDone = (step: string): RunEvent => ({ type: 'step-done', step, changed: 2, milliseconds: 1500 })
const intends = (step: string, kind: string): RunEvent => ({
	type: 'change-intended',
	step,
	index: 0,
	what: verbatim('packages kubelet'),
	change: { kind },
	before: {},
})
const fails = (step: string): RunEvent => ({
	type: 'step-failed',
	step,
	milliseconds: 2000,
	error: { what: verbatim('kubeadm failed'), lines: ['[ERROR FileContent] does not exist'], log: `/logs/${step}.log` },
})
const diagnosed: RunEvent = {
	type: 'diagnosed',
	step: 'kubeadm-init',
	unknown: [],
	diagnoses: [
		{
			id: 'bridge',
			title: verbatim('br_netfilter is not loaded'),
			confidence: 'certain',
			cause: verbatim('Bridged traffic passes iptables unseen.'),
			evidence: [{ source: 'kubeadm', line: 'bridge-nf-call-iptables does not exist' }],
			fix: {
				risk: 'safe',
				destructive: false,
				what: verbatim('load the module'),
				changes: [
					{ what: verbatim('module'), diff: ['+modprobe br_netfilter'], commands: ['modprobe -- br_netfilter'] },
				],
			},
		},
	],
}
const choices: readonly Choice[] = [{ action: 'fix', diagnosis: 'bridge' }, { action: 'retry' }, { action: 'stop' }]
const asks: RunEvent = { type: 'question', step: 'kubeadm-init', question: 'q1', choices }
const failing = [started, begins('kubeadm-init'), fails('kubeadm-init'), diagnosed, asks]

describe('plan', () => {
	async function planned(): Promise<ShownApp> {
		const app = show()
		await app.see(/in the way/)
		for (const wanted of [
			/become/,
			/called/,
			/come from/,
			/kernel/,
			/pods get/,
			/each other/,
			/Make the plan/,
			/Plan for node-1/,
		]) {
			app.type(keys.enter)
			await app.see(wanted)
		}
		return app
	}

	test('shows steps with counts, marks what cannot be given back, and opens a step to its diffs and commands', async () => {
		const app = await planned()
		await app.see(/3 changes to make, 1 already so, 1 could not be looked at/)
		expect(app.frame()).toMatch(/▲ 1 change/)
		app.type(keys.enter)
		await app.see(/-\/swap none[\s\S]*\+# \/swap none[\s\S]*\$ swapoff \/swap/)
		app.type(keys.escape)
		await app.see(/Plan for node-1/)
		app.type('w')
		await app.see(/\/root\/answers\.yaml/)
	})

	test('says where everything comes from, and what is not there', async () => {
		const app = await planned()
		app.type('m')
		const frame = await app.see(/Where everything comes from/)
		expect(frame).toMatch(/mages.* +registry\.example\.net +8 there, 1 missing/)
		app.type(keys.escape)
		await app.see(/Plan for node-1/)
	})

	test('nothing starts before consent, and Enter alone is no consent', async () => {
		const app = await planned()
		app.type('s')
		await app.see(/Make 3 changes on node-1 now\?[\s\S]*❯ 1 No/)
		app.type(keys.enter)
		await app.see(/Plan for node-1/)
		app.type('s')
		await app.see(/❯ 1 No/)
		app.type('2')
		await app.see(/The run is starting/)
		expect(plan.steps).toHaveLength(2)
	})
})

describe('a run', () => {
	test('shows what runs in parallel with its times, and the end of the output', async () => {
		const app = show({ port: running([started, begins('swap'), begins('sysctls'), isDone('swap')]) })
		const frame = await app.see(/1 of 3 steps[\s\S]*last line/)
		expect(frame).toMatch(/✔ Swap off\s+2 changes\s+1\.5 s/)
		expect(frame).toMatch(/Kernel settings\s+58 s/)
		expect(frame).toMatch(/· Control plane/)
	})

	test('a step opens to its log', async () => {
		const app = show({ port: running([started, begins('swap')]) })
		await app.see(/last line/)
		app.type('l')
		await app.see(/\/logs\/swap\.log[\s\S]*first line[\s\S]*last line/)
		app.type(keys.escape)
		await app.see(/0 of 3 steps/)
	})

	test('a package transaction is cut off only when that is said twice', async () => {
		const stops: string[] = []
		const port = running([started, begins('sysctls'), intends('sysctls', 'packages')])
		const app = show({ port: { ...port, stop: async (_, how) => void stops.push(how) } })
		await app.see(/packages kubelet/)
		app.type('q')
		await app.see(/The run is still going on/)
		app.type('4')
		await app.see(/This must not be cut off:[\s\S]*packages kubelet/)
		app.type(keys.enter)
		await app.see(/The run is still going on/)
		expect(stops).toEqual([])
		app.type('4')
		await app.see(/This must not be cut off/)
		app.type('2')
		await app.see(/of 3 steps/)
		expect(stops).toEqual(['now'])
	})

	test('it is left running, or stopped after the change under way', async () => {
		const stops: string[] = []
		const app = show({ port: { ...running([started, begins('swap')]), stop: async (_, how) => void stops.push(how) } })
		await app.see(/last line/)
		app.type(keys.ctrlC)
		await app.see(/still going on/)
		app.type('3')
		await app.see(/0 of 3 steps/)
		expect(stops).toEqual(['after-change'])
		app.type(keys.escape)
		await app.see(/still going on/)
		app.type('2')
		await expect.poll(app.ending).toEqual({ how: 'detached', run: 'run-1' })
	})
})

describe('a failure', () => {
	test.each([
		['en', /Failed: Control plane[\s\S]*br_netfilter is not loaded\s+certain[\s\S]*❯ 1 Apply this fix/],
		['zh', /失败：[\s\S]*确定[\s\S]*❯ 1 采用此修复/],
	] as const)('shows cause, proof and fix, and the answer goes to the run (%s)', async (language, panel) => {
		const answers: unknown[] = []
		const port = { ...running(failing), answer: async (...given: unknown[]) => void answers.push(given) }
		const app = show({ port, language })
		const frame = await app.see(panel)
		expect(frame).toContain('kubeadm: bridge-nf-call-iptables does not exist')
		expect(frame).toContain('$ modprobe -- br_netfilter')
		app.type('1')
		await expect.poll(() => answers).toEqual([['run-1', 'q1', choices[0]]])
	})

	test('it can wait while the run is looked at, and its details are all there', async () => {
		const app = show({ port: running(failing) })
		await app.see(/❯ 1 Apply this fix/)
		app.type('d')
		await app.see(/\[ERROR FileContent\] does not exist[\s\S]*\+modprobe br_netfilter/)
		app.type(keys.escape)
		await app.see(/❯ 1 Apply this fix/)
		app.type(keys.escape)
		await app.see(/waits for you[\s\S]*\? Control plane.*asks you/)
		app.type(keys.enter)
		await app.see(/❯ 1 Apply this fix/)
	})

	test('what is not known is said to be so, with its most telling lines', async () => {
		const unknown: RunEvent = {
			type: 'diagnosed',
			step: 'kubeadm-init',
			diagnoses: [],
			unknown: [{ source: 'kubelet', line: 'E1234 oops' }],
		}
		const app = show({
			port: running([
				started,
				begins('kubeadm-init'),
				fails('kubeadm-init'),
				unknown,
				{ ...asks, choices: [{ action: 'retry' }, { action: 'stop' }] },
			]),
		})
		await app.see(/No known cause fits[\s\S]*kubelet: E1234 oops[\s\S]*❯ 1 Try again/)
	})

	test('a run that another viewer answered goes on', async () => {
		const fixed: RunEvent[] = [
			{ type: 'answered', step: 'kubeadm-init', question: 'q1', choice: { action: 'fix', diagnosis: 'bridge' } },
			{ type: 'fix-applied', step: 'kubeadm-init', diagnosis: 'bridge' },
			begins('kubeadm-init'),
		]
		const app = show({ port: running([...failing, ...fixed]) })
		await app.see(/0 of 3 steps[\s\S]*Control plane/)
		expect(app.frame()).not.toContain('Apply this fix')
	})

	test('a run that ended with one says how one goes on', async () => {
		const events: RunEvent[] = [...failing.slice(0, 3), { type: 'run-ended', result: 'failed', milliseconds: 4000 }]
		const app = show({ port: running(events, true) })
		await app.see(/ended with a failure[\s\S]*kubeadm failed[\s\S]*k8s-wizard resume[\s\S]*k8s-wizard undo/)
		app.type(keys.enter)
		await expect.poll(app.ending).toMatchObject({ how: 'ended', watched: 'failed' })
	})
})

test('done: times as a picture, the join command on a line of its own, where everything is', async () => {
	const events: RunEvent[] = [
		started,
		begins('swap'),
		isDone('swap'),
		{ type: 'run-ended', result: 'done', milliseconds: 61_000 },
	]
	const app = show({ port: running(events, true) })
	const frame = await app.see(/Done in 1 min 01 s[\s\S]*kubeadm join/)
	expect(frame).toMatch(/Swap off\s+█+\s+1\.5 s/)
	expect(frame).toMatch(/\n ?kubeadm join cluster\.local:6443 --token abcdef\.0123456789abcdef *\n/)
	expect(frame).toContain('/answers.yaml')
	app.type(keys.enter)
	await expect.poll(app.ending).toMatchObject({ how: 'ended', watched: 'done', finish: { logs: '/logs' } })
})
