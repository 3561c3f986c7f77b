import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import type { Host } from '../bed/hosts/host.ts'
import { breakAfter, lastJournal } from './break-after.ts'
import { clusterIsReady } from './by-hand.ts'
import { atTerminal, type Result, writeResults } from './failing-host.ts'
import { stopwatch } from './stopwatch.ts'
import { answersFor, answersPath, bareHost, writeAnswers } from './wizard.ts'

const founding = 'preflight-bridge-nf-call-iptables'

/** The machine's own kernel truly loses the module that the run had loaded. */
describe('the founding failure in a run on a machine', () => {
	let bed: Bed
	let host: Host
	const results: Result[] = []

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		host = await stopwatch('machine: up', () => bareHost(bed, 'founding', 'machine-debian-12'))
	})
	afterAll(async () => {
		writeResults(results)
		await bed?.close()
	})

	test('kubeadm says it, the operator agrees to the fix, and init goes on to Ready', {
		timeout: 40 * 60_000,
	}, async () => {
		await writeAnswers(host, answersFor(host, { hostname: 'founding' }))
		await breakAfter(host, 'sysctls', 'modprobe -r br_netfilter')
		const screen = await stopwatch('machine: the run', () =>
			atTerminal(host, ['--answers', answersPath], ['y', '1'], 25 * 60_000),
		)
		expect(screen, screen).toContain('exit 0')
		const lines = await lastJournal(host)
		const failed = lines.find(({ type, step }) => type === 'step-failed' && step === 'kubeadm-init')
		expect(failed?.error?.lines.join('\n')).toContain('bridge-nf-call-iptables does not exist')
		const diagnosed = lines.find(({ type }) => type === 'diagnosed')
		expect(diagnosed?.diagnoses?.[0]).toMatchObject({ id: founding, confidence: 'certain' })
		await clusterIsReady(host, 1, 600_000)
		results.push({
			id: founding,
			what: 'br_netfilter taken away during a run, on a machine',
			named: 'first (certain), by kubeadm’s own error',
			fix: 'asked and applied (safe)',
			after: 'the same run ends Ready',
		})
	})
})
