import { parse } from 'smol-toml'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { newestAllowed, obstacles } from '../../../source/answers/ceiling.ts'
import { imageTagsOf, kubernetesVersions, minorOf } from '../../../source/catalog/kubernetes.ts'
import type { Change } from '../../../source/changes/index.ts'
import { layOut } from '../../../source/engine/plan.ts'
import { readFacts } from '../../../source/host/read-facts.ts'
import { say } from '../../../source/locales/message.ts'
import { steps } from '../../../source/steps/index.ts'
import { MirrorError } from '../../../source/steps/resolve/mirror-error.ts'
import {
	bareHost,
	contextOf,
	type HostName,
	hosts,
	isRpm,
	kubernetesPackage,
	kubernetesUrl,
	registry,
	roles,
} from './model-mirror.ts'

/** Both sides of every version at which something that the plan writes changes. */
const boundaries = [
	...['1.20.0', '1.20.15', '1.21.2', '1.21.14', '1.22.0', '1.22.16', '1.22.17', '1.23.0', '1.23.17'],
	...['1.24.0', '1.24.7', '1.24.8', '1.24.9', '1.24.17', '1.25.0', '1.25.16', '1.26.0', '1.26.15', '1.27.0'],
	...['1.30.14', '1.31.0', '1.31.14', '1.32.0', '1.33.13', '1.34.0', '1.34.10', '1.35.0', '1.35.7', '1.36.0'],
	...['1.36.3', '1.37.1'],
]

type Case = readonly [host: HostName, version: string, role: (typeof roles)[number]]

const everyBoundary = hosts.flatMap(host =>
	boundaries.flatMap(version => roles.map((role): Case => [host, version, role])),
)

/** The other versions: each once, so that every pair of host and role, minor and host, minor and role comes up. */
const sample = kubernetesVersions()
	.filter(version => !boundaries.includes(version))
	.map((version, index): Case => {
		const host = hosts[index % hosts.length] ?? 'rocky-9'
		return [host, version, roles[Math.floor(index / hosts.length) % roles.length] ?? 'init']
	})

/** The composed CentOS 7 has the address of the founding procedure. */
const addressOf = (host: HostName): string => (host === 'centos-7.6' ? '192.168.43.105' : '192.0.2.10')

/** By hand, from what Kubernetes' and containerd's own documents say. */
const expected = (host: HostName, version: string) => {
	const minor = minorOf(version)
	const newest = { 'centos-7.6': '1.6.33', 'rocky-9': '2.2.6', 'debian-12': '2.3.6', 'ubuntu-24.04': '2.3.6' }[host]
	// Kubelets up to 1.22 speak a CRI that containerd 2 no longer does.
	const containerd = minor <= 22 && newest.startsWith('2.') ? '1.7.28' : newest
	return {
		api: minor <= 21 ? 'v1beta2' : minor <= 30 ? 'v1beta3' : 'v1beta4',
		kubelet: [
			...(minor <= 26 ? ['--container-runtime=remote'] : []),
			'--container-runtime-endpoint=unix:///run/containerd/containerd.sock',
			'--runtime-request-timeout=15m',
			`--node-ip=${addressOf(host)}`,
		],
		containerd,
		containerdConfig: containerd.startsWith('1.') ? 2 : containerd === '2.2.6' ? 3 : 4,
	}
}

/** EL7's last containerd serves up to 1.31. */
const runs = ([host, version]: Case): boolean => host !== 'centos-7.6' || minorOf(version) <= 31

