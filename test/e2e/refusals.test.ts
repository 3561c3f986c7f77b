import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { diff, describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { folders, repositoryUrl } from '../bed/packages/urls.ts'
import { network } from '../bed/paths.ts'
import { startProxy } from '../bed/services/proxy.ts'
import { type Snapshot, snapshot } from '../bed/snapshot.ts'
import { answersFor, answersPath, bareHost, registry, wizard, wizardMust, writeAnswers } from './wizard.ts'

/** A refusal: its exit code and what it says, on a host that is as it was. */
interface Refused {
	exitCode: 2 | 3
	says: RegExp
}

let bed: Bed
let host: Host
let before: Snapshot

async function bare(profile: string): Promise<void> {
	bed = await openBed()
	host = await bareHost(bed, 'bad', profile)
	await host.must("umask 022; echo '{}' > /root/open.json; umask 077; echo '{}' > /root/closed.json")
	await writeAnswers(host, 'role: init\n')
	before = await snapshot(host)
}

/** Everything is said at once and plainly: no stack, nothing done. */
async function refuses(answers: string, { exitCode, says }: Refused): Promise<void> {
	await writeAnswers(host, answers)
	const result = await wizard(host, ['--answers', answersPath, '--yes'], { timeout: 120_000 })
	const said = `${result.stdout}${result.stderr}`
	expect(said).toMatch(says)
	expect(said).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m)
	expect(result.exitCode).toBe(exitCode)
	await writeAnswers(host, 'role: init\n')
}

const untouched = async (): Promise<void> => {
	expect(diff(before, await snapshot(host)).map(inWords)).toEqual([])
}

const at = (line: number, column = 1): string => `answers.yaml:${line}:${column}`

/** The first line of a key in the answers of the bed. */
const lineOf = (text: string, key: string): number => text.split('\n').findIndex(line => line.startsWith(`${key}:`)) + 1

describe('answers that cannot work', () => {
	beforeAll(() => bare('debian-12'))
	afterAll(() => bed?.close())

	test.each<[what: string, change: Record<string, string>, key: string, exitCode: 2 | 3, says: string]>([
		['an unknown key', { podSubnets: '10.1.0.0/16' }, 'podSubnets', 2, 'podSubnet'],
		['a wrong type', { schedulable: 'maybe' }, 'schedulable', 2, 'schedulable'],
		['a pod subnet over the host’s network', { podSubnet: '10.77.0.0/16' }, 'podSubnet', 2, 'is free'],
		['a pod subnet over the service subnet', { podSubnet: '10.96.0.0/16' }, 'podSubnet', 2, 'serviceSubnet'],
		['a hostname with _', { hostname: 'my_host' }, 'hostname', 2, 'my-host would do'],
		['a hostname with ;', { hostname: '"a;reboot"' }, 'hostname', 2, 'a-reboot would do'],
		['an unknown version', { kubernetesVersion: '1.20.99' }, 'kubernetesVersion', 2, '1.20.99'],
		['a version beyond the host’s ceiling', { kubernetesVersion: '1.37.1' }, 'kubernetesVersion', 3, '1.37.1'],
	])('%s', async (_, change, key, exitCode, says) => {
		const answers = answersFor(host, change)
		const line = lineOf(answers, key)
		expect(line).toBeGreaterThan(0)
		await refuses(answers, { exitCode, says: new RegExp(`${at(line, 0).slice(0, -1)}\\d+: .*${says}`) })
	})

	test('a key twice', async () => {
		const answers = `${answersFor(host)}role: init\n`
		await refuses(answers, { exitCode: 2, says: new RegExp(`${at(answers.trim().split('\n').length)}: .*role`) })
	})

	test('secrets in a file that all can read', async () => {
		const answers = answersFor(host).replace('  plainHttp: true\n', '  plainHttp: true\n  authFile: /root/open.json\n')
		await refuses(answers, { exitCode: 2, says: /answers\.yaml:\d+:\d+: .*\/root\/open\.json/ })
	})

	test('an empty file', () => refuses('', { exitCode: 2, says: /answers\.yaml/ }))

	test('1 MiB of noise', async () => {
		await host.must(`head -c 1048576 /dev/urandom > ${answersPath}`)
		const result = await wizard(host, ['--answers', answersPath, '--yes'])
		expect(`${result.stdout}${result.stderr}`).toMatch(/answers\.yaml/)
		expect(`${result.stdout}${result.stderr}`.length).toBeLessThan(2_000)
		expect(result.exitCode).toBe(2)
		await writeAnswers(host, 'role: init\n')
	})

	test('a YAML alias bomb', () => {
		const levels = Array.from({ length: 12 }, (_, level) =>
			level === 0
				? 'a0: &a0 [x, x]'
				: `a${level}: &a${level} [${Array(9)
						.fill(`*a${level - 1}`)
						.join(', ')}]`,
		)
		return refuses(`${levels.join('\n')}\n`, { exitCode: 2, says: /answers\.yaml:\d+:\d+/ })
	})

	test('a mirror that lacks one image', async () => {
		const proxy = await startProxy({
			listen: { address: network.gateway, port: 0 },
			target: { address: network.gateway, port: network.registryPort },
			rules: [{ path: /\/coredns\/manifests\//, answer: 'not-found' }],
		})
		try {
			const elsewhere = registry.replace(/\d+$/, String(proxy.port))
			await refuses(answersFor(host).replaceAll(registry, elsewhere), { exitCode: 3, says: /coredns:1\.7\.0/ })
		} finally {
			await proxy.stop()
		}
	})

	test('and nothing on the host is different', untouched)
})

describe.each(['debian-12', 'rocky-9'])('a Kubernetes repository on %s', profile => {
	beforeAll(() => bare(profile))
	afterAll(() => bed?.close())

	/** The bed serves broken copies of its Kubernetes repository beside it. */
	const from = (kind: string): string =>
		answersFor(host).replaceAll(`${repositoryUrl}/kubernetes/`, `${repositoryUrl}/broken/${kind}/kubernetes/`)

	test('whose signature is wrong', () => refuses(from('wrong-signature'), { exitCode: 3, says: /signature/i }))

	test('whose key has another fingerprint', () => refuses(from('other-key'), { exitCode: 3, says: /[0-9A-F]{40}/ }))

	test.runIf(profile === 'debian-12')('that a list of the host names with another key', async () => {
		const url = `${repositoryUrl}/${folders.kubernetesDeb}`
		const [list, key] = ['/etc/apt/sources.list.d/guide.list', '/etc/apt/guide.asc']
		const line = `deb [signed-by=${key}] ${url}/ /`
		await host.must(`curl -fsS ${url}/Release.key -o ${key}; echo '${line}' > ${list}`)
		const says = new RegExp(`with another key[\\s\\S]*${list}:1: deb \\[signed-by=${key}\\]`)
		await refuses(answersFor(host), { exitCode: 3, says })
		// What it advises is enough.
		await host.must(`sed -i 's/^deb/#&/' ${list}`)
		await writeAnswers(host, answersFor(host))
		await wizardMust(host, ['plan', '--answers', answersPath])
		await host.must(`rm ${list} ${key}`)
		await writeAnswers(host, 'role: init\n')
	})

	test('and nothing on the host is different', untouched)
})
