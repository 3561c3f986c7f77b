import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bridgeConflist } from '../../../source/steps/render/bridge-conflist.ts'
import { hostsBlock } from '../../../source/steps/render/hosts-block.ts'
import { hostsToml } from '../../../source/steps/render/hosts-toml.ts'
import { kubeletEnvironment } from '../../../source/steps/render/kubelet-environment.ts'
import { readKeyring } from '../../../source/steps/render/openpgp.ts'
import { repositoryFiles } from '../../../source/steps/render/repository-file.ts'
import type { PackageRepository } from '../../../source/steps/resolution.ts'

const armored = readFileSync(new URL('../keys/pinned.asc', import.meta.url), 'utf8')
const fingerprint = '6BF7C96E8E7E290C14AA4884A41F225FDA4BCDE9'
const repository: PackageRepository = {
	id: 'kubernetes',
	name: 'Kubernetes',
	baseUrl: 'https://mirror.example/kubernetes/v1.20/rpm/',
	keys: [{ fingerprint, armored }],
	signedMetadata: false,
	signedPackages: true,
	caFile: undefined,
	credentials: undefined,
	excluded: ['kubelet', 'kubeadm'],
}

test('yum and dnf check every package with the pinned key, and update none of them by themselves', () => {
	const [key, file] = repositoryFiles(repository, 'dnf')
	expect(key).toEqual({ path: '/etc/pki/rpm-gpg/RPM-GPG-KEY-kubernetes-DA4BCDE9', content: armored })
	expect(file?.content).toMatchInlineSnapshot(`
		"# Written by k8s-wizard.
		[kubernetes]
		name=Kubernetes
		baseurl=https://mirror.example/kubernetes/v1.20/rpm/
		enabled=1
		gpgcheck=1
		repo_gpgcheck=0
		gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-kubernetes-DA4BCDE9
		exclude=kubelet kubeadm
		"
	`)
})

test('apt trusts the repository by its own keyring alone', () => {
	const [key, file] = repositoryFiles({ ...repository, suite: 'bookworm', components: ['stable'] }, 'apt')
	expect(readKeyring(Buffer.from(key?.content ?? '')).map(found => found.fingerprint)).toEqual([fingerprint])
	expect(file).toEqual({
		path: '/etc/apt/sources.list.d/kubernetes.list',
		content: `# Written by k8s-wizard.
deb [signed-by=/etc/apt/keyrings/kubernetes.asc] https://mirror.example/kubernetes/v1.20/rpm/ bookworm stable
`,
	})
})

test('a repository that an answer takes unsigned says so to each package manager', () => {
	const unsigned = { ...repository, keys: [], signedPackages: false }
	expect(repositoryFiles(unsigned, 'apt').map(({ content }) => content)).toEqual([
		expect.stringContaining('deb [trusted=yes] https://'),
	])
	expect(repositoryFiles(unsigned, 'yum').map(({ content }) => content)).toEqual([
		expect.stringMatching(/gpgcheck=0\nrepo_gpgcheck=0\n(?!gpgkey)/),
	])
})

test('a password stands in files marked as secret and in no others', () => {
	for (const manager of ['apt', 'yum'] as const) {
		const files = repositoryFiles({ ...repository, credentials: 'anna:pass:word' }, manager)
		const holding = files.filter(({ content }) => content.includes('pass:word'))
		expect(holding).toHaveLength(1)
		expect(holding[0]?.secret).toBe(true)
	}
})

test('containerd reaches a registry over plain HTTP, with a password, with an authority of its own', () => {
	const registry = { host: 'registry.example:5000', plainHttp: true, ca: undefined, credentials: undefined }
	expect(hostsToml(registry)).toMatchInlineSnapshot(`
		"# Written by k8s-wizard.
		server = "http://registry.example:5000"

		[host."http://registry.example:5000"]
		capabilities = [ "pull", "resolve" ]
		"
	`)
	const other = hostsToml({ ...registry, plainHttp: false, ca: 'PEM', credentials: 'anna:secret' })
	expect(other).toContain('server = "https://registry.example:5000"')
	expect(other).toContain('ca = "/etc/containerd/certs.d/registry.example:5000/ca.crt"')
	expect(other).toContain(`Authorization = "Basic ${Buffer.from('anna:secret').toString('base64')}"`)
})

test.each([
	[
		'1.20.2',
		'--container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock --runtime-request-timeout=15m --node-ip=10.0.0.5',
	],
	[
		'1.27.0',
		'--container-runtime-endpoint=unix:///run/containerd/containerd.sock --runtime-request-timeout=15m --node-ip=10.0.0.5',
	],
])('the kubelet of %s gets flags that it knows', (version, flags) => {
	expect(kubeletEnvironment(version, '10.0.0.5')).toBe(`# Written by k8s-wizard.\nKUBELET_EXTRA_ARGS="${flags}"\n`)
})

test('the hosts block names each address once', () => {
	const entries = [
		{ address: '10.0.0.5', names: ['k8s-master01'] },
		{ address: '10.0.0.5', names: ['cluster.local', 'k8s-master01'] },
		{ address: '10.0.0.6', names: ['k8s-worker01'] },
	]
	expect(hostsBlock(entries)).toEqual(['10.0.0.5\tk8s-master01 cluster.local', '10.0.0.6\tk8s-worker01'])
})

test('pods of a lone host get addresses of every pod subnet', () => {
	const { plugins } = JSON.parse(bridgeConflist(['10.244.0.0/16', 'fd00::/64']))
	expect(plugins[0].ipam.ranges).toEqual([[{ subnet: '10.244.0.0/16' }], [{ subnet: 'fd00::/64' }]])
	expect(plugins.map(({ type }: { type: string }) => type)).toEqual(['bridge', 'portmap', 'firewall'])
})
