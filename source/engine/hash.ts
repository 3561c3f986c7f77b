import { createHash } from 'node:crypto'

/** JSON with the keys of every object in order: equal values give equal text. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	)
}

/** SHA-256 in hex of bytes or text. */
export function hashOf(content: string | Uint8Array): string {
	return createHash('sha256').update(content).digest('hex')
}

/** SHA-256 of a value, by its canonical JSON. */
export function hashOfValue(value: unknown): string {
	return hashOf(canonicalJson(value) ?? 'undefined')
}
