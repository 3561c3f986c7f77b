import { Address4, Address6 } from 'ip-address'

/** A network in CIDR form. */
export interface Network {
	readonly family: 4 | 6
	readonly prefix: number
	readonly first: bigint
	readonly last: bigint
	/** In its shortest form with the host bits cleared: '10.244.0.0/16'. */
	readonly text: string
	/** As it was written, host bits were set: 10.244.1.5/16. */
	readonly hadHostBits: boolean
}

/** A network or, without a prefix, a single address. Undefined: it is neither. */
export function parseNetwork(text: string): Network | undefined {
	const [, prefix] = text.split('/')
	if (text.includes('%') || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return undefined
	if (Address4.isValid(text)) {
		const address = new Address4(text)
		return network(4, address.subnetMask, address, address.startAddress(), address.endAddress())
	}
	if (Address6.isValid(text)) {
		const address = new Address6(text)
		return network(6, address.subnetMask, address, address.startAddress(), address.endAddress())
	}
	return undefined
}

interface Numbered {
	bigInt(): bigint
	correctForm(): string
}

function network(family: 4 | 6, prefix: number, address: Numbered, start: Numbered, end: Numbered): Network {
	const first = start.bigInt()
	return {
		family,
		prefix,
		first,
		last: end.bigInt(),
		text: `${start.correctForm()}/${prefix}`,
		hadHostBits: address.bigInt() !== first,
	}
}

export function overlap(one: Network, other: Network): boolean {
	return one.family === other.family && one.first <= other.last && other.first <= one.last
}

/** Ranges that mean something else everywhere. */
export const reservedNetworks = [
	'0.0.0.0/8',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'224.0.0.0/3',
	'::1/128',
	'fe80::/10',
	'ff00::/8',
].flatMap(text => parseNetwork(text) ?? [])

const candidates: Readonly<Record<'pods' | 'services', readonly string[]>> = {
	pods: [
		...Array.from({ length: 10 }, (_, index) => `10.${244 + index}.0.0`),
		...Array.from({ length: 100 }, (_, index) => `10.${100 + index}.0.0`),
		...Array.from({ length: 16 }, (_, index) => `172.${16 + index}.0.0`),
		'192.168.0.0',
		'fd00:10:244::',
		'fd00:10:245::',
		'fd00:10:246::',
	],
	services: [
		'10.96.0.0',
		'10.112.0.0',
		'10.128.0.0',
		'10.208.0.0',
		...Array.from({ length: 16 }, (_, index) => `172.${16 + index}.0.0`),
		'192.168.0.0',
		'fd00:10:96::',
		'fd00:10:97::',
		'fd00:10:98::',
	],
}

const usualPrefix = { pods: { 4: 16, 6: 56 }, services: { 4: 16, 6: 112 } } as const

/** A usual private network that overlaps none of these; undefined: all usual ones are taken. */
export function freeNetwork(
	purpose: 'pods' | 'services',
	family: 4 | 6,
	taken: readonly Network[],
	preferredPrefix: number | undefined,
): string | undefined {
	const prefixes = [preferredPrefix, usualPrefix[purpose][family]].filter(prefix => prefix !== undefined)
	for (const prefix of prefixes) {
		for (const address of candidates[purpose]) {
			const candidate = parseNetwork(`${address}/${prefix}`)
			if (candidate === undefined || candidate.family !== family || candidate.hadHostBits) continue
			if (![...taken, ...reservedNetworks].some(other => overlap(candidate, other))) return candidate.text
		}
	}
	return undefined
}
