import { describe, expect, test } from 'vitest'
import type { Facts } from '../../../source/host/facts.ts'
import { readFacts } from '../../../source/host/read-facts.ts'
import { kubernetesImages } from '../../../source/steps/resolve/images.ts'
import { sourcesOf } from '../../../source/steps/resolve/sources.ts'
import { bareHost, contextOf, type HostName } from '../versions/model-mirror.ts'

/** The addresses that the named mirrors stand for; none of them is asked here. */
async function sourcesFor(host: HostName, mirror: 'aliyun' | 'upstream', kubernetesVersion: string) {
	const { answers } = await contextOf(host, '1.31.0', 'init')
	const facts: Facts = await readFacts(bareHost(host, '1.31.0'))
	return sourcesOf({ ...answers, mirror: { name: mirror }, kubernetesVersion }, facts)
}

const kubernetesKey = 'DE15B14486CD377B9E876E1A234654DA9A296436'

test.each([
	// Copies of the key under v1.24 to v1.27 have expired: it is taken from the path of v1.31.
	[
		'centos-7.6',
		'aliyun',
		'1.24.0',
		'https://mirrors.aliyun.com/kubernetes-new/core/stable/v1.24/rpm/',
		'v1.31/rpm/repodata/repomd.xml.key',
	],
	[
		'rocky-9',
		'aliyun',
		'1.36.3',
		'https://mirrors.aliyun.com/kubernetes-new/core/stable/v1.36/rpm/',
		'v1.36/rpm/repodata/repomd.xml.key',
	],
	[
		'ubuntu-24.04',
		'aliyun',
		'1.30.14',
		'https://mirrors.aliyun.com/kubernetes-new/core/stable/v1.30/deb/',
		'v1.31/deb/Release.key',
	],
	['debian-12', 'upstream', '1.37.1', 'https://pkgs.k8s.io/core:/stable:/v1.37/deb/', 'v1.37/deb/Release.key'],
	[
		'centos-7.6',
		'upstream',
		'1.24.0',
		'https://pkgs.k8s.io/core:/stable:/v1.24/rpm/',
		'v1.31/rpm/repodata/repomd.xml.key',
	],
] as const)('packages of Kubernetes for %s from %s at %s', async (host, mirror, version, baseUrl, keyPath) => {
	const { kubernetes } = await sourcesFor(host, mirror, version)
	expect(kubernetes).toMatchObject({ baseUrl, suite: '/' })
	expect(kubernetes.keys).toEqual([{ url: expect.stringContaining(keyPath), fingerprint: kubernetesKey }])
})

test.each([
	['centos-7.6', 'aliyun', 'https://mirrors.aliyun.com/docker-ce/linux/centos/7/x86_64/stable/', '7', '060A61C5'],
	['rocky-9', 'upstream', 'https://download.docker.com/linux/centos/9/x86_64/stable/', '9', '060A61C5'],
	['debian-12', 'upstream', 'https://download.docker.com/linux/debian', 'bookworm', '9DC85822'],
	['ubuntu-24.04', 'aliyun', 'https://mirrors.aliyun.com/docker-ce/linux/ubuntu', 'noble', '9DC85822'],
] as const)('containerd for %s from %s, signed by Docker’s own key', async (host, mirror, baseUrl, suite, key) => {
	const { containerd } = await sourcesFor(host, mirror, '1.31.0')
	expect(containerd).toMatchObject({ baseUrl, suite, components: ['stable'] })
	expect(containerd?.keys).toEqual([
		{ url: expect.any(String), fingerprint: expect.stringMatching(new RegExp(`^${key}`)) },
	])
})

describe('images', () => {
	test('of Aliyun are all in one place, and those of a CNI come from a second mirror', async () => {
		const sources = await sourcesFor('centos-7.6', 'aliyun', '1.24.0')
		const { pause, all } = kubernetesImages('1.24.0', 'init', sources)
		expect(pause).toBe('registry.aliyuncs.com/google_containers/pause:3.7')
		expect(all).toContain('registry.aliyuncs.com/google_containers/coredns:v1.8.6')
		expect(sources.dns).toBeUndefined()
		expect(sources.image('docker.io/calico/node:v3.25.2')).toBe('docker.m.daocloud.io/calico/node:v3.25.2')
		expect(sources.image('ghcr.io/flannel-io/flannel:v0.28.9')).toBe('ghcr.m.daocloud.io/flannel-io/flannel:v0.28.9')
	})

	test('of upstream have CoreDNS one folder deeper, which kubeadm is told', async () => {
		const sources = await sourcesFor('debian-12', 'upstream', '1.37.1')
		expect(kubernetesImages('1.37.1', 'init', sources).all).toContain('registry.k8s.io/coredns/coredns:v1.14.6')
		expect(sources.dns).toEqual({ repository: 'registry.k8s.io/coredns', tag: 'v1.14.6' })
		expect(sources.image('quay.io/calico/node:v3.32.1')).toBe('quay.io/calico/node:v3.32.1')
	})
})

test('CentOS 7 has an archive on both mirrors; other systems need none', async () => {
	for (const mirror of ['aliyun', 'upstream'] as const) {
		const { os } = await sourcesFor('centos-7.6', mirror, '1.24.0')
		expect(os.map(({ baseUrl }) => /7\.9\.2009\/(\w+)\/x86_64\/$/.exec(baseUrl)?.[1])).toEqual([
			'os',
			'updates',
			'extras',
		])
		expect((await sourcesFor('rocky-9', mirror, '1.31.0')).os).toEqual([])
	}
})
