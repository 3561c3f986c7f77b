import { isHostname, suggestHostname } from '../answers/formats.ts'
import { message } from '../locales/message.ts'
import { byHand, confirmed, hint, type KnownFailure, proof, refuted, unknown } from './failure.ts'
import { portsInUse } from './ports.ts'
import { remains } from './remains.ts'

const namePath = '/proc/sys/kernel/hostname'

const nameInvalid: KnownFailure = {
	id: 'init-node-name-rfc1123',
	stage: 'preflight',
	title: message('failure.nodeName.title'),
	cause: message('failure.nodeName.cause'),
	advice: message('failure.nodeName.advice'),
	signatures: [
		proof(
			'nodeRegistration.name: Invalid value',
			/nodeRegistration\.name: Invalid value: "[^"]{0,253}": a (?:lowercase RFC 1123|DNS-1123) subdomain must consist/,
		),
		hint(
			'a DNS-1123 subdomain must consist',
			/\bname: Invalid value: "[^"]{0,253}": a DNS-1123 subdomain must consist/,
		),
		hint('[WARNING Hostname]: invalid node name format'),
	],
	alone: 'likely',
	explains: ['preflight-hostname-unreachable'],
	async probe({ host, answers }) {
		const name = (await host.readText(namePath))?.trim() ?? ''
		if (isHostname(name)) return refuted
		const lines = [{ source: namePath, line: name }]
		const better = answers?.hostname ?? suggestHostname(name)
		if (better === undefined) return confirmed(lines)
		return confirmed(lines, {
			risk: 'ask',
			destructive: false,
			what: message('failure.nodeName.fix', { name: better }),
			changes: [{ kind: 'hostname', name: better }],
		})
	},
	check: { what: message('failure.nodeName.check'), within: 5_000 },
	source: 'kubeadm apis/kubeadm/validation',
}

const nameUnknown: KnownFailure = {
	id: 'preflight-hostname-unreachable',
	stage: 'preflight',
	title: message('failure.nameUnknown.title'),
	cause: message('failure.nameUnknown.cause'),
	advice: message('failure.nameUnknown.advice'),
	signatures: [
		hint('[WARNING Hostname]: hostname', /hostname "[^"]{1,253}" could not be reached/),
		hint(
			'[WARNING Hostname]: hostname',
			/hostname "[^"]{1,253}": lookup .{1,300}(?:no such host|server misbehaving|i\/o timeout)/,
		),
	],
	alone: 'possible',
	async probe({ host, facts }) {
		const name = (await host.readText(namePath))?.trim() ?? ''
		const found = await host.look(['getent', 'hosts', name])
		if (found.cut !== undefined || name === '') return unknown
		if (found.exitCode === 0) return refuted
		const lines = [{ source: `getent hosts ${name}`, line: 'no such name' }]
		const address = facts.defaultAddress?.address ?? facts.addresses[0]?.address
		if (address === undefined || !isHostname(name))
			return confirmed(lines, byHand(message('failure.nameUnknown.advice')))
		return confirmed(lines, {
			risk: 'safe',
			destructive: false,
			what: message('failure.nameUnknown.fix', { name, address }),
			changes: [{ kind: 'block', path: '/etc/hosts', marker: 'node name', lines: [`${address} ${name}`] }],
		})
	},
	check: { what: message('failure.nameUnknown.check'), within: 5_000 },
	source: 'kubeadm preflight HostnameCheck',
}

const notRoot: KnownFailure = {
	id: 'preflight-not-root',
	stage: 'preflight',
	title: message('failure.notRoot.title'),
	cause: message('failure.notRoot.cause'),
	advice: message('failure.notRoot.advice'),
	signatures: [proof('[ERROR IsPrivilegedUser]'), proof('user is not running as root')],
	check: { what: message('failure.notRoot.check'), within: 0 },
	source: 'kubeadm preflight IsPrivilegedUserCheck',
}

export const preflight: readonly KnownFailure[] = [notRoot, ...portsInUse, ...remains, nameInvalid, nameUnknown]
