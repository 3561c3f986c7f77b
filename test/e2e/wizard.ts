import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../bed/bed.ts'
import { dirOf } from '../bed/cache.ts'
import type { Host, RunOptions, RunResult } from '../bed/hosts/host.ts'
import { folders, repositoryUrl } from '../bed/packages/urls.ts'
import { keys, readKeys } from '../bed/parts/keys.ts'
import { bedRoot, checkout, network } from '../bed/paths.ts'

/** The built program on a bed host, used as an operator would. */

export const registry = `registry.${network.domain}:${network.registryPort}`

export const program = '/opt/k8s-wizard/dist/cli.js'
export const answersPath = '/root/answers.yaml'

/** A bare host with Node and the built program on it, and nothing else changed. */
export async function bareHost(
	bed: Bed,
	name: string,
	profile: string,
	options: { from?: string; address?: string } = {},
): Promise<Host> {
	const host = await bed.up(name, profile, options)
	await host.copyIn(process.execPath, '/usr/local/bin/node')
	await host.copyIn(join(checkout, 'dist'), '/opt/k8s-wizard/dist')
	await host.copyIn(join(checkout, 'package.json'), '/opt/k8s-wizard/package.json')
	return host
}

/** Runs `k8s-wizard WORDS` on the host. */
export const wizard = (host: Host, words: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
	host.run(['node', program, ...words], { timeout: 900_000, ...options })

/** Runs it and fails with all it said when it does not exit as expected. */
export async function wizardMust(
	host: Host,
	words: readonly string[],
	exitCode = 0,
	options: RunOptions = {},
): Promise<string> {
	const result = await wizard(host, words, options)
	if (result.exitCode !== exitCode)
		throw new Error(
			`k8s-wizard ${words.join(' ')}: exit ${result.exitCode}, not ${exitCode}\n${result.stdout}${result.stderr}`,
		)
	return result.stdout
}

const manifestPath = join(bedRoot, 'manifests/flannel.yaml')

/** The flannel answer for the bed: its own manifest, by URL and SHA-256. */
export const flannel = (): string => {
	const sha256 = createHash('sha256').update(readFileSync(manifestPath)).digest('hex')
	return `{name: flannel, version: 0.0.0, manifest: "${repositoryUrl}/manifests/flannel.yaml", sha256: ${sha256}}`
}

/** An answers file for this host against the bed's mirror; `change` replaces or adds lines by their key. */
export function answersFor(host: Host, change: Readonly<Record<string, string>> = {}): string {
	const isDebian = /^(?:machine-)?debian-12$/.test(host.profile) || host.profile === 'ubuntu-24.04'
	const known = readKeys(dirOf(keys))
	const kubernetes = isDebian
		? `${repositoryUrl}/${folders.kubernetesDeb}/ /`
		: `${repositoryUrl}/${folders.kubernetesRpm}/`
	const containerd = isDebian
		? `${repositoryUrl}/docker-ce/linux/debian bookworm stable`
		: `${repositoryUrl}/${folders.dockerRpm}/9/x86_64/stable`
	const kubernetesKey = isDebian
		? `${repositoryUrl}/${folders.kubernetesDeb}/Release.key`
		: `${repositoryUrl}/${folders.kubernetesRpm}/repodata/repomd.xml.key`
	const dockerKey = isDebian
		? `${repositoryUrl}/docker-ce/linux/debian/gpg`
		: `${repositoryUrl}/${folders.dockerRpm}/gpg`
	const lines: Record<string, string> = {
		apiVersion: 'k8s-wizard/v1',
		role: 'init',
		hostname: 'node-1',
		mirror: [
			'',
			`  kubernetes: ${kubernetes}`,
			`  containerd: ${containerd}`,
			`  registry: ${registry}/google_containers`,
			'  plainHttp: true',
			'  keys:',
			`    - {url: "${kubernetesKey}", fingerprint: ${known.kubernetes.fingerprint}}`,
			`    - {url: "${dockerKey}", fingerprint: ${known.docker.fingerprint}}`,
		].join('\n'),
		kubernetesVersion: '1.20.2',
		podSubnet: '10.244.0.0/16',
		cni: flannel(),
		schedulable: 'true',
		...change,
	}
	return Object.entries(lines)
		.map(([key, value]) => `${key}:${value.startsWith('\n') ? '' : ' '}${value}\n`)
		.join('')
}

export async function writeAnswers(host: Host, text: string): Promise<void> {
	await host.must(['sh', '-c', `umask 077; cat > ${answersPath}`], { input: text })
}

/** Lines of `--json` output that are events of a run. */
export function eventsIn(said: string): Record<string, unknown>[] {
	return said
		.split('\n')
		.filter(line => line.startsWith('{'))
		.map(line => JSON.parse(line) as Record<string, unknown>)
}

/**
 * What is true after a run, by the place of the change: what it applied, and of what was announced that which was so
 * already when its turn came (a package's own script had enabled the unit).
 */
export function trueAfter(said: string, announced: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(
		eventsIn(said).flatMap(({ type, step, index, after }) => {
			const place = `${String(step)}/${String(index)}`
			if (type === 'change-applied') return [[place, after]]
			return type === 'change-settled' && place in announced ? [[place, announced[place]]] : []
		}),
	)
}
