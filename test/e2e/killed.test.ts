import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import type { Host } from '../bed/hosts/host.ts'
import { clusterIsReady, eventually } from './by-hand.ts'
import { answersFor, answersPath, bareHost, eventsIn, wizard, wizardMust, writeAnswers } from './wizard.ts'

/** A runner that is killed in the middle of what is worst: the next start tells, and comes to the same end. */
let bed: Bed
let host: Host

beforeAll(async () => {
	bed = await openBed()
	host = await bareHost(bed, 'killed', 'debian-12')
	await writeAnswers(host, answersFor(host))
})
afterAll(() => bed?.close())

/** Starts the command and kills the runner with SIGKILL once this is true on the host. Returns what the viewer said. */
async function killOnce(isTrue: string): Promise<string> {
	const said = wizard(host, ['--answers', answersPath, '--yes'])
	await eventually(isTrue, 120_000, async () => ({ holds: (await host.run(isTrue)).exitCode === 0, detail: '' }))
	const [, pid = ''] = /^(\d+):/.exec(await host.must('cat /run/k8s-wizard/lock/holder')) ?? []
	await host.must(['kill', '-KILL', pid])
	const { exitCode, stdout, stderr } = await said
	expect(exitCode, stdout + stderr).toBe(1)
	return stdout
}

const journals = 'cat /var/lib/k8s-wizard/runs/*/journal.ndjson'

test('killed while packages are unpacked', async () => {
	const said = await killOnce("grep -q 'unpacked kubelet\\|half-installed kubelet' /var/log/dpkg.log")
	expect(said).toMatch(/resume/)
	expect((await host.run(['dpkg', '--audit'])).stdout + (await host.run('dpkg -l | grep -v ^ii')).stdout).toContain(
		'kub',
	)
})

test('the next start says what was done and what was cut off; killed again inside kubeadm init', async () => {
	const said = (await killOnce('test -e /etc/kubernetes/manifests/etcd.yaml')).replace(/\s+/g, ' ')
	expect(said).toContain('packages kubelet')
	expect(said).toMatch(/cut off/)
	expect((await host.run(['test', '-e', '/etc/kubernetes/pki/ca.crt'])).exitCode).toBe(0)
})

test('the one after it cleans up what init left, and comes to the same end', async () => {
	const said = await wizardMust(host, ['--answers', answersPath, '--yes', '--json'])
	await clusterIsReady(host, 1, 60_000)
	expect(eventsIn(said).at(-1) ?? {}).toBeDefined()
	const undone = eventsIn(await host.must(journals)).filter(({ type }) => type === 'change-undone')
	expect(undone).toEqual([expect.objectContaining({ step: 'kubeadm-init' })])
	expect(await wizardMust(host, ['--answers', answersPath, '--yes'])).toMatch(/\b0 changes/)
})
