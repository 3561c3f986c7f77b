import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { diff, describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { type Snapshot, snapshot } from '../bed/snapshot.ts'
import { clusterIsReady, pair, podReaches } from './by-hand.ts'
import { mainJobProfiles } from './profiles.ts'
import { stopwatch } from './stopwatch.ts'
import { notGivenBack } from './undone.ts'
import { unlike } from './unlike.ts'
import { answersFor, answersPath, bareHost, trueAfter, wizardMust, writeAnswers } from './wizard.ts'

/** The main job from bare to Ready, again, and back; and for one host of each package manager the same by the plan's script. */
describe.each([
	...mainJobProfiles.map(profile => ({ profile, cni: 'flannel' as const })),
	{ profile: 'debian-12', cni: 'bridge' },
	{ profile: 'rocky-9', cni: 'bridge' },
] as const)('$profile with $cni', ({ profile, cni }) => {
	let bed: Bed
	let host: Host
	let before: Snapshot
	let announced: Record<string, unknown> = {}
	let script = ''
	let byWizard: Snapshot

	const bare = async (): Promise<void> => {
		host = await bareHost(bed, 'bare', profile)
		const answers = answersFor(host, cni === 'flannel' ? {} : { cni })
		expect(answers.trim().split('\n').length).toBeLessThanOrEqual(25)
		await writeAnswers(host, answers)
	}

	beforeAll(async () => {
		bed = await openBed()
		await bare()
		before = await snapshot(host)
	})
	afterAll(() => bed?.close())

	test('plan changes nothing', async () => {
		const plan = await stopwatch(`${profile}: plan`, () =>
			wizardMust(host, ['plan', '--answers', answersPath, '--format', 'json']),
		)
		announced = pendingIn(plan)
		script = await wizardMust(host, ['plan', '--answers', answersPath, '--format', 'sh'])
		expect(Object.keys(announced).length).toBeGreaterThan(20)
		expect(diff(before, await snapshot(host)).map(inWords)).toEqual([])
	})

	test('from bare to Ready, as announced', async () => {
		const said = await stopwatch(`${profile}: the run`, () =>
			wizardMust(host, ['--answers', answersPath, '--yes', '--json']),
		)
		expect(trueAfter(said, announced)).toEqual(announced)
	})

	test('all pods run; a pod gets an address and reaches a service, and cluster DNS answers', async () => {
		await clusterIsReady(host, 1, 60_000)
		byWizard = await snapshot(host)
		await host.must(['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', 'apply', '-f', '-'], {
			input: pair('node-1', 'node-1'),
		})
		await clusterIsReady(host, 1, 120_000)
		const service = await host.must(
			"kubectl --kubeconfig /etc/kubernetes/admin.conf get service server -o jsonpath='{.spec.clusterIP}'",
		)
		await podReaches(host, `http://${service}/`)
		await podReaches(host, 'http://server.default.svc.cluster.local/')
		await host.must('kubectl --kubeconfig /etc/kubernetes/admin.conf delete pod/server pod/client service/server')
	})

	test('the same command again changes nothing', async () => {
		const said = await stopwatch(`${profile}: second run`, () => wizardMust(host, ['--answers', answersPath, '--yes']))
		expect(said).toMatch(/\b0 changes/)
	})

	test('status tells node, pods, images, certificates and what was changed', async () => {
		const status = await wizardMust(host, ['status'])
		for (const word of ['node-1', 'kube-apiserver', 'coredns', 'pause:3.2', 'apiserver', '/etc/containerd/config.toml'])
			expect(status).toContain(word)
	})

	test('undo gives the host back', async () => {
		const said = await stopwatch(`${profile}: undo`, () => wizardMust(host, ['undo', '--yes']))
		expect((await notGivenBack(host, before)).map(inWords), said).toEqual([])
	})

	if (cni === 'bridge')
		test('the script of the plan alone takes a bare host there too, and leaves it as the wizard does', async () => {
			await bed.down('bare')
			await bare()
			await host.must(['bash', '-c', 'cat >/run/plan.sh'], { input: script })
			await host.must('bash /run/plan.sh >/run/plan.log 2>&1 || { tail -n 40 /run/plan.log >&2; exit 1; }', {
				timeout: 600_000,
			})
			await clusterIsReady(host, 1, 60_000)
			expect(unlike(byWizard, await snapshot(host)).map(inWords)).toEqual([])
		})
})

interface PlanJson {
	steps: readonly { step: string; changes: readonly { index: number; state: string; after?: unknown }[] }[]
}

/** What a plan says will be true afterwards, by the place of the change. */
function pendingIn(plan: string): Record<string, unknown> {
	const { steps } = JSON.parse(plan) as PlanJson
	return Object.fromEntries(
		steps.flatMap(({ step, changes }) =>
			changes.filter(({ state }) => state === 'pending').map(({ index, after }) => [`${step}/${index}`, after]),
		),
	)
}
