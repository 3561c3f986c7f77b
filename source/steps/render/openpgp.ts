import { createHash } from 'node:crypto'

/** A transferable public key: a primary key with its user IDs, subkeys and signatures, as it stood in the keyring. */
export interface PublicKey {
	/** 40 hexadecimal digits, upper case. */
	readonly fingerprint: string
	/** Its first user ID, as the key itself says it; '' where it has none. */
	readonly owner: string
	readonly packets: Uint8Array
}

/** The text or bytes are not OpenPGP public keys; `message` says where reading them ended. */
export class KeyringError extends Error {}

const tagPublicKey = 6
const tagUserId = 13
const begin = '-----BEGIN PGP PUBLIC KEY BLOCK-----'
const end = '-----END PGP PUBLIC KEY BLOCK-----'

/** The keys of a keyring, binary or armored (several blocks one after the other are one keyring). */
export function readKeyring(content: Uint8Array): PublicKey[] {
	const text = Buffer.from(content).toString('latin1')
	const binary = text.includes(begin) ? Buffer.concat(armoredBlocks(text).map(decodeBlock)) : Buffer.from(content)
	const keys: { fingerprint: string; owner: string; from: number; to: number }[] = []
	for (const packet of packetsOf(binary)) {
		const current = keys[keys.length - 1]
		if (packet.tag === tagPublicKey) {
			keys.push({ fingerprint: fingerprintOf(packet.body), owner: '', from: packet.from, to: packet.to })
			continue
		}
		if (current === undefined)
			throw new KeyringError(`starts with a packet of tag ${packet.tag}, not with a public key`)
		if (packet.tag === tagUserId && current.owner === '') current.owner = packet.body.toString('utf8')
		current.to = packet.to
	}
	if (keys.length === 0) throw new KeyringError('holds no public key')
	return keys.map(({ from, to, ...key }) => ({ ...key, packets: binary.subarray(from, to) }))
}

/** ASCII armor of one key, or of several one after the other: what apt's signed-by and rpm's gpgkey both read. */
export function armor(packets: Uint8Array): string {
	const body = Buffer.from(packets).toString('base64').replace(/.{64}/g, '$&\n').trimEnd()
	const sum = Buffer.alloc(3)
	sum.writeUIntBE(crc24(packets), 0, 3)
	return `${begin}\n\n${body}\n=${sum.toString('base64')}\n${end}\n`
}

function armoredBlocks(text: string): string[] {
	return text
		.split(begin)
		.slice(1)
		.map(block => {
			const length = block.indexOf(end)
			if (length === -1) throw new KeyringError('an armored block has no end')
			return block.slice(0, length).replaceAll('\r', '')
		})
}

/** Headers end at the first empty line; the checksum's line starts with "=". */
function decodeBlock(block: string): Buffer {
	const lines = block.split('\n').slice(1)
	const blank = lines.findIndex(line => line.trim() === '')
	const body = lines.slice(blank + 1).map(line => line.trim())
	const sum = body.find(line => line.startsWith('='))
	const bytes = Buffer.from(body.filter(line => !line.startsWith('=')).join(''), 'base64')
	if (sum !== undefined && Buffer.from(sum.slice(1), 'base64').readUIntBE(0, 3) !== crc24(bytes))
		throw new KeyringError('an armored block is damaged: its checksum differs')
	return bytes
}

interface Packet {
	tag: number
	body: Buffer
	from: number
	to: number
}

function* packetsOf(bytes: Buffer): Generator<Packet> {
	let at = 0
	while (at < bytes.length) {
		const first = bytes[at] ?? 0
		if ((first & 0x80) === 0) throw new KeyringError(`byte ${at} does not start a packet`)
		const newFormat = (first & 0x40) !== 0
		const tag = newFormat ? first & 0x3f : (first >> 2) & 0x0f
		const { header, length } = newFormat ? newLength(bytes, at + 1) : oldLength(bytes, at + 1, first & 3)
		const start = at + 1 + header
		const to = start + length
		if (to > bytes.length) throw new KeyringError(`the packet at byte ${at} is cut off`)
		yield { tag, body: bytes.subarray(start, to), from: at, to }
		at = to
	}
}

function newLength(bytes: Buffer, at: number): { header: number; length: number } {
	const first = numberAt(bytes, at, 1)
	if (first < 192) return { header: 1, length: first }
	if (first < 224) return { header: 2, length: ((first - 192) << 8) + numberAt(bytes, at + 1, 1) + 192 }
	if (first === 255) return { header: 5, length: numberAt(bytes, at + 1, 4) }
	throw new KeyringError('a packet of partial lengths, which keys may not have')
}

function oldLength(bytes: Buffer, at: number, type: number): { header: number; length: number } {
	if (type === 3) return { header: 0, length: bytes.length - at }
	const header = 1 << type
	return { header, length: numberAt(bytes, at, header) }
}

function numberAt(bytes: Buffer, at: number, size: number): number {
	if (at + size > bytes.length) throw new KeyringError('ends inside a packet header')
	return bytes.readUIntBE(at, size)
}

/** Of a version 4 key: SHA-1 over 0x99, the length in two bytes, and the packet's body. */
function fingerprintOf(body: Buffer): string {
	if (body[0] !== 4) throw new KeyringError(`holds a key of version ${body[0]}; only version 4 is known`)
	const head = Buffer.from([0x99, body.length >> 8, body.length & 0xff])
	return createHash('sha1').update(head).update(body).digest('hex').toUpperCase()
}

/** RFC 4880, 6.1. */
function crc24(bytes: Uint8Array): number {
	let crc = 0xb704ce
	for (const byte of bytes) {
		crc ^= byte << 16
		for (let bit = 0; bit < 8; bit++) {
			crc <<= 1
			if ((crc & 0x1000000) !== 0) crc ^= 0x1864cfb
		}
	}
	return crc & 0xffffff
}
