import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { askCluster, type WantsToJoin } from '../../../source/answers/join/ask.ts'
import { publicKeyHash } from '../../../source/host/public-key-hash.ts'
import { realHost } from '../../../source/host/real-host.ts'
import { say } from '../../../source/locales/message.ts'
import { type ClusterOptions, type FakeCluster, fakeCluster, pem, token } from './server.ts'

let cluster: FakeCluster | undefined
afterEach(() => cluster?.close())

const key = 'ab'.repeat(32)
const caCertHash = publicKeyHash(pem('ca.crt')) ?? ''

/** Asks over real connections; only the clock is not the machine's. */
async function asked(
	options: ClusterOptions,
	change: Partial<WantsToJoin['join']> = {},
	role: WantsToJoin['role'] = 'join-control-plane',
) {
	cluster = await fakeCluster({ certificateKey: key, controlPlaneEndpoint: 'cluster.local:6443', ...options })
	const join = {
		endpoint: cluster.endpoint,
		token,
		tokenFile: undefined,
		caCertHash,
		certificateKey: key,
		certificateKeyFile: undefined,
		...change,
	}
	const host = { ...realHost(), now: () => new Date('2026-11-24T08:00:00Z') }
	const { cluster: found, found: problems } = await askCluster({ host, role, join, name: 'node-2' })
	return { cluster: found, told: problems.map(({ key: at, what, exit }) => `${at} ${exit}: ${say(what, 'en')}`) }
}

test('a cluster says its version, subnets and endpoint', async () => {
	expect(await asked({})).toEqual({
		cluster: {
			version: '1.29.3',
			podSubnet: ['10.200.0.0/16'],
			serviceSubnet: ['10.96.0.0/12'],
			controlPlaneEndpoint: 'cluster.local:6443',
		},
		told: [],
	})
})

test.each<[string, ClusterOptions, Partial<WantsToJoin['join']>, RegExp]>([
	[
		'another CA',
		{},
		{ caCertHash: `sha256:${'0'.repeat(64)}` },
		/^join\.caCertHash 2: .*another CA.*its hash is sha256:/,
	],
	['another certificate than the CA signed', { certificate: 'other' }, {}, /^join\.endpoint 3: .*CA did not sign/],
	['a certificate for another address', { certificate: 'elsewhere' }, {}, /^join\.endpoint 3: .*certSANs/],
	['a certificate that is not valid yet', { certificate: 'future' }, {}, /^join\.endpoint 3: By this host's clock/],
	['a clock half an hour ahead of ours', { now: '2026-11-24T08:30:00Z' }, {}, /3: .*30 minutes behind the cluster's/],
	['a clock half an hour behind ours', { now: '2026-11-24T07:30:00Z' }, {}, /3: .*30 minutes ahead of the cluster's/],
	['a token of an unknown id', {}, { token: 'aaaaaa.0123456789abcdef' }, /^join\.token 2: .*does not know this token/],
	['a token of another secret', {}, { token: 'abcdef.0123456789abcdee' }, /^join\.token 2: .*second half is wrong/],
	['a name that is taken', { nodes: ['node-2'] }, {}, /^hostname 2: .*a node node-2 already/],
	['no certificates', { certificateKey: undefined }, {}, /^join\.certificateKey 2: .*two hours/],
	['another certificate key', {}, { certificateKey: 'cd'.repeat(32) }, /^join\.certificateKey 2: .*does not open/],
	[
		'no endpoint for more control planes',
		{ controlPlaneEndpoint: undefined },
		{},
		/^role 2: .*without a control-plane/,
	],
	[
		'what kubeadm did not make',
		{ instead: { '/api/v1/namespaces/kube-system/configmaps/kubeadm-config': '{}' } },
		{},
		/^join\.endpoint 3: .*does not say how it was made/,
	],
	[
		'no cluster-info',
		{ instead: { '/api/v1/namespaces/kube-public/configmaps/cluster-info': '<html>welcome</html>' } },
		{},
		/^join\.endpoint 2: .*not the API server.*<html>welcome/,
	],
])('%s is named, at its place', async (_, options, change, words) => {
	const { told } = await asked(options, change)
	expect(told).toHaveLength(1)
	expect(told[0]).toMatch(words)
})

test('a worker needs neither certificates nor an endpoint for more control planes', async () => {
	const options = { certificateKey: undefined, controlPlaneEndpoint: undefined }
	expect((await asked(options, {}, 'join-worker')).told).toEqual([])
})

test('nobody there, and somebody else there, are told apart', async () => {
	const plain = createServer((_, response) => response.end('welcome'))
	await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
	const endpoint = `127.0.0.1:${(plain.address() as AddressInfo).port}`
	expect((await asked({}, { endpoint })).told).toEqual([
		expect.stringMatching(/^join\.endpoint 2: .*not the API server/),
	])
	await new Promise(resolve => plain.close(resolve))
	await cluster?.close()
	expect((await asked({}, { endpoint })).told).toEqual([expect.stringMatching(/^join\.endpoint 3: .*ECONNREFUSED/)])
})
