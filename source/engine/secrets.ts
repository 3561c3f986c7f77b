import type { Answers } from '../answers/answers.ts'
import { secretFiles, secretsIn } from '../answers/secrets.ts'
import type { Host } from '../host/host.ts'

/**
 * Everything secret that these answers hold or point at: passwords in proxy URLs, and what stands in the secret files.
 * A file that cannot be read has nothing to hide here; the step that needs it says what is wrong with it.
 */
export async function secretsOf(host: Host, answers: Answers): Promise<string[]> {
	const texts = await Promise.all(
		secretFiles(answers).map(async ({ path }) => host.readText(path).catch(() => undefined)),
	)
	return [...secretsIn(answers), ...texts.flatMap(text => (text === undefined ? [] : secretWords(text)))]
}

/** The whole of a one-line secret, what follows `user:`, and the values in a docker config.json. */
function secretWords(text: string): string[] {
	const trimmed = text.trim()
	if (trimmed.startsWith('{')) {
		return [...trimmed.matchAll(/"(?:auth|password|identitytoken)"\s*:\s*"([^"]+)"/g)].flatMap(([, value = '']) => [
			value,
			...passwordWords(Buffer.from(value, 'base64').toString('utf8')),
		])
	}
	return passwordWords(trimmed)
}

function passwordWords(text: string): string[] {
	return text.includes(':') ? [text, text.slice(text.indexOf(':') + 1)] : [text]
}
