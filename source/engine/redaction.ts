/** Takes secrets out of what is written or shown. */
export interface Redactor {
	/** A secret that the run has come to know; shorter ones than four characters would only tear words apart. */
	add(secret: string): void
	text(text: string): string
	/** The same value with every text in it redacted. */
	value<Value>(value: Value): Value
}

export const redacted = '[secret]'

/** What is a secret by its look alone, whoever wrote it; `$1` and `$2` are kept. */
const patterns: readonly RegExp[] = [
	/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
	/((?:client-key-data|token|password|auth|identitytoken):[ \t]*["']?)[A-Za-z0-9+/=_.-]{16,}(["']?)/gi,
	/(certificate-?key["']?[ =:]+["']?)[a-f0-9]{64}(\b)/gi,
	/(\b)[a-z0-9]{6}\.[a-z0-9]{16}(\b)/g,
	/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s/@]+(@)/gi,
]

/** A redactor that knows these secrets and what tokens, keys and passwords in URLs look like. */
export function createRedactor(secrets: Iterable<string> = []): Redactor {
	const known = new Set<string>()

	const text = (original: string): string => {
		let result = original
		for (const secret of known) result = result.replaceAll(secret, redacted)
		for (const pattern of patterns) result = result.replace(pattern, `$1${redacted}$2`)
		return result
	}

	const value = (original: unknown): unknown => {
		if (typeof original === 'string') return text(original)
		if (Array.isArray(original)) return original.map(value)
		if (typeof original === 'object' && original !== null) {
			return Object.fromEntries(Object.entries(original).map(([key, inner]) => [key, value(inner)]))
		}
		return original
	}

	const add = (secret: string): void => {
		if (secret.length < 4) return
		known.add(secret)
		known.add(encodeURIComponent(secret))
		known.add(Buffer.from(secret).toString('base64'))
	}

	for (const secret of secrets) add(secret)
	return { add, text, value: value as Redactor['value'] }
}
