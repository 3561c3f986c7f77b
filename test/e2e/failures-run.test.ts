import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import type { Host } from '../bed/hosts/host.ts'
import { breakWhen, lastJournal } from './break-after.ts'
import { clusterIsReady } from './by-hand.ts'
import { atTerminal, failingHost, type Result, writeResults } from './failing-host.ts'
import { stopwatch } from './stopwatch.ts'
import { answersPath, wizard } from './wizard.ts'

/** What goes wrong while the wizard is at work: named, fixed, and the run goes on to Ready. */
describe('a run that meets a failure', () => {
	let bed: Bed
	let host: Host
	const results: Result[] = []

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		host = await failingHost(bed, 'prepared')
	})
	afterAll(async () => {
		writeResults(results)
		await bed?.close()
	})

	test('while kubeadm waits: the sandbox image is named long before kubeadm gives up, and the run ends Ready', async () => {
		// kubeadm has looked at the runtime by then, and starts no pod before its certificates are made.
		await breakWhen(
			host,
			'[ -e /etc/kubernetes/pki/ca.crt ]',
			`sed -i 's|sandbox_image = .*|sandbox_image = "registry.k8s.io/pause:9.9"|' /etc/containerd/config.toml; systemctl restart containerd`,
		)
		const run = await stopwatch('a run with an early end', () =>
			wizard(host, ['--answers', answersPath, '--yes', '--fix=safe'], { onOutput: text => process.stdout.write(text) }),
		)
		expect(run.exitCode).toBe(0)
		const lines = await lastJournal(host)
		const failed = lines.find(({ type, step }) => type === 'step-failed' && step === 'kubeadm-init')
		expect(failed).toMatchObject({ error: { what: { key: 'engine.endedEarly' } } })
		console.log(`kubeadm was ended after ${Math.round((failed?.milliseconds ?? 0) / 1000)} s`)
		const diagnosed = lines.find(({ type }) => type === 'diagnosed')
		expect(diagnosed?.diagnoses?.[0]).toMatchObject({
			id: 'containerd-sandbox-image-unreachable',
			confidence: 'certain',
		})
		await clusterIsReady(host, 1, 60_000)
		results.push({
			id: 'containerd-sandbox-image-unreachable',
			what: 'the same during a run, while kubeadm waits',
			named: 'first (certain), kubeadm ended early',
			fix: 'applied (safe)',
			after: 'the same run ends Ready',
		})
	})

	test('remains of an earlier cluster are moved aside when the operator says so', async () => {
		const reset = await wizard(host, ['reset', '--yes'])
		expect(reset.exitCode).toBe(0)
		await host.must(
			'mkdir -p /etc/kubernetes/manifests /var/lib/etcd/member/snap; echo old > /var/lib/etcd/member/snap/db; echo old > /etc/kubernetes/manifests/etcd.yaml',
		)
		// The plan, then the failed step: try again, move it aside, stop, give back. The last is for a run that fails.
		const screen = await stopwatch('a run over remains', () => atTerminal(host, ['--answers', answersPath], ['y', '2']))
		expect(screen, screen).toContain('exit 0')
		const diagnosed = (await lastJournal(host)).find(({ type }) => type === 'diagnosed')
		expect(diagnosed?.diagnoses?.[0]).toMatchObject({ id: 'preflight-manifests-exist', confidence: 'certain' })
		expect(await host.must('cat /var/lib/etcd.before-k8s-wizard/member/snap/db')).toBe('old\n')
		await clusterIsReady(host, 1, 60_000)
		results.push({
			id: 'preflight-manifests-exist',
			what: 'manifests and database of an earlier cluster, during a run at a terminal',
			named: 'first (certain)',
			fix: 'asked and applied (destructive)',
			after: 'the same run ends Ready',
		})
	})
})
