import { expect, it } from 'vitest'
import { problemLine } from '../../source/answers/problem.ts'
import { readAnswers } from '../../source/answers/read.ts'

const lines = (text: string) => readAnswers(text, 'a.yaml').problems.map(problem => problemLine(problem, 'en'))

it('reads what a file says and nothing more', () => {
	const { given, problems } = readAnswers(
		[
			'apiVersion: k8s-wizard/v1',
			'role: init',
			'hostname: node-1',
			'mirror:',
			'  kubernetes: http://10.0.0.1/kubernetes /',
			'  containerd: http://10.0.0.1/debian bookworm stable',
			'  registry: 10.0.0.1:5000',
			'  plainHttp: true',
			'  keys:',
			'    - { file: /root/key.asc, fingerprint: de15 b144 86cd 377b 9e87 6e1a 2346 54da 9a29 6436 }',
			'kubernetesVersion: v1.20.2',
			'podSubnet: 10.244.0.0/16',
			'cni: bridge',
			'proxy: { http: "http://10.0.0.1:3128", noProxy: "a, b" }',
		].join('\n'),
		'a.yaml',
	)
	expect(problems).toEqual([])
	expect(given).toEqual({
		apiVersion: 'k8s-wizard/v1',
		role: 'init',
		hostname: 'node-1',
		mirror: {
			name: 'custom',
			os: undefined,
			kubernetes: { url: 'http://10.0.0.1/kubernetes', suite: '/', components: [] },
			containerd: { url: 'http://10.0.0.1/debian', suite: 'bookworm', components: ['stable'] },
			registry: '10.0.0.1:5000',
			plainHttp: true,
			ca: undefined,
			authFile: undefined,
			keys: [{ file: '/root/key.asc', fingerprint: 'DE15B14486CD377B9E876E1A234654DA9A296436' }],
			unsigned: [],
		},
		kubernetesVersion: '1.20.2',
		podSubnet: ['10.244.0.0/16'],
		cni: { name: 'bridge' },
		proxy: { http: 'http://10.0.0.1:3128', https: undefined, noProxy: ['a', 'b'], credentialsFile: undefined },
	})
})

it('reads JSON, which is YAML', () => {
	expect(readAnswers('{"role": "init", "podSubnet": ["10.1.0.0/16", "fd00::/56"]}', 'a.json')).toMatchObject({
		given: { role: 'init', podSubnet: ['10.1.0.0/16', 'fd00::/56'] },
		problems: [],
	})
})

it.each([
	[
		'unknown key',
		'role: init\npodSubnets: 10.1.0.0/16\n',
		['a.yaml:2:1: Unknown key podSubnets. Did you mean podSubnet?'],
	],
	['unknown key within a map', 'proxy:\n  htpp: x\n', ['a.yaml:2:3: Unknown key proxy.htpp. Did you mean http?']],
	['a key like nothing known', 'zzzzzzzzz: 1\n', ['a.yaml:1:1: Unknown key zzzzzzzzz.']],
	['wrong type', 'reboot: perhaps\n', ['a.yaml:1:9: reboot is true or false, not perhaps.']],
	[
		'number for a text',
		'hostname: 123\n',
		['a.yaml:1:11: hostname is a text, not 123. Put it in quotes if it is meant so.'],
	],
	[
		'list for a text',
		'hostname: [a]\n',
		['a.yaml:1:11: hostname is a text, not […]. Put it in quotes if it is meant so.'],
	],
	['text for a list', 'certSANs: a\n', ['a.yaml:1:11: certSANs is a list, [a, b], not a.']],
	['text for a map', 'tuning: fast\n', ['a.yaml:1:9: tuning is a map of keys and values, not fast.']],
	[
		'duplicate key',
		'role: init\nreboot: true\nrole: init\n',
		['a.yaml:3:1: role is here a second time; it is already on line 1. Keep one of them.'],
	],
	[
		'a choice near to one',
		'mirror: aliyum\n',
		['a.yaml:1:9: mirror cannot be aliyum: it is one of aliyun, upstream, custom. Did you mean aliyun?'],
	],
	[
		'a version as a number',
		'kubernetesVersion: 1.20\n',
		['a.yaml:1:20: kubernetesVersion: 1.20 is not a full version, as in 1.24.17.'],
	],
	['key without value', 'hostname:\n', ['a.yaml:1:1: hostname has no value. Give it one, or take the line out.']],
	[
		'missing within a map',
		'role: init\njoin: { endpoint: "a:6443", tokenFile: /t }\n',
		['a.yaml:2:1: join.caCertHash is missing.'],
	],
	[
		'another form of file',
		'apiVersion: k8s-wizard/v2\n',
		['a.yaml:1:13: apiVersion cannot be k8s-wizard/v2: it is one of k8s-wizard/v1. Did you mean k8s-wizard/v1?'],
	],
	['empty file', '', ['a.yaml is empty, and an empty file asks for nothing. Write at least: role: init']],
	[
		'only comments',
		'# nothing\n---\n',
		['a.yaml is empty, and an empty file asks for nothing. Write at least: role: init'],
	],
	['a list', '- role\n', ['a.yaml:1:1: An answers file is a list of lines "key: value".']],
	['a word', 'role\n', ['a.yaml:1:1: An answers file is a list of lines "key: value", not role.']],
	['a tab', 'tuning:\n\tipv6: keep\n', ['a.yaml:2:1: A tab cannot indent in YAML. Use spaces.']],
	[
		'a quote left open',
		'hostname: "a\nrole: init\n',
		['a.yaml:3:1: A quote or bracket that was opened is not closed.'],
	],
	['a tag', 'hostname: !ruby/object:Gem x\n', ['a.yaml:1:11: YAML tags (!…) are not taken here.']],
	[
		'two documents',
		'role: init\n---\nrole: init\n',
		['a.yaml:2:1: One file holds one document: nothing may follow after the second "---".'],
	],
	[
		'an alias',
		'hostname: &a node-1\ncertSANs: [*a]\n',
		['a.yaml:2:12: The alias *a is not taken: an answers file has no anchors and aliases. Write the value out.'],
	],
	[
		'no text at all',
		'role: init\nhostname: a\u0000b\n',
		['a.yaml:2:12: This is not text: the character \\x00 cannot stand here.'],
	],
	[
		'both places of a key',
		'mirror: { kubernetes: http://a, registry: b, keys: [{ file: /a, url: http://b, fingerprint: DE15B14486CD377B9E876E1A234654DA9A296436 }] }\n',
		['a.yaml:1:53: mirror.keys.0 needs either file or url, and not both.'],
	],
	[
		'a command in a URL',
		'mirror: { kubernetes: "http://a/$(id)", registry: b }\n',
		[
			'a.yaml:1:23: mirror.kubernetes: http://a/$(id) is not an http(s) address, on apt hosts with suite and components behind it where needed.',
		],
	],
	[
		'a path that climbs',
		'join: { endpoint: "a:1", tokenFile: /etc/../t, caCertHash: sha256:1 }\n',
		[
			'a.yaml:1:37: join.tokenFile: … is not an absolute path of a file.',
			'a.yaml:1:60: join.caCertHash is sha256: and 64 hexadecimal digits.',
		],
	],
])('refuses %s with its place', (_, text, expected) => {
	expect(lines(text)).toEqual(expected)
})

