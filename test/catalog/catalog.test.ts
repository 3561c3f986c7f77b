import { expect, it } from 'vitest'
import { cgroupV1, containerdMatches, kernelChecks } from '../../source/catalog/ceilings.ts'
import { cnis, manifestFor } from '../../source/catalog/cni.ts'
import { containerdConfigs, containerdOffers } from '../../source/catalog/containerd.ts'
import { elrepo, kernelPackages } from '../../source/catalog/kernels.ts'
import { keyPathFromMinor, keys } from '../../source/catalog/keys.ts'
import {
	byMinor,
	componentFields,
	controlPlaneTaints,
	existsIn,
	imageTagsOf,
	kubeadmApis,
	kubeletFlags,
	kubernetesVersions,
	minorOf,
	proxyModes,
} from '../../source/catalog/kubernetes.ts'
import { kubernetesImages } from '../../source/catalog/kubernetes-images.ts'
import { deadRepositories, mirrors } from '../../source/catalog/mirrors.ts'
import { operatingSystems } from '../../source/catalog/operating-systems.ts'
import { kubeletEnvironmentFile, packageGroups, packageRenames } from '../../source/catalog/packages.ts'
import { rolePorts } from '../../source/catalog/ports.ts'
import { journaldSettings, kernelModules, sysctls } from '../../source/catalog/settings.ts'

const versions = kubernetesVersions()

it('knows 182 versions from public mirrors, and 1.20 to 1.23 for custom ones', () => {
	const older = versions.filter(version => minorOf(version) < 24)
	expect(versions.length - older.length).toBe(182)
	expect(older).toHaveLength(16 + 13 + 18 + 18)
	expect(versions[0]).toBe('1.20.0')
	expect(versions[versions.length - 1]).toBe('1.37.1')
	expect(new Set(versions).size).toBe(versions.length)
})

it.each(versions)('has everything for %s', version => {
	expect(imageTagsOf(version)).toEqual({
		pause: expect.stringMatching(/^3\.\d+(\.\d+)?$/),
		etcd: expect.stringMatching(/^3\.\d+\.\d+-\d$/),
		coredns: expect.stringMatching(/^v?1\.\d+\.\d+$/),
	})
	expect(byMinor(kubeadmApis, version)).toBeDefined()
	expect(byMinor(controlPlaneTaints, version)).toBeDefined()
	expect(byMinor(kernelChecks, version)).toBeDefined()
	expect(byMinor(containerdMatches, version)).toBeDefined()
	expect(manifestFor('flannel', version, { major: 3, minor: 10 })).toBeDefined()
	expect(manifestFor('calico', version, { major: 3, minor: 10 })?.version).toBe('3.25.2')
})

it.each([
	['1.20.2', '3.2', '3.4.13-0', '1.7.0'],
	['1.22.17', '3.5', '3.5.6-0', 'v1.8.4'],
	['1.24.0', '3.7', '3.5.3-0', 'v1.8.6'],
	['1.24.8', '3.7', '3.5.5-0', 'v1.8.6'],
	['1.28.15', '3.9', '3.5.15-0', 'v1.10.1'],
	['1.31.0', '3.10', '3.5.15-0', 'v1.11.1'],
	['1.34.2', '3.10.1', '3.6.5-0', 'v1.12.1'],
	['1.37.1', '3.10.2', '3.7.0-0', 'v1.14.6'],
])('has the images that kubeadm %s lists', (version, pause, etcd, coredns) => {
	expect(imageTagsOf(version)).toEqual({ pause, etcd, coredns })
})

it.each(['1.19.16', '1.20.16', '1.24.18', '1.37.0', '1.38.0', 'latest', ''])('does not know %j', version => {
	expect(imageTagsOf(version)).toBeUndefined()
})

it.each([
	['1.20.2', 'v1beta2'],
	['1.24.0', 'v1beta3'],
	['1.30.14', 'v1beta3'],
	['1.31.0', 'v1beta4'],
	['1.37.1', 'v1beta4'],
])('writes the configuration of kubeadm %s in %s', (version, api) => {
	expect(byMinor(kubeadmApis, version)?.api).toBe(api)
})

it('gives no version flags that its kubelet does not know', () => {
	expect(existsIn(kubeletFlags['--container-runtime'], '1.26.15')).toBe(true)
	expect(existsIn(kubeletFlags['--container-runtime'], '1.27.0')).toBe(false)
	expect(existsIn(kubeletFlags['--pod-infra-container-image'], '1.35.0')).toBe(false)
	expect(existsIn(componentFields['KubeletConfiguration.containerRuntimeEndpoint'], '1.26.0')).toBe(false)
})

it('pins keys by their whole fingerprint', () => {
	expect(Object.values(keys).map(key => key.fingerprint)).toEqual([
		'DE15B14486CD377B9E876E1A234654DA9A296436',
		'060A61C51B558A7F742B77AAC52FEB6B621E9F35',
		'9DC858229FC7DD38854AE2D88D81803C0EBFCD88',
	])
})

it('pins every manifest by its SHA-256 and names the images in it', () => {
	for (const { manifests } of Object.values(cnis)) {
		for (const { version, sha256, manifest, images } of manifests) {
			expect(sha256).toMatch(/^[0-9a-f]{64}$/)
			expect(manifest).toContain(`/v${version}/`)
			expect(images.length).toBeGreaterThan(0)
			for (const image of images) expect(image).toMatch(/^[a-z.]+\/[a-z-]+\/[a-z-]+:v\d/)
		}
	}
})

it('names only modules that the catalog can find', () => {
	for (const { modules } of Object.values(cnis)) {
		for (const module of modules) expect(Object.keys(kernelModules)).toContain(module)
	}
})

it('writes the mirrors with the colons of one and without those of the other', () => {
	expect(mirrors.upstream.kubernetes.rpm).toContain('/core:/stable:/v{minor}/')
	expect(mirrors.aliyun.kubernetes.rpm).toContain('/core/stable/v{minor}/')
})

it('opens to the world nothing but the API server and NodePorts', () => {
	const open = Object.values(rolePorts).flatMap(({ ports }) =>
		ports.filter(({ from }) => from === 'all').map(({ port }) => port),
	)
	expect([...new Set(open)].sort()).toEqual(['30000-32767', '6443'])
})

it('leaves out what makes sysctl fail', () => {
	expect(sysctls.map(({ key }) => key)).not.toContain('net.ipv4.tcp_tw_recycle')
})

it('says of every entry where it comes from', () => {
	const entries: readonly { readonly source: string }[] = [
		...Object.values(kubernetesImages),
		...kubeadmApis,
		...controlPlaneTaints,
		...Object.values(kubeletFlags),
		...Object.values(componentFields),
		...Object.values(proxyModes),
		...kernelChecks,
		cgroupV1,
		...containerdMatches,
		...containerdConfigs,
		...containerdOffers,
		...Object.values(cnis),
		...Object.values(cnis).flatMap(({ manifests }): readonly { readonly source: string }[] => manifests),
		...Object.values(mirrors),
		...deadRepositories,
		...Object.values(keys),
		keyPathFromMinor,
		...Object.values(elrepo),
		kernelPackages,
		...Object.values(packageGroups),
		...packageRenames,
		kubeletEnvironmentFile,
		...Object.values(rolePorts),
		...sysctls,
		journaldSettings,
		...Object.values(kernelModules),
		...operatingSystems,
	]
	for (const { source } of entries) expect(source).toMatch(/\S{3}/)
})
