import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { diff, describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { snapshot } from '../bed/snapshot.ts'
import { breakAfter, lastJournal } from './break-after.ts'
import { clusterIsReady, initCommand, prepareByHand } from './by-hand.ts'
import { atTerminal, diagnosesOf, type Result, writeResults } from './failing-host.ts'
import { stopwatch } from './stopwatch.ts'
import { answersFor, answersPath, bareHost, wizard, wizardMust, writeAnswers } from './wizard.ts'

const founding = 'preflight-bridge-nf-call-iptables'
const itsWords =
	'[ERROR FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]: /proc/sys/net/bridge/bridge-nf-call-iptables does not exist'

/**
 * Only a machine with a kernel of its own can truly lack a module, or have swap of its own. Emulated, it is several
 * times slower, so one machine serves all: kubeadm by hand, `troubleshoot` on what was made by hand, and a run.
 */
describe('the founding failure on a machine', () => {
	let bed: Bed
	let host: Host
	const results: Result[] = []

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		host = await stopwatch('machine: up', () => bareHost(bed, 'machine', 'machine-debian-12'))
	})
	afterAll(async () => {
		writeResults(results)
		await bed?.close()
	})

	const init = () => host.run(initCommand, { timeout: 20 * 60_000 })
	const preflight = () => host.run('kubeadm init phase preflight --config /root/kubeadm.yaml', { timeout: 300_000 })

	test('a module is a thing that snapshot and diff name', async () => {
		const before = await snapshot(host)
		await host.must('modprobe dummy')
		const named = diff(before, await snapshot(host)).filter(({ kind }) => kind === 'module')
		expect(named.map(inWords)).toEqual(['+ module dummy: loaded'])
		await host.must('modprobe -r dummy')
		expect(diff(before, await snapshot(host)).map(inWords)).toEqual([])
	})

	test('prepared by hand, kubeadm init fails with it word for word', async () => {
		await stopwatch('machine: packages', () => prepareByHand(host))
		const failed = await stopwatch('machine: init that fails', init)
		expect(failed.exitCode).not.toBe(0)
		expect(failed.stderr).toContain(itsWords)
	})

	test('after modprobe br_netfilter it succeeds', { timeout: 40 * 60_000 }, async () => {
		await host.must('modprobe br_netfilter')
		const { exitCode, stdout, stderr } = await stopwatch('machine: init', init)
		expect(exitCode, stderr).toBe(0)
		expect(stdout).toContain('Your Kubernetes control-plane has initialized successfully!')
	})

	test('troubleshoot finds it and swap, and fixes both', async () => {
		await host.must('kubeadm reset --force', { timeout: 300_000 })
		await host.must(`modprobe -r br_netfilter
			dd if=/dev/zero of=/swap bs=1M count=64 status=none; chmod 600 /swap; mkswap -q /swap; swapon /swap`)
		expect((await preflight()).stderr).toContain(itsWords)
		const found = diagnosesOf(await wizardMust(host, ['troubleshoot', '--json'], 1))
		expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([founding, 'kubelet-swap-on']))
		expect(found[0]).toMatchObject({ id: founding, fix: { risk: 'safe' } })
		await wizard(host, ['troubleshoot', '--fix=safe'])
		expect(await host.must('cat /proc/sys/net/bridge/bridge-nf-call-iptables')).toBe('1\n')
		expect((await host.must('wc -l < /proc/swaps')).trim()).toBe('1')
		const { exitCode, stderr } = await preflight()
		expect(exitCode, stderr).toBe(0)
		const rest = { fix: 'applied (safe)', after: 'check holds, kubeadm’s own checks pass' }
		results.push(
			{ id: founding, what: 'br_netfilter not loaded, on a machine', named: 'first, by its state', ...rest },
			{ id: 'kubelet-swap-on', what: 'swap switched on, on a machine', named: 'by its state', ...rest },
		)
	})

	test('a run finds it before init; taken away again, kubeadm says it, the operator agrees to the fix, and init goes on to Ready', {
		timeout: 40 * 60_000,
	}, async () => {
		await writeAnswers(host, answersFor(host, { hostname: 'founding' }))
		await host.must('modprobe -r br_netfilter')
		await breakAfter(host, 'sysctls', 'modprobe -r br_netfilter')
		const screen = await stopwatch('machine: the run', () =>
			atTerminal(host, ['--answers', answersPath], ['y', '1'], 25 * 60_000),
		)
		expect(screen, screen).toContain('exit 0')
		const lines = await lastJournal(host)
		for (const { type, step, milliseconds = 0 } of lines)
			if (type.startsWith('step-') && milliseconds > 5_000)
				console.log(`machine: ${step}: ${(milliseconds / 1000).toFixed(1)} s`)
		// The run itself has missed and loaded it; only then was it taken away again.
		expect(lines).toContainEqual(
			expect.objectContaining({
				type: 'change-applied',
				step: 'kernel-modules',
				after: { module: 'br_netfilter', loaded: true },
			}),
		)
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