it.each([...everyBoundary, ...sample].filter(runs))('%s, %s, %s', async (host, version, role) => {
	const context = await contextOf(host, version, role)
	const { api, kubelet, containerd, containerdConfig } = expected(host, version)
	const changes = layOut(steps, context).flatMap(step => step.changes) as Change[]
	const fileAt = (path: string) =>
		changes.flatMap(change => (change.kind === 'file' && change.path === path ? [change.content] : []))[0]
	const tags = imageTagsOf(version)

	expect(context.resolution.containerd).toMatchObject({ version: containerd, configVersion: containerdConfig })
	expect(parse(fileAt('/etc/containerd/config.toml') ?? '')['version']).toBe(containerdConfig)
	expect(fileAt('/etc/containerd/config.toml')).toContain(`"${registry}/pause:${tags?.pause}"`)

	const environment = fileAt(isRpm(host) ? '/etc/sysconfig/kubelet' : '/etc/default/kubelet')
	expect(/^KUBELET_EXTRA_ARGS="(.*)"$/m.exec(environment ?? '')?.[1]?.split(' ')).toEqual(kubelet)

	const url = kubernetesUrl(host, version)
	if (isRpm(host)) {
		const repository = fileAt('/etc/yum.repos.d/kubernetes.repo') ?? ''
		for (const line of [`baseurl=${url}`, 'gpgcheck=1', 'exclude=kubelet kubeadm kubectl cri-tools kubernetes-cni'])
			expect(repository.split('\n')).toContain(line)
	} else {
		const line = `deb [signed-by=/etc/apt/keyrings/kubernetes.asc] ${url} /`
		expect(fileAt('/etc/apt/sources.list.d/kubernetes.list')?.split('\n')).toContain(line)
	}

	const packages = changes.flatMap(change => (change.kind === 'packages' ? [change] : []))
	const installed = packages.flatMap(change => change.install.map(item => `${item.name} ${item.version}`))
	for (const name of ['kubelet', 'kubeadm', 'kubectl'])
		expect(installed).toContain(`${name} ${kubernetesPackage(host, version)}`)
	for (const name of ['cri-tools', 'kubernetes-cni'])
		expect(installed.some(item => item.startsWith(`${name} `))).toBe(true)
	expect(packages.flatMap(({ hold }) => hold).sort()).toEqual(['kubeadm', 'kubectl', 'kubelet'])

	const images = changes.flatMap(change => (change.kind === 'image' ? [change.reference] : []))
	const worker = role === 'join-worker'
	expect(images.sort()).toEqual(
		[
			...(worker ? ['proxy'] : ['apiserver', 'controller-manager', 'scheduler', 'proxy']).map(
				name => `kube-${name}:v${version}`,
			),
			`pause:${tags?.pause}`,
			...(worker ? [] : [`etcd:${tags?.etcd}`]),
			`coredns:${tags?.coredns}`,
		]
			.map(image => `${registry}/${image}`)
			.sort(),
	)

	const [ports] = changes.flatMap(change => (change.kind === 'firewall-ports' ? [change.ports] : []))
	// The composed rpm hosts run firewalld; ufw is off on the others. A node that joins is reached from the control plane.
	const nodes = `${addressOf(host)}/32${role === 'init' ? '' : ',10.0.0.1/32'}`
	expect(ports?.map(({ port, sources }) => `${[port].flat().join('-')} ${sources?.join() ?? 'all'}`)).toEqual(
		isRpm(host)
			? [
					...(worker ? [] : ['6443 all', `2379-2380 ${nodes}`]),
					...[`10250 ${nodes}`, '30000-32767 all', '30000-32767 all'],
				]
			: undefined,
	)

	const [join] = changes.flatMap(change => (change.kind === 'kubeadm-join' ? [change] : []))
	expect(join !== undefined).toBe(role !== 'init')
	if (join !== undefined) {
		const [document] = [...parseAllDocuments(join.config)].map(part => part.toJS())
		expect(document).toMatchObject({ apiVersion: `kubeadm.k8s.io/${api}`, kind: 'JoinConfiguration' })
		expect(document.controlPlane !== undefined).toBe(role === 'join-control-plane')
		return
	}
	const documents = [...parseAllDocuments(fileAt('/etc/k8s-wizard/kubeadm.yaml') ?? '')].map(document =>
		document.toJS(),
	)
	expect(documents.slice(0, 2).map(({ apiVersion }) => apiVersion)).toEqual([
		`kubeadm.k8s.io/${api}`,
		`kubeadm.k8s.io/${api}`,
	])
	expect(documents[1]).toMatchObject({ kubernetesVersion: `v${version}`, imageRepository: registry })
	expect(documents[3]).toMatchObject({ kind: 'KubeProxyConfiguration', mode: 'iptables' })
})

it.each(['1.32.0', '1.37.1'])('EL7 has no containerd for %s, and the plan says which there are', async version => {
	const refusal = await contextOf('centos-7.6', version, 'init').catch((error: unknown) => error)
	expect(refusal).toBeInstanceOf(MirrorError)
	const [problem] = (refusal as MirrorError).problems.map(what => say(what, 'en'))
	expect(problem).toContain(`No containerd.io that fits Kubernetes ${version}`)
	expect(problem).toContain('1.6.33')
})

it.each([
	// Stock 3.10, cgroup v1, the last containerd for EL7.
	['centos-7.6', 'upstream', '1.31.14', 'kernel'],
	['rocky-9', 'upstream', '1.37.1', undefined],
	['rocky-9', 'aliyun', '1.36.3', 'mirror'],
	['debian-12', 'upstream', '1.37.1', undefined],
	['ubuntu-24.04', 'aliyun', '1.36.3', 'mirror'],
] as const)('the newest for %s from %s is %s', async (name, mirror, newest, obstacle) => {
	const facts = await readFacts(bareHost(name, '1.24.0'))
	const { version, why } = newestAllowed({ facts, mirror: { name: mirror }, kernel: 'stock' })
	expect(version).toBe(newest)
	const words = why.map(what => say(what, 'en')).join('\n')
	if (obstacle === undefined) expect(words).toBe('')
	else expect(words).toMatch(obstacle)
})

it.each([
	['1.28.15', 'join-control-plane', true],
	['1.29.0', 'join-control-plane', false],
	['1.28.15', 'join-worker', false],
] as const)('%s, %s: a plan that takes etcd its leader says what may come of it', async (version, role, told) => {
	const notes = layOut(steps, await contextOf('debian-12', version, role)).flatMap(step => step.notes)
	const words = notes.map(note => say(note, 'en')).join('\n')
	expect(words.includes('crictl stop $(crictl ps -q --name kube-apiserver)')).toBe(told)
})

it('1.20 to 1.23 come from custom mirrors only', async () => {
	const facts = await readFacts(bareHost('centos-7.6', '1.24.0'))
	const against = (version: string) =>
		obstacles(version, { facts, mirror: { name: 'aliyun' }, kernel: 'stock' }).map(({ what }) => say(what, 'en'))
	expect(against('1.24.0')).toEqual([])
	expect(against('1.23.17')).toEqual([expect.stringContaining('custom mirror only')])
})

it.each([
	['centos-7.6', '1.24.0'],
	['rocky-9', '1.36.3'],
	['ubuntu-24.04', '1.37.1'],
] as const)('all that a plan writes on %s for %s', async (host, version) => {
	const context = await contextOf(host, version, 'init')
	const text = layOut(steps, context)
		.flatMap(({ id, changes }) =>
			(changes as Change[]).flatMap(change => {
				if (change.kind === 'packages')
					return [`== ${id}: packages\n${change.install.map(item => `${item.name} ${item.version}`).join('\n')}\n`]
				if (change.kind !== 'file' || change.content.includes('PGP')) return []
				return [`== ${id}: ${change.path}\n${change.content}`]
			}),
		)
		.join('\n')
	await expect(text).toMatchFileSnapshot(`golden/${host}-${version}.txt`)
})