it('tells several errors at once, in the order of the file', () => {
	expect(lines('reboot: 1\nhostnam: a\nselinux: off\nkernl: lt\n')).toEqual([
		'a.yaml:1:9: reboot is true or false, not 1.',
		'a.yaml:2:1: Unknown key hostnam. Did you mean hostname?',
		'a.yaml:3:10: selinux cannot be off: it is one of permissive, disabled, leave.',
		'a.yaml:4:1: Unknown key kernl. Did you mean kernel?',
	])
})

it('tells ten errors and how many more there are', () => {
	const text = Array.from({ length: 25 }, (_, index) => `certSANs${index}x: 1`).join('\n')
	const told = lines(text)
	expect(told).toHaveLength(11)
	expect(told[10]).toMatch(/^… and \d+ more\.$/)
})

it('never shows what may be a secret', () => {
	const text = [
		'proxy: { http: "ftp://ada:hunter2@10.0.0.1" }',
		'join: { endpoint: "a:1", tokenFile: abcdef.0123456789abcdef, caCertHash: x, certificateKeyFile: c0ffee }',
		'cni: { name: flannel, manifest: "http://u:hunter2@host/x y" }',
	].join('\n')
	const told = lines(text).join('\n')
	expect(told).toContain('proxy.http')
	expect(told).not.toMatch(/hunter2|abcdef\.|c0ffee/)
})

const noise = (bytes: number) =>
	Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 7919) % 256)).toString('latin1')
const bomb = [
	'a: &a [x,x,x,x,x,x,x,x,x]',
	...'bcdefghi'.split('').map((name, index) => {
		const before = 'abcdefgh'[index]
		return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`
	}),
].join('\n')

it.each([
	['1 MiB of noise', noise(1024 * 1024), /is larger than 64 KiB/],
	['40 KiB of noise', noise(40 * 1024), /This is not text/],
	['1 MiB of keys', 'key: 1\n'.repeat(150_000), /is larger than 64 KiB/],
	['60 KiB of keys', Array.from({ length: 6000 }, (_, index) => `k${index}: 1`).join('\n'), /Unknown key k0/],
	['an alias bomb', bomb, /The alias \*a is not taken/],
	['60 KiB of brackets', '['.repeat(60 * 1024), /levels deep|cannot be read|not closed/],
	['60 KiB of nested maps', 'a: '.concat('{a: '.repeat(15 * 1024)), /levels deep|cannot be read|not closed/],
	['60 KiB of dashes', '- '.repeat(30 * 1024), /levels deep|cannot be read|indentation/],
])('refuses %s within two seconds of work', (_, text, words) => {
	const start = process.cpuUsage()
	expect(lines(text)[0]).toMatch(words)
	expect(process.cpuUsage(start).user).toBeLessThan(2_000_000)
})
