import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { network } from '../bed/paths.ts'
import { type Snapshot, snapshot } from '../bed/snapshot.ts'
import { clusterIsReady, eventually, kubectl, pair, podReaches } from './by-hand.ts'
import { stopwatch } from './stopwatch.ts'
import { notGivenBack } from './undone.ts'
import { answersFor, answersPath, bareHost, wizard, wizardMust, writeAnswers } from './wizard.ts'

/** One cluster of four hosts: a control plane, a worker of the other family, two more control planes, and their ways out. */
describe('a cluster that hosts join and leave', () => {
	let bed: Bed
	let first: Host
	let second: Host
	let third: Host
	let worker: Host
	let before: Snapshot
	let joinSaid: string
	const joinFile: Record<string, string> = {}

	beforeAll(async () => {
		bed = await openBed()
		;[first, second, third, worker] = await Promise.all([
			bareHost(bed, 'jfirst', 'debian-12'),
			bareHost(bed, 'jsecond', 'debian-12'),
			bareHost(bed, 'jthird', 'debian-12'),
			bareHost(bed, 'jworker', 'rocky-9'),
		])
		await writeAnswers(first, answersFor(first, { hostname: first.name }))
		await stopwatch('the first control plane', () => wizardMust(first, ['--answers', answersPath, '--yes']))
		for (const role of ['join-worker', 'join-control-plane'])
			joinFile[role] = await first.must(['cat', `/var/lib/k8s-wizard/join/${role}.yaml`])
		before = await snapshot(worker)
	})
	afterAll(() => bed?.close())

	/** The answers that the first run wrote, for this host's name and its family's mirror. */
	const answers = (host: Host, role: string, change: (text: string) => string = text => text): string => {
		const own = answersFor(host)
		const mirror = /^mirror:\n(?: .*\n)+/m
		const text = (joinFile[role] ?? '').replace(mirror, mirror.exec(own)?.[0] ?? '')
		return change(`${text}hostname: ${host.name}\n`)
	}
	const members = async (host: Host): Promise<string[]> => {
		const pki = '/etc/kubernetes/pki/etcd'
		const said = await host.must(
			`curl -fsS --cacert ${pki}/ca.crt --cert ${pki}/healthcheck-client.crt --key ${pki}/healthcheck-client.key -X POST -d '{}' https://127.0.0.1:2379/v3/cluster/member/list`,
		)
		return (JSON.parse(said) as { members: { name: string }[] }).members.map(({ name }) => name).sort()
	}
	const etcdIsHealthy = (host: Host): Promise<void> =>
		eventually('etcd is healthy', 60_000, async () => {
			const pki = '/etc/kubernetes/pki/etcd'
			const { stdout, stderr } = await host.run(
				`curl -sS --cacert ${pki}/ca.crt --cert ${pki}/healthcheck-client.crt --key ${pki}/healthcheck-client.key https://127.0.0.1:2379/health`,
			)
			return { holds: /"health":\s*"true"/.test(stdout), detail: `${stdout}${stderr}` }
		})

	const apiIsBack = (host: Host): Promise<void> =>
		eventually(`the API server of ${host.name} is back`, 120_000, async () => {
			const asked = await host.run(`curl -sSk https://${host.address}:6443/readyz`)
			return { holds: asked.stdout === 'ok', detail: `${asked.stdout}${asked.stderr}` }
		})

	test('the first run has written join answers for both roles, for root alone', async () => {
		const listed = await first.must('stat -c "%a %n" /var/lib/k8s-wizard/join/*')
		expect(listed.trim().split('\n')).toEqual([
			'600 /var/lib/k8s-wizard/join/join-control-plane.yaml',
			'600 /var/lib/k8s-wizard/join/join-worker.yaml',
		])
		for (const text of Object.values(joinFile)) expect(text).toMatch(/^# k8s-wizard, → \d{4}-\d\d-\d\dT[\d:]+Z\n/)
		expect(await first.must('grep -rlE "[a-z0-9]{6}\\.[a-z0-9]{16}" /var/log/k8s-wizard || true')).toBe('')
	})

	const broken: readonly [string, string, (text: string) => string, number, RegExp][] = [
		[
			'a token with another secret',
			'join-worker',
			text => text.replace(/(token: \w{6}\.)\w{16}/, '$1abcdefabcdefabcd'),
			2,
			/token's second half is wrong/,
		],
		[
			'a token that the cluster does not know',
			'join-worker',
			text => text.replace(/token: \w{6}/, 'token: zzzzzz'),
			2,
			/does not know this token: it has expired/,
		],
		[
			'the hash of another CA',
			'join-worker',
			text => text.replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`),
			2,
			/has another CA than the answers name/,
		],
		[
			'an endpoint where nobody listens',
			'join-worker',
			text => text.replace(/(endpoint: [\d.]+):6443/, '$1:6444'),
			3,
			/cannot be reached: .*ECONNREFUSED/,
		],
		[
			'an endpoint that is something else',
			'join-worker',
			text => text.replace(/endpoint: [\d.]+:6443/, `endpoint: ${network.gateway}:${network.registryPort}`),
			2,
			/not the API server of a cluster/,
		],
		[
			'a name that is taken',
			'join-worker',
			text => text.replace(/hostname: .*/, 'hostname: jfirst'),
			2,
			/a node jfirst already/,
		],
		[
			'a version of another minor',
			'join-worker',
			text => `${text}kubernetesVersion: 1.21.14\n`,
			2,
			/1\.21\.14 cannot join a cluster of 1\.20\.2/,
		],
		[
			'another certificate key',
			'join-control-plane',
			text => text.replace(/certificateKey: .*/, `certificateKey: "${randomBytes(32).toString('hex')}"`),
			2,
			/does not open the certificates/,
		],
	]
	test.each(broken)('%s is named before anything is changed', async (_, role, change, exitCode, words) => {
		await writeAnswers(worker, answers(worker, role, change))
		const result = await wizard(worker, ['--answers', answersPath, '--yes'])
		expect(`${result.stdout}${result.stderr}`.replace(/\s+/g, ' ')).toMatch(words)
		expect(result.exitCode).toBe(exitCode)
		expect((await worker.run('ls /var/lib/k8s-wizard')).exitCode).not.toBe(0)
	})

	test.each([
		[30, /clock is 30 minutes ahead of the cluster's/],
		[-30, /clock is 30 minutes behind the cluster's/],
	])('a clock that is %d minutes off is named before anything is changed', async (minutes, words) => {
		// No host of the bed may set the clock: the program alone sees another one.
		await worker.must('cat > /run/clock.mjs', {
			input: `const off = ${minutes} * 60_000
globalThis.Date = class extends Date {
	constructor(...given) { given.length === 0 ? super(Date.now()) : super(...given) }
}
const now = Date.now
Date.now = () => now() + off
`,
		})
		await writeAnswers(worker, answers(worker, 'join-worker'))
		const env = { NODE_OPTIONS: '--import=/run/clock.mjs' }
		const result = await wizard(worker, ['--answers', answersPath, '--yes'], { env })
		expect(`${result.stdout}${result.stderr}`.replace(/\s+/g, ' ')).toMatch(words)
		expect(result.exitCode).toBe(3)
		expect((await worker.run('ls /var/lib/k8s-wizard')).exitCode).not.toBe(0)
		await worker.must('rm /run/clock.mjs')
	})

	test('a pod subnet that the host uses itself is named before anything is changed', async () => {
		await worker.must('ip address add 10.244.9.1/24 dev host0')
		await writeAnswers(worker, answers(worker, 'join-worker'))
		const result = await wizard(worker, ['plan', '--answers', answersPath])
		await worker.must('ip address delete 10.244.9.1/24 dev host0')
		expect(result.stderr.replace(/\s+/g, ' ')).toMatch(
			/podSubnet of the cluster is 10\.244\.0\.0\/16, and this host uses/,
		)
		expect(result.exitCode).toBe(3)
	})

	test('a token that has expired and certificates that are gone are named, and join-command makes fresh ones', async () => {
		const token = (await first.must('kubeadm token create --ttl 1s')).trim()
		await eventually('the token is gone', 60_000, async () => {
			const listed = await first.must('kubeadm token list')
			return { holds: !listed.includes(token), detail: listed }
		})
		await kubectl(first, '-n kube-system delete secret kubeadm-certs')
		const expired = (text: string) => text.replace(/token: \S+/, `token: ${token}`)
		await writeAnswers(second, answers(second, 'join-worker', expired))
		expect((await wizard(second, ['plan', '--answers', answersPath])).stderr).toMatch(/it has expired/)
		await writeAnswers(second, answers(second, 'join-control-plane'))
		expect((await wizard(second, ['plan', '--answers', answersPath])).stderr).toMatch(/stay for two hours/)
		const line = await wizardMust(first, ['join-command', '--format', 'line', '--role', 'control-plane'])
		expect(line).toMatch(/^\(umask 077; base64 -d .* && k8s-wizard --answers \/root\/join-control-plane\.yaml\n$/)
		const plain = await wizardMust(first, ['join-command', '--format', 'kubeadm'])
		expect(plain).toMatch(/^kubeadm join [\d.]+:6443 --token \S+ --discovery-token-ca-cert-hash sha256:\w{64}\n$/)
	})

	test('a worker of the other family joins', async () => {
		await writeAnswers(worker, answers(worker, 'join-worker'))
		await stopwatch('the worker joins', () => wizardMust(worker, ['--answers', answersPath, '--yes']))
		await clusterIsReady(first, 2, 120_000)
	})

	test('the token reaches neither logs nor journal, and the same command again changes nothing', async () => {
		const [, token = '-'] = /token: (\S+)/.exec(joinFile['join-worker'] ?? '') ?? []
		const places = '/var/log/k8s-wizard /var/lib/k8s-wizard/runs/*/journal.ndjson'
		expect(await worker.must(`grep -rl ${token} ${places} || true`)).toBe('')
		expect(await wizardMust(worker, ['--answers', answersPath, '--yes'])).toMatch(/\b0 changes/)
	})

	test('pods talk across the hosts, over a service and by its name', async () => {
		await first.must(['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', 'apply', '-f', '-'], {
			input: pair('jworker', 'jfirst'),
		})
		await clusterIsReady(first, 2, 120_000)
		await podReaches(first, `http://${await kubectl(first, "get pod server -o jsonpath='{.status.podIP}'")}/`)
		await podReaches(first, `http://${await kubectl(first, "get service server -o jsonpath='{.spec.clusterIP}'")}/`)
		await podReaches(first, 'http://server.default.svc.cluster.local/')
		await kubectl(first, 'delete pod/server pod/client service/server')
	})

	test('a second control plane joins and has its etcd member', async () => {
		joinFile['join-control-plane'] = await wizardMust(first, ['join-command', '--role', 'control-plane'])
		const input = answers(second, 'join-control-plane')
		const said = await stopwatch('the second control plane joins', () =>
			wizardMust(second, ['--answers', '-', '--yes'], 0, { input }),
		)
		await clusterIsReady(first, 3, 120_000)
		expect(await members(first)).toEqual(['jfirst', 'jsecond'])
		joinSaid = said.replace(/\s+/g, ' ')
	})

	test('where etcd had no leader, the cure that the plan names makes new services known', async () => {
		const [cure = ''] = /crictl stop \$\(crictl ps -q --name kube-apiserver\)/.exec(joinSaid) ?? []
		expect(await first.must(cure)).toMatch(/^[0-9a-f]{64}$/m)
		await apiIsBack(first)
		await first.must(['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf', 'apply', '-f', '-'], {
			input: pair('jsecond', 'jfirst'),
		})
		await podReaches(first, 'http://server.default.svc.cluster.local/')
		await kubectl(first, 'delete pod/server pod/client service/server')
	})

	test('a third control plane joins and has its etcd member', async () => {
		await stopwatch('the third control plane joins', () =>
			wizardMust(third, ['--answers', '-', '--yes'], 0, { input: answers(third, 'join-control-plane') }),
		)
		await clusterIsReady(first, 4, 120_000)
		expect(await members(second)).toEqual(['jfirst', 'jsecond', 'jthird'])
	})

	test('the first one stops; the endpoint is pointed at another and the API answers', async () => {
		await first.must('systemctl stop kubelet; pkill -x kube-apiserver; pkill -x etcd')
		const refused = await wizard(worker, ['endpoint', '--to', first.address, '--yes'])
		expect(refused.exitCode).toBe(3)
		expect(refused.stderr).toMatch(/No API server of this cluster answers/)
		for (const host of [worker, second, third]) await wizardMust(host, ['endpoint', '--to', second.address, '--yes'])
		await eventually('the API answers by the endpoint', 60_000, async () => {
			const asked = await worker.run(
				'kubectl --cache-dir /run/kubectl --kubeconfig /etc/kubernetes/kubelet.conf get node jworker',
			)
			return { holds: asked.exitCode === 0, detail: asked.stderr }
		})
		const copies = await worker.must('cat /var/lib/kubelet/pods/*/etc-hosts')
		expect(copies).toContain(`${second.address}\tcluster.local`)
		expect(copies).not.toMatch(new RegExp(`^${first.address}\\s.*cluster\\.local`, 'm'))
		await first.must('systemctl start kubelet')
		await etcdIsHealthy(first)
		await apiIsBack(first)
		await clusterIsReady(second, 4, 180_000)
	})

	test('a control plane leaves: member and node are gone, etcd is healthy', async () => {
		await etcdIsHealthy(first)
		const said = await stopwatch('the third control plane leaves', () =>
			wizardMust(third, ['reset', '--yes', '--leave']),
		)
		expect(said.replace(/\s+/g, ' ')).toContain('It holds: etcd member jthird, node jthird')
		expect(await members(first)).toEqual(['jfirst', 'jsecond'])
		await etcdIsHealthy(first)
		await etcdIsHealthy(second)
		expect(await kubectl(first, 'get nodes -o name')).not.toContain('jthird')
	})

	test('a worker that leaves tells what stays behind; undo gives the host back', async () => {
		const said = await stopwatch('the worker leaves', () => wizardMust(worker, ['undo', '--yes']))
		const [tip = ''] = /kubectl delete node \S+/.exec(said.replace(/\s+/g, ' ')) ?? []
		await first.must(`KUBECONFIG=/etc/kubernetes/admin.conf ${tip}`)
		expect(await kubectl(first, 'get nodes -o name')).not.toContain('jworker')
		await worker.must(['rm', answersPath])
		expect((await notGivenBack(worker, before)).map(inWords), said).toEqual([])
	})
})
