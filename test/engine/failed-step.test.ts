import { describe, expect, test } from 'vitest'
import type { ChangeBase } from '../../source/changes/change.ts'
import type { Change } from '../../source/changes/index.ts'
import type { Choice, JournalLine } from '../../source/engine/events.ts'
import { answerQuestion } from '../../source/engine/questions.ts'
import { confirmed, type KnownFailure, proof, refuted } from '../../source/failures/failure.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'
import { runToy, undoToy } from './run-toy.ts'
import { said, set, type ToySet, toyStep } from './toy.ts'

/** A file that says 'broken' keeps `cause` from holding; the fix writes 'fixed' to it. */
function toyFailure(
	path: string,
	extra: Partial<KnownFailure> = {},
	fix: readonly ToySet[] = [set(path, 'fixed')],
): KnownFailure {
	return {
		id: `toy-${path.slice(5)}`,
		stage: 'kernel',
		title: said(`broken: ${path}`),
		cause: said('somebody broke it'),
		advice: said('write fixed into it'),
		signatures: [proof('does not hold')],
		alone: 'likely',
		async probe({ host }) {
			const now = await host.readText(path)
			if (now !== 'broken') return refuted
			return confirmed([{ source: path, line: now }], {
				risk: 'safe',
				destructive: false,
				what: said('write it'),
				changes: fix as readonly ChangeBase[] as readonly Change[],
			})
		},
		check: { what: said('it says fixed'), within: 2_000 },
		source: 'a test',
		...extra,
	}
}

/** Holds once the file says 'fixed'. */
const fixed = (path: string, within = 0) => ({
	what: said(`${path} is fixed`),
	within,
	look: async (host: { readText(path: string): Promise<string | undefined> }) => ({
		looked: true as const,
		value: { holds: (await host.readText(path)) === 'fixed', detail: `${path} does not hold` },
	}),
})

const failing = (path = '/etc/cause', within = 0) =>
	toyStep('failing', [set('/etc/a', 'new')], [], [fixed(path, within)])
const types = (lines: readonly JournalLine[], step = 'failing'): string[] =>
	lines.flatMap(line => ('step' in line && line.step === step ? [line.type] : []))

