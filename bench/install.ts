import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Bed, openBed } from '../test/bed/bed.ts'
import type { Host, RunResult } from '../test/bed/hosts/host.ts'
import { network } from '../test/bed/paths.ts'
import { startProxy } from '../test/bed/services/proxy.ts'
import { answersFor, answersPath, bareHost, wizard, writeAnswers } from '../test/e2e/wizard.ts'

/**
 * `npm run bench:install`: from a bare host to the same end, by the wizard and by the straight script, each on a fresh
 * host of the bed, in turn; with the mirrors as they are and slowed, medians of three. `PROFILE…` for only these. Needs root.
 */
const asked = process.argv.slice(2)
const profiles = asked.length > 0 ? asked : ['debian-12', 'rocky-9']
const slowBytesPerSecond = 20_000_000 / 8
const rounds = 3
const hour = 3_600_000

/** Where a host reaches the bed's mirrors: as they are, or through proxies on other ports. */
interface Mirror {
	repositoryPort: number
	registryPort: number
}

const fast: Mirror = { repositoryPort: network.repositoryPort, registryPort: network.registryPort }

async function main() {
	const bed = await openBed()
	try {
		await compareAll(bed, 'loopback mirror', fast)
		const proxies = await Promise.all(
			[fast.repositoryPort, fast.registryPort].map(port =>
				startProxy({
					listen: { address: network.gateway, port: 0 },
					target: { address: network.gateway, port },
					bytesPerSecond: slowBytesPerSecond,
				}),
			),
		)
		const [repository, registry] = proxies
		if (repository === undefined || registry === undefined) throw new Error('the slow mirrors did not start')
		const slow = { repositoryPort: repository.port, registryPort: registry.port }
		await compareAll(bed, '20 Mbit/s to repository and to registry', slow)
		for (const proxy of proxies) await proxy.stop()
	} finally {
		await bed.close()
	}
}

async function compareAll(bed: Bed, what: string, mirror: Mirror) {
	for (const profile of profiles) {
		const straight: number[] = []
		const wizard: number[] = []
		const own: number[] = []
		for (let round = 1; round <= rounds; round += 1) {
			straight.push(await onFreshHost(bed, profile, host => byScript(host, mirror)))
			const run = await onFreshHost(bed, profile, host => byWizard(host, mirror))
			wizard.push(run.seconds)
			own.push(run.own)
		}
		const ratio = (median(wizard) / median(straight)).toFixed(2)
		console.log(
			`${profile}, ${what}: wizard ${ratio} × straight script (${inSeconds(wizard)} and ${inSeconds(straight)})`,
		)
		console.log(`  the wizard's own share, when nothing that it started ran: ${inSeconds(own)}`)
	}
}

const median = (values: readonly number[]): number =>
	[...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

const inSeconds = (values: readonly number[]): string => `${values.map(value => value.toFixed(1)).join(', ')} s`

/** Does `work` on a host that is ended afterwards. */
async function onFreshHost<T>(bed: Bed, profile: string, work: (host: Host) => Promise<T>): Promise<T> {
	const host = await bareHost(bed, 'bench', profile)
	try {
		return await work(host)
	} finally {
		await bed.down('bench')
	}
}

async function byScript(host: Host, { repositoryPort, registryPort }: Mirror): Promise<number> {
	await host.copyIn('bench/straight.sh', '/root/straight.sh')
	const env = {
		ADDRESS: host.address,
		MIRROR: `http://mirror.${network.domain}:${repositoryPort}`,
		REGISTRY: `registry.${network.domain}:${registryPort}`,
	}
	return timed('the straight script', () => host.run(['bash', '/root/straight.sh'], { env, timeout: hour }))
}

/** Looks fifty times a second whether a process of the wizard's has a child, and writes down when none has. */
const watchChildren = `
const { readdirSync, readFileSync, appendFileSync } = require('node:fs')
const read = path => { try { return readFileSync(path, 'utf8') } catch { return '' } }
setInterval(() => {
	const ours = readdirSync('/proc').filter(pid => /^\\d+$/.test(pid) && read('/proc/' + pid + '/cmdline').includes('/cli.js'))
	if (ours.length === 0) return
	const child = ours.some(pid => read('/proc/' + pid + '/task/' + pid + '/children').trim() !== '')
	if (!child) appendFileSync('/run/idle', Date.now() + '\\n')
}, 20)`

/** Seconds without a child, until the last step: there it is the cluster that is waited for. */
async function ownShare(host: Host): Promise<number> {
	const idle = (await host.must('cat /run/idle')).trim().split('\n').map(Number)
	const journal = await host.must('cat /var/lib/k8s-wizard/runs/*/journal.ndjson')
	const ready = journal
		.split('\n')
		.filter(line => line.includes('"step-started"'))
		.map(line => JSON.parse(line) as { at: string; step: string })
		.find(({ step }) => step === 'ready')
	const end = ready === undefined ? Number.POSITIVE_INFINITY : Date.parse(ready.at)
	return (idle.filter(at => at < end).length * 20) / 1000
}

async function byWizard(
	host: Host,
	{ repositoryPort, registryPort }: Mirror,
): Promise<{ seconds: number; own: number }> {
	// The wizard takes images of the manifest from the mirror: there they have to stand under its name.
	const manifest = readFileSync('test/bed/manifests/flannel.yaml', 'utf8').replaceAll(
		`.${network.domain}:${network.registryPort}`,
		`.${network.domain}:${registryPort}`,
	)
	await host.must('cat > /root/flannel.yaml', { input: manifest })
	const sha256 = createHash('sha256').update(manifest).digest('hex')
	const answers = answersFor(host, {
		cni: `{name: flannel, version: 0.0.0, manifest: /root/flannel.yaml, sha256: ${sha256}}`,
	})
		.replaceAll(`.${network.domain}:${network.repositoryPort}`, `.${network.domain}:${repositoryPort}`)
		.replaceAll(`.${network.domain}:${network.registryPort}`, `.${network.domain}:${registryPort}`)
	await writeAnswers(host, answers)
	await host.must(['systemd-run', '--quiet', '--unit=watch-children', 'node', '--eval', watchChildren])
	const seconds = await timed('the wizard', () => wizard(host, ['--answers', answersPath, '--yes'], { timeout: hour }))
	return { seconds, own: await ownShare(host) }
}

/** Seconds. */
async function timed(what: string, run: () => Promise<RunResult>): Promise<number> {
	const started = performance.now()
	const { exitCode, stdout, stderr } = await run()
	const seconds = (performance.now() - started) / 1000
	if (exitCode !== 0) throw new Error(`${what}: exit ${exitCode}\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`)
	return seconds
}

await main()
