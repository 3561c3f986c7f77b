import { expect, it } from 'vitest'
import { prepareAnswers } from '../../source/answers/prepare.ts'
import { readAnswers } from '../../source/answers/read.ts'
import { hideSecrets, secretsIn } from '../../source/answers/secrets.ts'
import { answersText, writeAnswers } from '../../source/answers/write.ts'
import { recordedHost } from '../host/recorded-host.ts'
import { rocky9 } from './hosts.ts'

async function answersOf(text: string) {
	const host = recordedHost({
		files: { '/root/key.asc': '', '/root/a.yaml': '', '/root/m.yaml': '', '/root/auth': '' },
		modes: { '/root/a.yaml': 0o600, '/root/auth': 0o600 },
		outputs: {},
	})
	const read = readAnswers(text, 'a.yaml')
	return (await prepareAnswers({ host, facts: await rocky9(), read, path: '/root/a.yaml' })).answers
}

const full = [
	'mirror:',
	'  os: http://10.0.0.1/os',
	'  kubernetes: http://10.0.0.1/k /',
	'  containerd: http://10.0.0.1/c bookworm stable',
	'  registry: 10.0.0.1:5000/k8s',
	'  plainHttp: true',
	'  authFile: /root/auth',
	'  keys: [{ file: /root/key.asc, fingerprint: DE15B14486CD377B9E876E1A234654DA9A296436 }, { url: http://a/k, fingerprint: 0123456789ABCDEF0123456789ABCDEF01234567 }]',
	'kubernetesVersion: 1.29.0',
	'podSubnet: [10.244.0.0/16, fd00:10:244::/56]',
	'serviceSubnet: [10.96.0.0/12, fd00:10:96::/112]',
	`cni: { name: cilium, version: 1.18.0, manifest: /root/m.yaml, sha256: ${'ab'.repeat(32)} }`,
	'proxy: { http: "http://ada:hunter2@10.0.0.9:3128", noProxy: [a, b] }',
	'tuning: { nrOpen: 2000000 }',
	'kubeadmExtra: { ClusterConfiguration: { apiServer: { extraArgs: { v: "2" } }, certificatesDir: "yes" } }',
	'certSANs: ["no", 10.0.0.7]',
	'optional: [tools]',
	'ask: [reboot]',
].join('\n')

it.each([
	['few answers', 'role: init'],
	['a bridge', 'cni: bridge\ntimezone: UTC'],
	['every kind of answer', full],
])('writes %s so that reading gives the same again', async (_, text) => {
	const answers = await answersOf(text)
	for (const language of ['en', 'zh'] as const) {
		expect(await answersOf(answersText(answers, language))).toEqual(answers)
	}
})

it('explains every key in the language of the operator', async () => {
	const answers = await answersOf('role: init')
	const text = answersText(answers, 'zh')
	expect(text).toContain('# 主机名，也是节点名。小写字母、数字和“-”。\nhostname: node-1\n')
	const keys = text.split('\n').filter(line => /^[a-zA-Z]+:/.test(line))
	const explained = text
		.split('\n')
		.filter((line, index, lines) => /^[a-zA-Z]+:/.test(line) && lines[index - 1]?.startsWith('#'))
	expect(explained).toEqual(keys)
})

it('writes where only root can read it', async () => {
	const written: unknown[] = []
	const host = {
		...recordedHost({ files: {}, outputs: {} }),
		writeFile: async (...call: unknown[]) => void written.push(call),
	}
	const answers = await answersOf('role: init')
	await writeAnswers(host, '/root/k8s-wizard.yaml', answers, 'en')
	expect(written).toEqual([['/root/k8s-wizard.yaml', answersText(answers, 'en'), { mode: 0o600, uid: 0, gid: 0 }]])
})

it('takes passwords out of what is shown', async () => {
	const answers = await answersOf(full)
	expect(secretsIn(answers)).toEqual(['hunter2'])
	expect(JSON.stringify(hideSecrets(answers))).not.toContain('hunter2')
	expect(hideSecrets(answers).proxy?.http).toBe('http://…@10.0.0.9:3128')
})
