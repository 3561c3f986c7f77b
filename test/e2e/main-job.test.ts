import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { diff, describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { type Snapshot, snapshot } from '../bed/snapshot.ts'
import { clusterIsReady, pair, podReaches } from './by-hand.ts'
import { stopwatch } from './stopwatch.ts'
import { answersFor, answersPath, bareHost, wizardMust, writeAnswers } from './wizard.ts'

/** The main job from bare to Ready, again, and back, on one host per family. */
describe.each([
	{ profile: 'debian-12', cni: 'flannel' },
	{ profile: 'rocky-9', cni: 'flannel' },
])('$profile with $cni', ({ profile }) => {
	let bed: Bed
	let host: Host
	let before: Snapshot

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		host = await bareHost(bed, 'alpha', profile)
		const answers = answersFor(host)
		expect(answers.trim().split('\n').length).toBeLessThanOrEqual(25)
		await writeAnswers(host, answers)
		before = await snapshot(host)
	})
	afterAll(() => bed?.close())

	test('plan changes nothing', async () => {
		const plan = JSON.parse(await wizardMust(host, ['plan', '--answers', answersPath, '--format', 'json']))
		expect(plan.steps.length).toBeGreaterThan(10)
		expect(diff(before, await snapshot(host)).map(inWords)).toEqual([])
	})

	test('from bare to Ready', async () => {
		await stopwatch(`${profile}: the run`, () =>
			wizardMust(host, ['--answers', answersPath, '--yes'], 0, { onOutput: text => process.stdout.write(text) }),
		)
		await clusterIsReady(host, 1, 60_000)
		await host.must(['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', 'apply', '-f', '-'], {
			input: pair('node-1', 'node-1'),
		})
		await clusterIsReady(host, 1, 120_000)
		await podReaches(host, 'http://server.default.svc.cluster.local/')
		await host.must('kubectl --kubeconfig /etc/kubernetes/admin.conf delete pod/server pod/client service/server')
	})

	test('the same command again changes nothing', async () => {
		const said = await stopwatch(`${profile}: second run`, () => wizardMust(host, ['--answers', answersPath, '--yes']))
		expect(said).toMatch(/\b0 changes/)
	})

	test('undo gives the host back', async () => {
		const said = await stopwatch(`${profile}: undo`, () => wizardMust(host, ['undo', '--yes']))
		console.log(said)
		const left = diff(before, await snapshot(host))
		console.log(left.map(inWords).join('\n'))
		expect(left.map(inWords)).toEqual([])
	})
})
