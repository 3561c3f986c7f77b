import { Address4, Address6 } from 'ip-address'

/** Labels of RFC 1123, lower case; the kernel takes 64 bytes in all, certificates 63 a label. */
export function isHostname(text: string): boolean {
	return text.length <= 63 && text.split('.').every(label => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
}

/** A hostname near to what was written; undefined: nothing is left of it. */
export function suggestHostname(text: string): string | undefined {
	const suggestion = text
		.toLowerCase()
		.replace(/[^a-z0-9.-]+/g, '-')
		.replace(/-*\.[.-]*/g, '.')
		.replace(/^[.-]+/, '')
		.slice(0, 63)
		.replace(/[.-]+$/, '')
	return isHostname(suggestion) ? suggestion : undefined
}

/** A name of DNS, of any length that DNS takes; a leading `*.` for certificates. */
export function isDnsName(text: string): boolean {
	const name = text.startsWith('*.') ? text.slice(2) : text
	return name.length <= 253 && name.split('.').every(label => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
}

export function isAddress(text: string): boolean {
	return isAddress4(text) || isAddress6(text)
}

export function isAddress4(text: string): boolean {
	return !text.includes('/') && Address4.isValid(text)
}

export function isAddress6(text: string): boolean {
	return !text.includes('/') && !text.includes('%') && Address6.isValid(text)
}

/** 'name:port', 'address:port', '[v6]:port'. */
export function isEndpoint(text: string): boolean {
	const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text)
	if (match === null) return false
	const port = Number(match[3])
	if (port < 1 || port > 65535) return false
	return match[1] === undefined ? isDnsName(match[2] ?? '') : isAddress6(match[1])
}

/** 'name:port' in its parts; an IPv6 address without its brackets. */
export function splitEndpoint(endpoint: string): { host: string; port: string } {
	const [, host = endpoint, port = '6443'] = /^(.*):(\d+)$/.exec(endpoint) ?? []
	return { host: host.replace(/^\[(.*)\]$/, '$1'), port }
}

/** A bootstrap token: its public id and its secret. */
export function isToken(text: string): boolean {
	return /^[a-z0-9]{6}\.[a-z0-9]{16}$/.test(text)
}

/** The AES key that kubeadm encrypts a cluster's certificates with. */
export function isCertificateKey(text: string): boolean {
	return /^[0-9a-f]{64}$/.test(text)
}

/** http or https, with a host, and nothing that a shell, an ini file or a unit file could take for more than a URL. */
export function isWebUrl(text: string): boolean {
	if (!/^https?:\/\/[^\s"'`\\$<>{}|^]+$/.test(text)) return false
	try {
		return new URL(text).hostname !== ''
	} catch {
		return false
	}
}

/** A user or password inside a URL. */
export function hasCredentials(text: string): boolean {
	return /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*@/i.test(text)
}

/** An absolute path in its plain form. */
export function isPath(text: string): boolean {
	return (
		text.startsWith('/') && !hasControlCharacters(text) && !text.split('/').some(part => part === '.' || part === '..')
	)
}

/** 'host', 'host:5000', 'host/path/more': a registry with a path, without a scheme. */
export function isRegistry(text: string): boolean {
	const [host = '', ...path] = text.split('/')
	const named = /^(.+):(\d{1,5})$/.exec(host)
	const name = named?.[1] ?? host
	return isDnsName(name) && path.every(part => /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/.test(part))
}

export function isTimezone(text: string): boolean {
	if (!/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(text)) return false
	try {
		new Intl.DateTimeFormat('en', { timeZone: text })
		return true
	} catch {
		return false
	}
}

export function hasControlCharacters(text: string): boolean {
	return /\p{Cc}/u.test(text)
}

/** The text with control characters spelled out, a URL's user and password taken out, cut to what fits a line. */
export function shown(text: string): string {
	const plain = text
		.replace(/(:\/\/)[^/?#\s]*@/g, '$1…@')
		.replace(/\p{Cc}/gu, character => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
	return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain
}
