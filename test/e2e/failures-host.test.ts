import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import type { Fault } from '../bed/faults/fault.ts'
import { hostFaults } from '../bed/faults/host.ts'
import { rpmFaults, rpmHostFaults } from '../bed/faults/rpm.ts'
import { saidFaults } from '../bed/faults/said.ts'
import type { Host } from '../bed/hosts/host.ts'
import { snapshot } from '../bed/snapshot.ts'
import { clusterIsReady } from './by-hand.ts'
import {
	atTerminal,
	diagnosesOf,
	failingHost,
	type Reported,
	type Result,
	unannounced,
	writeResults,
} from './failing-host.ts'
import { stopwatch } from './stopwatch.ts'
import { answersPath, bareHost, wizard, wizardMust } from './wizard.ts'

/** A whole snapshot takes its time: one for each kind of thing that a fix alters. */
const whole = new Set([
	'ip_forward set to 0 by a file of a hardening profile',
	"containerd's config disables the CRI plugin",
	'a service listens at 6443',
])

/** One host, broken in one way after the other; each is named first, fixed and checked, and in the end it becomes Ready. */
describe('a prepared host', () => {
	let bed: Bed
	let host: Host
	const results: Result[] = []

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		host = await stopwatch('prepared host', () => failingHost(bed, 'prepared'))
	})
	afterAll(async () => {
		writeResults(results)
		await bed?.close()
	})

	test('nothing is wrong with it', async () => {
		expect(diagnosesOf(await wizardMust(host, ['troubleshoot', '--json']))).toEqual([])
	})

	test.each(hostFaults)('$id: $what', async fault => {
		results.push(await byItsState(host, fault))
	})

	test.each(saidFaults)('$id: $what', async fault => {
		results.push(await byWords(host, fault))
	})

	test('and then the run ends Ready', async () => {
		await stopwatch('the run', () => wizardMust(host, ['--answers', answersPath, '--yes']))
		await clusterIsReady(host, 1, 60_000)
	})
})

/** What dnf says of repositories; nothing is prepared. */
describe('a bare rpm host', () => {
	let bed: Bed
	let host: Host
	const results: Result[] = []

	beforeAll(async () => {
		bed = await openBed()
		host = await bareHost(bed, 'bare', 'rocky-9')
		// What a bare host lacks for Kubernetes is true too, and surer than what only stands in a list.
		await host.must('sysctl -q -w net.ipv4.ip_forward=1')
	})
	afterAll(async () => {
		writeResults(results)
		await bed?.close()
	})

	test.each(rpmHostFaults)('$id: $what', async fault => {
		results.push(await byItsState(host, fault))
	})

	test.each(rpmFaults)('$id: $what', async fault => {
		results.push(await byWords(host, fault))
	})
})

/** Found by looking at the host, fixed, and found no more. */
async function byItsState(host: Host, { id, what, make, undo }: Fault): Promise<Result> {
	await make(host)
	try {
		const first = theFirst(id, await wizardMust(host, ['troubleshoot', '--json'], 1))
		const before = whole.has(what) ? await snapshot(host) : undefined
		// What is only possible is never fixed without asking.
		if (first.fix.risk === 'safe' && first.confidence !== 'possible')
			await wizardMust(host, ['troubleshoot', '--fix=safe'])
		else expect(await atTerminal(host, ['troubleshoot'], ['1'])).toContain('exit 0')
		const strays = before ? unannounced(before, await snapshot(host), first) : []
		expect(strays, strays.join('\n')).toEqual([])
		expect(diagnosesOf((await wizard(host, ['troubleshoot', '--json'])).stdout).map(each => each.id)).not.toContain(id)
		return {
			id,
			what,
			named: `first (${first.confidence}), by its state`,
			fix: `applied (${first.fix.risk})`,
			after: 'check holds',
		}
	} finally {
		await undo(host)
	}
}

/** Found in what a tool said; a log is nothing that a fix could stand on. */
async function byWords(host: Host, { id, what, make, undo, said, byHand }: Fault): Promise<Result> {
	await make(host)
	try {
		const log = (await said?.(host)) ?? ''
		const { stdout } = await wizard(host, ['troubleshoot', '--json', '--log', '-'], { input: log })
		expect(diagnosesOf(stdout)[0], log).toMatchObject({ id, fix: { risk: 'manual', changes: [] } })
		return {
			id,
			what,
			named: 'first, by the tool’s words',
			fix: byHand ? 'by hand' : 'the plan writes it again',
			after: byHand ? '-' : 'the next run is Ready',
		}
	} finally {
		if (byHand) await undo(host)
	}
}

function theFirst(id: string, json: string): Reported {
	const [first] = diagnosesOf(json)
	expect(first).toMatchObject({ id })
	if (!first) throw new Error('nothing was found')
	return first
}
