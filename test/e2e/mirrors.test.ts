import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Bed, openBed } from '../bed/bed.ts'
import { dirOf } from '../bed/cache.ts'
import { diff, describe as inWords } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { folders, repositoryUrl } from '../bed/packages/urls.ts'
import { registryTls } from '../bed/parts/registry-tls.ts'
import { network } from '../bed/paths.ts'
import { type RunningForwardProxy, startForwardProxy } from '../bed/services/forward-proxy.ts'
import { type ProxyOptions, startProxy } from '../bed/services/proxy.ts'
import { type Snapshot, snapshot } from '../bed/snapshot.ts'
import { clusterIsReady } from './by-hand.ts'
import { notGivenBack } from './undone.ts'
import { answersFor, answersPath, bareHost, registry, wizardMust, writeAnswers } from './wizard.ts'

const gateway = network.gateway

/** What a mirror lacks is said before the first change. */
describe.each(['debian-12', 'centos-7'])('mirrors that lack something, on %s', profile => {
	let bed: Bed
	let host: Host
	let before: Snapshot
	const started: { stop(): Promise<void> }[] = []

	beforeAll(async () => {
		bed = await openBed()
		host = await bareHost(bed, 'mirror', profile)
		await writeAnswers(host, '')
		before = await snapshot(host)
	})
	afterEach(async () => {
		for (const proxy of started.splice(0)) await proxy.stop()
	})
	afterAll(() => bed?.close())

	/** Repositories and registry through a proxy that behaves so; says what the plan said. */
	async function planThrough(behaviour: Partial<ProxyOptions>, exitCode: number, words = ''): Promise<string> {
		const [packages, images] = await Promise.all(
			[network.repositoryPort, network.registryPort].map(port =>
				startProxy({ listen: { address: gateway, port: 0 }, target: { address: gateway, port }, ...behaviour }),
			),
		)
		if (packages === undefined || images === undefined) throw new Error('no proxies')
		started.push(packages, images)
		const answers = answersFor(host, { cni: 'bridge' })
			.replaceAll(repositoryUrl, `http://${gateway}:${packages.port}`)
			.replaceAll(registry, `${gateway}:${images.port}`)
		await writeAnswers(host, answers)
		const {
			exitCode: code,
			stdout,
			stderr,
		} = await host.run(`node /opt/k8s-wizard/dist/cli.js plan --answers ${answersPath} ${words}`, { timeout: 300_000 })
		expect(code, `${stdout}${stderr}`).toBe(exitCode)
		return `${stdout}${stderr}`
	}

	test('one image is not there', async () => {
		const rules = [{ path: /^\/v2\/google_containers\/etcd\//, answer: 'not-found' as const }]
		const said = await planThrough({ rules }, 3)
		expect(said).toMatch(/The mirror does not have \S+\/etcd:3\.4\.13-0 \(404 at/)
		expect(said).toMatch(/images of Kubernetes.*\n?.* 6 there, 1 missing/)
	})

	test('the same, for programs', async () => {
		const rules = [{ path: /^\/v2\/google_containers\/etcd\//, answer: 'not-found' as const }]
		const [line = ''] = (await planThrough({ rules }, 3, '--format json')).split('\n')
		const { type, proofs } = JSON.parse(line) as { type: string; proofs: { what: string; result: string }[] }
		expect(type).toBe('problems')
		expect(proofs.filter(({ result }) => result === 'missing').map(({ what }) => what)).toEqual([
			expect.stringMatching(/etcd:3\.4\.13-0$/),
		])
	})

	test('the version is not there', async () => {
		const rules = [
			{ path: /^\/kubernetes\/core\/stable\/v1\.20\/(rpm\/repodata|deb\/(In)?Release$)/, answer: 'not-found' as const },
		]
		const said = await planThrough({ rules }, 3)
		expect(said).toMatch(/no such repository: packages of Kubernetes \(404 at/)
	})

	test('connections are reset', async () => {
		const said = await planThrough({ rules: [{ path: /^\/v2\//, answer: 'reset' as const }] }, 3)
		expect(said.replace(/\s+/g, ' ')).toMatch(/The registry of .*\/pause:3\.2,? .*cannot be reached/)
		expect(said).toMatch(/images of Kubernetes.*\n?.* 7 missing/)
	})

	test('it is slow: the plan is made all the same, and says how slow', async () => {
		const said = await planThrough({ bytesPerSecond: 200_000 }, 0)
		expect(said).toMatch(/images of Kubernetes.*\n?.* 7 there, \d+ ms/)
	})

	test('a key that nobody has confirmed', async () => {
		const answers = answersFor(host, { cni: 'bridge' })
		await writeAnswers(host, answers.replaceAll(/, fingerprint: \w+/g, ''))
		const said = await host.run(`node /opt/k8s-wizard/dist/cli.js --answers ${answersPath} --yes`)
		expect(said.exitCode).toBe(5)
		const fingerprints = [...said.stderr.replace(/\s+/g, ' ').matchAll(/trustKeys: \[(\w{40})\]/g)].map(
			([, one]) => one,
		)
		await writeAnswers(
			host,
			`${answers.replaceAll(/, fingerprint: \w+/g, '')}trustKeys: [${fingerprints.join(', ')}]\n`,
		)
		await wizardMust(host, ['plan', '--answers', answersPath])
	})

	test('none of this has touched the host', async () => {
		await writeAnswers(host, '')
		expect(diff(before, await snapshot(host)).map(inWords)).toEqual([])
	})
})

/**
 * The host of the founding post behind a company's proxy, which wants a password: its own repositories are gone, the
 * registry has an authority of its own.
 */
describe('a proxy, a registry with its own CA, and repositories that are gone, on centos-7', () => {
	let bed: Bed
	let host: Host
	let before: Snapshot
	let proxy: RunningForwardProxy

	const credentials = 'carl:tango99'
	const deadRepositories = '/etc/yum.repos.d/CentOS-Base.repo'
	const tlsRegistry = `registry.${network.domain}:${network.tlsRegistryPort}`

	beforeAll(async () => {
		bed = await openBed()
		host = await bareHost(bed, 'proxy', 'centos-7')
		await host.must(`rm /etc/yum.repos.d/*.repo; cat >${deadRepositories}`, {
			input:
				'[base]\nname=CentOS-7 - Base\nmirrorlist=http://mirrorlist.centos.org/?release=7&arch=x86_64&repo=os\ngpgcheck=1\ngpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-bed\n',
		})
		proxy = await startForwardProxy({ listen: { address: gateway, port: 0 }, credentials })
		await host.must(['sh', '-c', 'umask 077; cat >/root/proxy-auth'], { input: `${credentials}\n` })
		await host.must(['sh', '-c', 'cat >/root/ca.crt'], {
			input: readFileSync(join(dirOf(registryTls), 'ca.crt'), 'utf8'),
		})
		const ports = [network.repositoryPort, network.registryPort, network.tlsRegistryPort].join(',')
		await host.must(`iptables -I OUTPUT -d ${gateway} -p tcp -m multiport --dports ${ports} -j REJECT`)
		const answers = answersFor(host, {
			cni: 'bridge',
			osRepos: 'mirror',
			proxy: `{ http: "http://${gateway}:${proxy.port}", credentialsFile: /root/proxy-auth }`,
		})
			.replaceAll(registry, tlsRegistry)
			.replace('  plainHttp: true\n', `  os: ${repositoryUrl}/${folders.baseOs[7]}/\n  ca: /root/ca.crt\n`)
		await writeAnswers(host, answers)
		before = await snapshot(host)
	})
	afterAll(async () => {
		await proxy?.stop()
		await bed?.close()
	})

	test('from bare to Ready', async () => {
		await wizardMust(host, ['--answers', answersPath, '--yes'])
		await clusterIsReady(host, 1, 60_000)
		expect(proxy.passed.some(what => what.startsWith(`GET ${repositoryUrl}/`))).toBe(true)
		expect(proxy.passed).toContain(`CONNECT ${tlsRegistry}`)
	})

	test('the archive took the place of what was gone, with the key that the host had', async () => {
		expect(await host.must('ls /etc/yum.repos.d')).not.toContain('CentOS-Base')
		expect(await host.must('cat /etc/yum.repos.d/k8s-wizard-os.repo')).toMatch(/gpgcheck=1\n[\s\S]*gpgkey=file:/)
		expect(await host.must('rpm -q socat')).toContain('el7')
	})

	test('the cluster itself is reached without it', async () => {
		const environment = await host.must('cat /etc/k8s-wizard/proxy.env')
		const without = /^NO_PROXY="(.*)"$/m.exec(environment)?.[1]?.split(',')
		expect(without).toEqual(expect.arrayContaining(['10.244.0.0/16', '10.96.0.0/12', host.address, '.svc']))
		expect(proxy.passed.filter(what => what.includes(':6443'))).toEqual([])
	})

	test('its password stands in files that are root’s alone', async () => {
		const found = await host.must(
			`grep -rlF tango99 /etc /var/lib/k8s-wizard /var/log /run/k8s-wizard /usr/lib/systemd 2>/dev/null | xargs -r stat -c '%a %U %n'`,
		)
		const files = found.trim().split('\n')
		expect(files).toContain('600 root /etc/k8s-wizard/proxy.env')
		for (const file of files) expect(file).toMatch(/^600 root /)
		expect(await host.must('systemctl show containerd.service')).not.toContain('tango99')
	})

	test('undo gives the host back', async () => {
		await wizardMust(host, ['undo', '--yes'])
		expect((await notGivenBack(host, before)).map(inWords)).toEqual([])
	})
})
