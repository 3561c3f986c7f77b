import { expect, test } from 'vitest'
import { createRedactor } from '../../source/engine/redaction.ts'

const key = 'a'.repeat(64)

test.each([
	['a known secret', 'login hunter2 now', 'login [secret] now'],
	['a known secret in base64', 'auth aHVudGVyMg== now', 'auth [secret] now'],
	['a bootstrap token', 'kubeadm join --token abcdef.0123456789abcdef', 'kubeadm join --token [secret]'],
	['a certificate key', `--certificate-key ${key}`, '--certificate-key [secret]'],
	['a password in a URL', 'http://me:pa55@proxy:3128/', 'http://me:[secret]@proxy:3128/'],
	[
		'a private key',
		'x\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\ny',
		'x\n-----BEGIN RSA PRIVATE KEY-----[secret]-----END RSA PRIVATE KEY-----\ny',
	],
	["a kubeconfig's key", 'client-key-data: TUlJRXBBSUJBQUtDQVFFQQ==', 'client-key-data: [secret]'],
	['no image digest', `pause@sha256:${key}`, `pause@sha256:${key}`],
	['no version', 'kubelet 1.20.2-00 http://mirror:8080/a', 'kubelet 1.20.2-00 http://mirror:8080/a'],
])('hides %s', (_, text, shown) => {
	expect(createRedactor(['hunter2']).text(text)).toBe(shown)
})

test('goes through every text of a value', () => {
	const redactor = createRedactor(['hunter2'])
	expect(redactor.value({ a: ['hunter2', 1, null], b: { c: 'x hunter2' } })).toEqual({
		a: ['[secret]', 1, null],
		b: { c: 'x [secret]' },
	})
})