/** Plays the operator: answers every question with the next of these. */
function answering(host: MemoryHost, answers: readonly Choice[]): (run: string) => void {
	let next = 0
	return run => {
		const { sleep } = host
		host.sleep = async (milliseconds, signal) => {
			await sleep(milliseconds, signal)
			const text = (await host.readText(`/var/lib/k8s-wizard/runs/${run}/journal.ndjson`)) ?? ''
			const questions = [...text.matchAll(/"type":"question","step":"[^"]+","question":"([^"]+)"/g)]
			const answer = answers[next]
			const question = questions[next]?.[1]
			if (question === undefined || answer === undefined) return
			next += 1
			await answerQuestion(host, run, question, answer)
		}
	}
}

const broken = { '/etc/cause': 'broken' }
const failures = [toyFailure('/etc/cause')]

describe('a step that fails', () => {
	test('is diagnosed and stays failed where nobody is asked', async () => {
		const host = memoryHost(broken)
		const { result, lines } = await runToy(host, [failing()], { failures })
		expect(result).toBe('failed')
		expect(types(lines).slice(-2)).toEqual(['step-failed', 'diagnosed'])
		expect(lines.find(({ type }) => type === 'diagnosed')).toMatchObject({
			diagnoses: [
				{
					id: 'toy-cause',
					confidence: 'certain',
					evidence: [{ source: '/etc/cause', line: 'broken' }, { line: '/etc/cause does not hold' }],
					fix: { risk: 'safe', changes: [{ diff: ['+fixed'] }] },
				},
			],
			unknown: [],
		})
		expect(await host.readText('/etc/cause')).toBe('broken')
	})

	test('--fix=safe makes the fix, checks it, and the step goes on; undo gives the fix back too', async () => {
		const host = memoryHost(broken)
		const before = host.snapshot()
		const after = toyStep('after', [set('/etc/b', 'new')], ['failing'])
		const { result, lines } = await runToy(host, [failing(), after], { failures, fix: 'safe' })
		expect(result).toBe('done')
		expect(types(lines)).toEqual([
			'step-started',
			'change-intended',
			'change-applied',
			'step-failed',
			'diagnosed',
			'answered',
			'change-intended',
			'change-applied',
			'fix-applied',
			'step-started',
			'change-settled',
			'check-passed',
			'step-done',
		])
		expect(lines.filter(({ type }) => type === 'change-intended')).toMatchObject([
			{ index: 0 },
			{ index: 1, fix: 'toy-cause' },
			{ step: 'after' },
		])
		await undoToy(host)
		expect(host.snapshot()).toBe(before)
	})

	test('what a fix did stays at a reset, which takes only the cluster away', async () => {
		const host = memoryHost(broken)
		await runToy(host, [failing()], { failures, fix: 'safe' })
		await undoToy(host, new Set(['failing']))
		expect(await host.readText('/etc/cause')).toBe('fixed')
		expect(await host.readText('/etc/a')).toBeUndefined()
	})

	test.each([
		['asked for and made', [{ action: 'fix', diagnosis: 'toy-cause' }], 'done', 'fixed'],
		['stopped', [{ action: 'stop' }], 'failed', 'broken'],
		['stopped, to be given back', [{ action: 'undo' }], 'failed', 'broken'],
		['left out', [{ action: 'skip' }], 'done', 'broken'],
		['tried again, then fixed', [{ action: 'retry' }, { action: 'fix', diagnosis: 'toy-cause' }], 'done', 'fixed'],
	] as const)('can be %s', async (_, answers, expected, content) => {
		const host = memoryHost(broken)
		const { result, lines } = await runToy(host, [failing()], {
			failures,
			fix: 'ask',
			started: answering(host, answers),
		})
		expect(result).toBe(expected)
		expect(await host.readText('/etc/cause')).toBe(content)
		expect(lines.filter(({ type }) => type === 'answered')).toMatchObject(answers.map(choice => ({ choice })))
		expect(lines.find(({ type }) => type === 'question')).toMatchObject({
			choices: [
				{ action: 'fix', diagnosis: 'toy-cause' },
				{ action: 'retry' },
				{ action: 'skip' },
				{ action: 'stop' },
				{ action: 'undo' },
			],
		})
	})

	test('cannot be left out where another needs it; that one is not started, a sibling is done', async () => {
		const host = memoryHost(broken)
		const steps = [failing(), toyStep('after', [], ['failing']), toyStep('sibling', [set('/etc/s', 'new')])]
		const { lines } = await runToy(host, steps, {
			failures,
			fix: 'ask',
			started: answering(host, [{ action: 'stop' }]),
		})
		const question = lines.find(line => line.type === 'question')
		expect(question?.type === 'question' && question.choices.map(({ action }) => action)).not.toContain('skip')
		expect(types(lines, 'after')).toEqual(['step-blocked'])
		expect(types(lines, 'sibling')).toContain('step-done')
	})

	test('an answer that was not offered is no answer', async () => {
		const host = memoryHost(broken)
		const started = answering(host, [{ action: 'fix', diagnosis: 'another' }])
		const run = runToy(host, [failing()], {
			failures,
			fix: 'ask',
			started(id) {
				started(id)
				const { sleep } = host
				let sleeps = 0
				host.sleep = async (milliseconds, signal) => {
					await sleep(milliseconds, signal)
					sleeps += 1
					if (sleeps > 20)
						await host.writeFile(`/var/lib/k8s-wizard/runs/${id}/stop`, '', { mode: 0o600, uid: 0, gid: 0 })
				}
			},
		})
		expect((await run).lines.filter(({ type }) => type === 'answered')).toMatchObject([{ choice: { action: 'stop' } }])
	})

	test('a fix that does not help is not made again for the same state', async () => {
		const host = memoryHost(broken)
		const useless = [toyFailure('/etc/cause', {}, [set('/etc/elsewhere', 'x')])]
		const { result, lines } = await runToy(host, [failing()], { failures: useless, fix: 'safe' })
		expect(result).toBe('failed')
		expect(types(lines).filter(type => type === 'answered')).toHaveLength(1)
		expect(lines.find(({ type }) => type === 'fix-failed')).toMatchObject({ diagnosis: 'toy-cause' })
	})

	test('a fix that asks is never made by --fix=safe', async () => {
		const host = memoryHost(broken)
		const probe: KnownFailure['probe'] = async () =>
			confirmed([], { risk: 'ask', destructive: true, what: said('x'), changes: [] })
		const { result } = await runToy(host, [failing()], { failures: [toyFailure('/etc/cause', { probe })], fix: 'safe' })
		expect(result).toBe('failed')
	})

	test('without a known failure the most telling lines are told', async () => {
		const { lines } = await runToy(memoryHost(broken), [toyStep('failing', [set('/etc/a', 'refused')])])
		expect(lines.find(({ type }) => type === 'diagnosed')).toMatchObject({ diagnoses: [] })
	})
})

describe('while a step waits', () => {
	const minutes = 5 * 60_000

	test('proof that waiting will not help ends it early, and says why', async () => {
		const host = memoryHost(broken)
		const conclusive = [toyFailure('/etc/cause', { conclusive: true, signatures: [proof('is broken')] })]
		// What a tool says while it waits stands in the step's own log.
		const talking = {
			...fixed('/etc/cause', minutes),
			look: async (real: typeof host) => {
				const [run] = (await real.list('/var/log/k8s-wizard')) ?? []
				await real.appendFile(`/var/log/k8s-wizard/${run}/steps/01-failing.log`, 'tool: it is broken\n', {
					mode: 0o600,
					uid: 0,
					gid: 0,
				})
				return fixed('/etc/cause').look(real)
			},
		}
		const step = toyStep('failing', [], [], [talking as ReturnType<typeof fixed>])
		const { result, lines } = await runToy(host, [step], { failures: conclusive, fix: 'safe' })
		expect(result).toBe('done')
		const failed = lines.find(line => line.type === 'step-failed')
		expect(failed).toMatchObject({ error: { what: { key: 'engine.endedEarly' } } })
		expect(failed?.type === 'step-failed' && failed.milliseconds).toBeLessThan(minutes / 4)
	})

	test('a state without anybody complaining of it ends nothing', async () => {
		const host = memoryHost(broken)
		const conclusive = [toyFailure('/etc/cause', { conclusive: true, signatures: [proof('never said')] })]
		const { lines } = await runToy(host, [failing('/etc/cause', minutes)], { failures: conclusive })
		const failed = lines.find(line => line.type === 'step-failed')
		expect(failed).toMatchObject({ error: { what: { key: 'engine.checkFailed' } } })
	})
})
