import { message } from '../locales/message.ts'
import { hint, type KnownFailure, proof } from './failure.ts'

const notOnMirror: KnownFailure = {
	id: 'image-not-found-or-denied',
	stage: 'image',
	title: message('failure.noImage.title'),
	cause: message('failure.noImage.cause'),
	advice: message('failure.noImage.advice'),
	signatures: [
		proof('pull access denied, repository does not exist or may require authorization'),
		proof('failed to resolve reference', /failed to resolve reference \\*"[^"\\]{1,300}\\*": [^"]{0,400}: not found/),
		proof('manifest unknown', /manifest (?:for \S{1,300} not found: )?manifest unknown/),
		hint('[ERROR ImagePull]: failed to pull image'),
	],
	check: { what: message('failure.noImage.check'), within: 0 },
	source: 'containerd remotes/docker; docker distribution',
}

export const image: readonly KnownFailure[] = [notOnMirror]
