import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { clusterFaults } from '../bed/faults/cluster.ts'
import type { Host } from '../bed/hosts/host.ts'
import { clusterIsReady, eventually, kubectl } from './by-hand.ts'
import { atTerminal, diagnosesOf, failingHost, type Result, writeResults } from './failing-host.ts'
import { stopwatch } from './stopwatch.ts'
import { wizard } from './wizard.ts'

/** A cluster that was Ready, broken in one way after the other. */
describe('a host with a cluster', () => {
	let bed: Bed
	let host: Host
	const results: Result[] = []

	beforeAll(async () => {
		bed = await openBed((part, line) => console.log(`${part}: ${line}`))
		host = await failingHost(bed, 'cluster')
		await stopwatch('cluster after a boot', () => clusterIsReady(host, 1, 180_000))
	})
	afterAll(async () => {
		writeResults(results)
		await bed?.close()
	})

	test('nothing is wrong with it', async () => {
		// After a boot the API server tells for a while what was true before it.
		await eventually('troubleshoot finds nothing', 60_000, async () => {
			const { exitCode, stdout, stderr } = await wizard(host, ['troubleshoot', '--json'])
			expect(diagnosesOf(stdout)).toEqual([])
			return { holds: exitCode === 0, detail: `${stdout}${stderr}` }
		})
	})

	test.each(clusterFaults)('$id: $what', async ({ id, what, make, undo }) => {
		await make(host)
		let fixed = false
		try {
			const [first] = diagnosesOf((await wizard(host, ['troubleshoot', '--json'])).stdout)
			expect(first).toMatchObject({ id })
			if (!first) return
			if (first.fix.risk === 'safe') await wizard(host, ['troubleshoot', '--fix=safe'])
			else await atTerminal(host, ['troubleshoot'], ['1'])
			expect(diagnosesOf((await wizard(host, ['troubleshoot', '--json'])).stdout).map(each => each.id)).not.toContain(
				id,
			)
			fixed = true
			await clusterIsReady(host, 1, 180_000)
			results.push({
				id,
				what,
				named: `first (${first.confidence})`,
				fix: `applied (${first.fix.risk})`,
				after: 'check holds, Ready',
			})
		} finally {
			if (!fixed) await undo(host)
		}
	})

	test('a pod that writes known signatures into its log gets no fix', async () => {
		const lines = [
			'[ERROR Swap]: running with swap on is not supported. Please disable swap',
			'open /proc/sys/net/netfilter/nf_conntrack_max: permission denied',
			'[ERROR DirAvailable--var-lib-etcd]: /var/lib/etcd is not empty',
			'could not find a JWS signature in the cluster-info ConfigMap for token ID',
		]
		await host.must(['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', 'apply', '-f', '-'], {
			input: `apiVersion: v1
kind: Pod
metadata: {name: liar, namespace: kube-system}
spec:
  terminationGracePeriodSeconds: 0
  tolerations: [{operator: Exists}]
  containers: [{name: liar, image: "registry.bed.test:5000/bed/tools:1", command: [sh, -c, ${JSON.stringify(`${lines.map(line => `echo "${line}"`).join('; ')}; exec sleep 86400`)}]}]
`,
		})
		await eventually('the pod has said it', 60_000, async () => {
			const detail = await kubectl(host, '-n kube-system logs liar').catch(error => String(error))
			return { holds: detail.includes('JWS signature'), detail }
		})
		const found = diagnosesOf((await wizard(host, ['troubleshoot', '--json'])).stdout)
		expect(found.flatMap(({ fix }) => fix.changes)).toEqual([])
		// It was read: what no look at the host refutes is told as possible, and whose words they are.
		expect(found).toEqual([
			expect.objectContaining({
				id: 'join-token-expired',
				confidence: 'possible',
				evidence: [expect.objectContaining({ source: expect.stringContaining('liar') })],
			}),
		])
		await kubectl(host, '-n kube-system delete pod liar')
	})
})
