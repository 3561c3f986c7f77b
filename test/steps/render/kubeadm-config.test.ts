import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import {
	type InitSettings,
	type JoinSettings,
	kubeadmInitConfig,
	kubeadmJoinConfig,
} from '../../../source/steps/render/kubeadm-config.ts'

const settings: InitSettings = {
	kubernetesVersion: '1.20.2',
	hostname: 'k8s-master01',
	nodeAddress: '192.168.43.105',
	controlPlaneEndpoint: 'cluster.local:6443',
	certSANs: [],
	podSubnet: ['10.244.0.0/16'],
	serviceSubnet: ['10.96.0.0/12'],
	imageRepository: 'registry.example:5000/google_containers',
	dns: undefined,
	schedulable: false,
	proxyMode: 'iptables',
	mayWriteConntrack: true,
	swapStays: false,
	resolvConf: undefined,
	extra: {},
}

const documents = (changed: Partial<InitSettings>) =>
	Object.fromEntries(
		[...parseAllDocuments(kubeadmInitConfig({ ...settings, ...changed }))].map(document => [
			document.get('kind'),
			document.toJS(),
		]),
	)

test('a plain machine with Kubernetes 1.20', async () => {
	await expect(kubeadmInitConfig(settings)).toMatchFileSnapshot('golden/kubeadm-1.20.yaml')
})

test('a container host with everything that an operator may ask for, with Kubernetes 1.31', async () => {
	const text = kubeadmInitConfig({
		...settings,
		kubernetesVersion: '1.31.0',
		certSANs: ['api.example.com', '203.0.113.7'],
		podSubnet: ['10.244.0.0/16', 'fd00:10::/56'],
		serviceSubnet: ['10.96.0.0/12', 'fd00:20::/108'],
		imageRepository: 'registry.k8s.io',
		dns: { repository: 'registry.k8s.io/coredns', tag: 'v1.11.1' },
		schedulable: true,
		proxyMode: 'ipvs',
		mayWriteConntrack: false,
		swapStays: true,
		resolvConf: '/run/systemd/resolve/resolv.conf',
		extra: {
			ClusterConfiguration: { apiServer: { extraArgs: [{ name: 'v', value: '2' }] } },
			KubeletConfiguration: { maxPods: 200 },
		},
	})
	await expect(text).toMatchFileSnapshot('golden/kubeadm-1.31.yaml')
})

test.each([
	['1.21.14', 'v1beta2'],
	['1.22.0', 'v1beta3'],
	['1.30.14', 'v1beta3'],
	['1.31.0', 'v1beta4'],
	['1.37.1', 'v1beta4'],
])('Kubernetes %s is configured with %s', (kubernetesVersion, api) => {
	const { InitConfiguration, ClusterConfiguration } = documents({ kubernetesVersion })
	expect(InitConfiguration.apiVersion).toBe(`kubeadm.k8s.io/${api}`)
	expect(ClusterConfiguration.apiVersion).toBe(`kubeadm.k8s.io/${api}`)
})

test('kubeadmExtra goes into maps and takes the place of everything else', () => {
	const { ClusterConfiguration, KubeletConfiguration } = documents({
		certSANs: ['one.example'],
		extra: {
			ClusterConfiguration: { networking: { dnsDomain: 'corp.local' }, apiServer: { certSANs: ['two.example'] } },
			KubeletConfiguration: { cgroupDriver: 'cgroupfs' },
		},
	})
	expect(ClusterConfiguration.networking).toEqual({
		dnsDomain: 'corp.local',
		podSubnet: '10.244.0.0/16',
		serviceSubnet: '10.96.0.0/12',
	})
	expect(ClusterConfiguration.apiServer.certSANs).toEqual(['two.example'])
	expect(KubeletConfiguration.cgroupDriver).toBe('cgroupfs')
})

test('values of answers stay values, whatever is in them', () => {
	const hostname = 'a: b\n- c # d'
	expect(documents({ hostname }).InitConfiguration.nodeRegistration.name).toBe(hostname)
})

describe('joining', () => {
	const joining: JoinSettings = {
		kubernetesVersion: '1.20.2',
		role: 'join-worker',
		hostname: 'k8s-node01',
		nodeAddress: '192.168.43.106',
		schedulable: false,
		kubeletFlags: { 'resolv-conf': '/etc/resolv.conf' },
		join: { endpoint: '192.168.43.105:6443', caCertHash: `sha256:${'ab'.repeat(32)}` },
		kubeadmExtra: {},
	}

	test('a worker with Kubernetes 1.20', async () => {
		await expect(kubeadmJoinConfig(joining)).toMatchFileSnapshot('golden/kubeadm-join-1.20.yaml')
	})

	test('another control plane with Kubernetes 1.31', async () => {
		const text = kubeadmJoinConfig({
			...joining,
			role: 'join-control-plane',
			kubernetesVersion: '1.31.0',
			schedulable: true,
			kubeadmExtra: { JoinConfiguration: { nodeRegistration: { ignorePreflightErrors: ['Swap'] } } },
		})
		await expect(text).toMatchFileSnapshot('golden/kubeadm-join-1.31.yaml')
	})
})
