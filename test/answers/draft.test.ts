import { describe, expect, test } from 'vitest'
import { readDraft } from '../../source/answers/draft.ts'
import { readAnswers } from '../../source/answers/read.ts'

describe('a draft', () => {
	test('of nothing gives nothing, and no problem', () => {
		expect(readDraft({})).toEqual({ given: {}, problems: [] })
	})

	test('says what an answers file with the same answers says', () => {
		const draft = {
			hostname: 'node-1',
			mirror: 'custom',
			'mirror.registry': 'registry.example:5000/k8s',
			'mirror.kubernetes': 'https://packages.example/deb/ /',
			'mirror.keys': 'https://packages.example/key 0123456789ABCDEF0123456789ABCDEF01234567',
			'mirror.plainHttp': 'true',
			podSubnet: '10.244.0.0/16, fd00:10:244::/56',
			certSANs: 'a.example, 10.0.0.1',
			'tuning.nrOpen': '2000000',
			'optional.tools': 'true',
			schedulable: 'false',
			kubeadmExtra: '{ClusterConfiguration: {clusterName: one}}',
		}
		const file = `hostname: node-1
mirror:
  registry: registry.example:5000/k8s
  kubernetes: https://packages.example/deb/ /
  keys: [{url: "https://packages.example/key", fingerprint: 0123456789ABCDEF0123456789ABCDEF01234567}]
  plainHttp: true
podSubnet: [10.244.0.0/16, "fd00:10:244::/56"]
certSANs: [a.example, 10.0.0.1]
tuning: {nrOpen: 2000000}
optional: [tools]
schedulable: false
kubeadmExtra: {ClusterConfiguration: {clusterName: one}}
`
		const { given, problems } = readAnswers(file, 'answers.yaml')
		expect(problems).toEqual([])
		expect(readDraft(draft)).toEqual({ given, problems: [] })
	})

	test('leaves out what no longer arises', () => {
		const draft = { mirror: 'aliyun', 'mirror.registry': 'registry.example', 'join.endpoint': 'a:6443' }
		expect(readDraft(draft).given).toEqual({ mirror: { name: 'aliyun' } })
	})

	test('that is wrong names the answer', () => {
		expect(readDraft({ 'cni.sha256': 'abc' }).problems).toMatchObject([{ key: 'cni.sha256' }])
		expect(readDraft({ kubeadmExtra: 'no map' }).problems).toMatchObject([{ key: 'kubeadmExtra' }])
	})
})
