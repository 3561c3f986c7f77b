import { readFileSync } from 'node:fs'
import type { Answers } from '../../../source/answers/answers.ts'
import { resolveAnswers } from '../../../source/answers/defaults.ts'
import { readAnswers } from '../../../source/answers/read.ts'
import { imageTagsOf, minorOf } from '../../../source/catalog/kubernetes.ts'
import { packageGroups, packageRenames } from '../../../source/catalog/packages.ts'
import { type ModelHost, modelHost } from '../../../source/host/model-host.ts'
import { modelHostNamed } from '../../../source/host/model-hosts/index.ts'
import { readFacts } from '../../../source/host/read-facts.ts'
import { resolve } from '../../../source/steps/resolve/index.ts'
import type { PlanContext } from '../../../source/steps/step.ts'

export const hosts = ['centos-7.6', 'rocky-9', 'debian-12', 'ubuntu-24.04'] as const
export type HostName = (typeof hosts)[number]
export const roles = ['init', 'join-worker', 'join-control-plane'] as const

export const isRpm = (host: HostName): boolean => host === 'centos-7.6' || host === 'rocky-9'

const mirror = 'http://mirror.test'
export const registry = 'registry.test:5000/k8s'
export const fingerprint = '6BF7C96E8E7E290C14AA4884A41F225FDA4BCDE9'
const key = readFileSync(new URL('../keys/pinned.asc', import.meta.url), 'utf8')

export const kubernetesUrl = (host: HostName, version: string): string =>
	`${mirror}/kubernetes/v1.${minorOf(version)}/${isRpm(host) ? 'rpm' : 'deb'}`
const containerdUrl = (host: HostName): string => `${mirror}/docker-ce/${host}`

/** One of each line, oldest first. EL7's repository ended with 1.6.33, EL9's was seen up to 2.2. */
const containerds = ['1.5.11', '1.6.33', '1.7.28', '2.0.6', '2.1.5', '2.2.6', '2.3.6']
const lines = { 'centos-7.6': 2, 'rocky-9': 6, 'debian-12': 7, 'ubuntu-24.04': 7 } as const

/** As the package is spelled in the repositories of each family. */
export const kubernetesPackage = (host: HostName, version: string): string =>
	isRpm(host) ? `${version}-150500.1.1` : `${version}-1.1`
const containerdPackage = (host: HostName, version: string): string =>
	isRpm(host) ? `${version}-3.1.el${host === 'rocky-9' ? 9 : 7}` : `${version}-1`

function offered(host: HostName, version: string) {
	const family = isRpm(host) ? 'rpm' : 'deb'
	const of = (repository: string, names: readonly string[], spelled: string) =>
		names.map(name => ({ name, version: spelled, repository }))
	const system = Object.values(packageGroups).flatMap((group): readonly string[] => group[family])
	const names = new Set([...system, ...packageRenames.map(({ there }) => there)])
	return [
		...[...names]
			.filter(name => !/^(kube|cri-tools)/.test(name))
			.map(name => ({ name, version: isRpm(host) ? '1.0-1.el' : '1.0-1' })),
		...of(kubernetesUrl(host, version), ['kubelet', 'kubeadm', 'kubectl'], kubernetesPackage(host, version)),
		...of(kubernetesUrl(host, version), ['kubernetes-cni'], kubernetesPackage(host, '1.2.0')),
		...of(kubernetesUrl(host, version), ['cri-tools'], kubernetesPackage(host, `1.${minorOf(version)}.0`)),
		...kernelsOf(host),
		...containerds
			.slice(0, lines[host])
			.flatMap(line => of(containerdUrl(host), ['containerd.io'], containerdPackage(host, line))),
	]
}

/** ELRepo's, with the file that GRUB starts. */
export const kernels = { 'centos-7.6': '5.4.278-1.el7.elrepo', 'rocky-9': '6.1.150-1.el9.elrepo' } as const
const elrepoUrl = `${mirror}/elrepo`

