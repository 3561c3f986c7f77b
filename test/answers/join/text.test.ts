import { expect, test } from 'vitest'
import { checkAgainst } from '../../../source/answers/join/check.ts'
import { joinAnswersText } from '../../../source/answers/join/text.ts'
import { prepareAnswers } from '../../../source/answers/prepare.ts'
import { type AnswersError, problemLine } from '../../../source/answers/problem.ts'
import { readAnswers } from '../../../source/answers/read.ts'
import { hideSecrets, secretsIn } from '../../../source/answers/secrets.ts'
import { recordedHost } from '../../host/recorded-host.ts'
import { rocky9 } from '../hosts.ts'

const values = {
	token: 'abcdef.0123456789abcdef',
	caCertHash: `sha256:${'ab'.repeat(32)}`,
	certificateKey: 'cd'.repeat(32),
}
const cluster = {
	version: '1.29.3',
	podSubnet: ['10.200.0.0/16'],
	serviceSubnet: ['10.96.0.0/12'],
	controlPlaneEndpoint: 'cluster.local:6443',
}

async function prepared(text: string, options: { mode?: number; joining?: typeof cluster; getent?: string } = {}) {
	const host = recordedHost({
		files: { '/root/a.yaml': '' },
		modes: { '/root/a.yaml': options.mode ?? 0o600 },
		outputs: options.getent === undefined ? {} : { [options.getent]: '10.0.0.100 api.example.com\n' },
	})
	const facts = await rocky9()
	const joining = options.joining && { cluster: options.joining, found: [] }
	return (await prepareAnswers({ host, facts, read: readAnswers(text, 'a.yaml'), path: '/root/a.yaml', joining }))
		.answers
}

async function told(text: string, options: Parameters<typeof prepared>[1] = {}): Promise<string[]> {
	const error: unknown = await prepared(text, options).catch((thrown: unknown) => thrown)
	return (error as AnswersError).problems.map(problem => problemLine(problem, 'en'))
}

const first = 'role: init\nhostname: first\npodSubnet: 10.200.0.0/16\n'

test.each(['join-worker', 'join-control-plane'] as const)(
	'answers for %s are whole with what the cluster says',
	async role => {
		const text = joinAnswersText(await prepared(first), role, values)
		const answers = await prepared(text, { joining: cluster })
		expect(answers).toMatchObject({
			role,
			hostname: 'node-1',
			kubernetesVersion: '1.29.3',
			podSubnet: ['10.200.0.0/16'],
			controlPlaneEndpoint: 'cluster.local:6443',
			endpointAddress: '192.168.43.105',
			nodes: ['192.168.43.105'],
			join: { endpoint: '192.168.43.105:6443', token: values.token, caCertHash: values.caCertHash },
		})
		expect(answers.join?.certificateKey).toBe(role === 'join-control-plane' ? values.certificateKey : undefined)
	},
)

test('secrets in them are known as such, and a file that others can read is refused', async () => {
	const text = joinAnswersText(await prepared(first), 'join-control-plane', values)
	const answers = await prepared(text, { joining: cluster })
	expect(secretsIn(answers)).toEqual([values.token, values.certificateKey])
	expect(JSON.stringify(hideSecrets(answers))).not.toMatch(/0123456789abcdef|cdcdcd/)
	expect(await told(text, { joining: cluster, mode: 0o644 })).toEqual([
		expect.stringMatching(/^a\.yaml:\d+:\d+: join: others can read \/root\/a\.yaml/),
	])
})

test('an endpoint that DNS knows is left to DNS', async () => {
	const getent = 'getent hosts api.example.com'
	const answers = await prepared(`${first}controlPlaneEndpoint: api.example.com:443\n`, { getent })
	expect(answers.endpointAddress).toBe('dns')
	expect(joinAnswersText(answers, 'join-worker', values)).toContain('endpoint: api.example.com:443')
})

test.each([
	['another minor', 'kubernetesVersion: 1.28.0', /1\.28\.0 cannot join a cluster of 1\.29\.3/],
	['other pods', 'podSubnet: 10.201.0.0/16', /podSubnet is 10\.200\.0\.0\/16 in this cluster, not 10\.201\.0\.0\/16/],
	['another endpoint', 'controlPlaneEndpoint: other.local:6443', /controlPlaneEndpoint is cluster\.local:6443/],
])('%s than the cluster has is named at its line', async (_, line, words) => {
	const [key = ''] = line.split(':')
	const text = joinAnswersText(await prepared(first), 'join-worker', values)
		.split('\n')
		.filter(other => !other.startsWith(`${key}:`))
		.concat(line)
		.join('\n')
	expect(await told(text, { joining: cluster })).toEqual([expect.stringMatching(words)])
})

test('another patch of the same minor is the operator’s to choose', async () => {
	const answers = await prepared(joinAnswersText(await prepared(first), 'join-worker', values), { joining: cluster })
	expect(checkAgainst(cluster, { ...answers, kubernetesVersion: '1.29.1' })).toEqual([])
})

test('a network of the cluster that this host uses itself has no other to take instead', async () => {
	const text = joinAnswersText(await prepared(first), 'join-worker', values).replace('10.200.0.0/16', '10.8.0.0/16')
	expect(await told(text, { joining: { ...cluster, podSubnet: ['10.8.0.0/16'] } })).toEqual([
		expect.stringMatching(/podSubnet of the cluster is 10\.8\.0\.0\/16, and this host uses 10\.8\.0\.0\/16 itself/),
	])
})

test.each([
	['no token', 'join: {endpoint: "10.0.0.1:6443", caCertHash: HASH}', /join needs token or tokenFile/],
	['two tokens', 'join: {endpoint: "10.0.0.1:6443", token: TOKEN, tokenFile: /t, caCertHash: HASH}', /one of them/],
	['no token at all', 'join: {endpoint: "10.0.0.1:6443", token: abc, caCertHash: HASH}', /six characters, a dot/],
])('%s', (_, text, words) => {
	const whole = `role: join-worker\n${text.replace('HASH', values.caCertHash).replace('TOKEN', values.token)}\n`
	const { problems } = readAnswers(whole, 'a.yaml')
	expect(problems.map(problem => problemLine(problem, 'en'))).toEqual([expect.stringMatching(words)])
})