function kernelsOf(host: HostName) {
	if (host !== 'centos-7.6' && host !== 'rocky-9') return []
	const version = kernels[host]
	const files = { [`/boot/vmlinuz-${version}.x86_64`]: 'kernel' }
	return [{ name: 'kernel-lt', version, repository: elrepoUrl, files }]
}

/** Every address of the mirror that this version needs, and what is there. */
function web(host: HostName, version: string): Record<string, string> {
	const tags = imageTagsOf(version)
	const images = [
		...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map(name => `${name}:v${version}`),
		`pause:${tags?.pause}`,
		`etcd:${tags?.etcd}`,
		`coredns:${tags?.coredns}`,
	]
	const lists = [kubernetesUrl(host, version), containerdUrl(host)].map(url =>
		isRpm(host)
			? `${url}/repodata/repomd.xml`
			: url.includes('docker')
				? `${url}/dists/stable-suite/InRelease`
				: `${url}/InRelease`,
	)
	return {
		[`${mirror}/key.asc`]: key,
		[`${elrepoUrl}/repodata/repomd.xml`]: '',
		...Object.fromEntries(lists.map(url => [url, ''])),
		...Object.fromEntries(
			images.map(image => [`http://registry.test:5000/v2/k8s/${image.replace(':', '/manifests/')}`, '']),
		),
	}
}

export interface ModelPlanOptions {
	/** Lines of the answers file besides those that every plan here has. */
	readonly answers?: string
	/** More lines of the mirror's map. */
	readonly mirrorLines?: string
	/** More addresses that answer. */
	readonly web?: Readonly<Record<string, string>>
	/** More files on the host. */
	readonly files?: Readonly<Record<string, string>>
	/** In the place of the mirror that has everything. */
	readonly mirror?: string
	/** Addresses that answer 404. */
	readonly gone?: (url: string) => boolean
}

export function bareHost(host: HostName, version: string, options: ModelPlanOptions = {}): ModelHost {
	const { gone = () => false } = options
	const description = modelHostNamed(host)
	const there = Object.entries(web(host, version)).filter(([url]) => !gone(url))
	// What stands for dead repositories has scenarios of its own.
	const files = Object.fromEntries(
		Object.entries(description?.files ?? {}).filter(([path]) => !path.endsWith('CentOS-Base.repo')),
	)
	return modelHost({
		...description,
		files: { ...files, ...options.files, '/root/token': 'abcdef.0123456789abcdef\n' },
		offered: offered(host, version),
		web: { ...Object.fromEntries(there), ...options.web },
	})
}

/** All that a plan follows from, found out on the model host as on a real one. Throws what `resolve` throws. */
export async function contextOf(
	name: HostName,
	version: string,
	role: Answers['role'],
	options: ModelPlanOptions = {},
): Promise<PlanContext & { host: ModelHost }> {
	const host = bareHost(name, version, options)
	const facts = await readFacts(host)
	const suite = isRpm(name) ? '' : ' stable-suite stable'
	const whole = `mirror:
  kubernetes: ${kubernetesUrl(name, version)}
  containerd: ${containerdUrl(name)}${suite}
  kernel: ${elrepoUrl}
  registry: ${registry}
  plainHttp: true
  keys: [{ url: ${mirror}/key.asc, fingerprint: ${fingerprint} }]
${options.mirrorLines ?? ''}`
	const text = `role: ${role}
hostname: node-1
kubernetesVersion: ${version}
${options.mirror ?? whole}cni: none
${role === 'init' ? '' : `join: { endpoint: "10.0.0.1:6443", tokenFile: /root/token, caCertHash: "sha256:${'0'.repeat(64)}" }\n`}${options.answers ?? ''}`
	const { answers } = resolveAnswers({ given: readAnswers(text, 'answers.yaml').given, facts })
	return { host, facts, answers, resolution: await resolve({ host, facts, answers, known: undefined }) }
}
