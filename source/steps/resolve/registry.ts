import * as v from 'valibot'
import type { Host, HttpResult } from '../../host/host.ts'
import { type Message, message } from '../../locales/message.ts'
import { type Access, basic, request } from './access.ts'
import { type ImageName, readImageName } from './image-name.ts'

const accept = [
	'application/vnd.oci.image.index.v1+json',
	'application/vnd.docker.distribution.manifest.list.v2+json',
	'application/vnd.oci.image.manifest.v1+json',
	'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** Why an image cannot be had from its registry. */
export type Denial =
	| { readonly why: 'missing' | 'denied' }
	| { readonly why: 'unreachable'; readonly reason: string }
	| { readonly why: 'answered'; readonly status: number }

export interface Asked {
	/** undefined: the registry has the image. */
	readonly denial: Denial | undefined
	/** What was asked for it. */
	readonly url: string
	/** Until the last answer; undefined: there was none. */
	readonly milliseconds: number | undefined
}

/** Asks the registry whether it has an image. */
export async function askForImage(host: Host, name: string, registries: Registries): Promise<Asked> {
	const image = readImageName(name)
	const url = manifestUrl(image, registries.plainHttp)
	const ask = (authorization?: string) =>
		request(host, registries.access, url, {
			method: 'HEAD',
			headers: { accept, ...(authorization === undefined ? {} : { authorization }) },
		})
	const first = await ask()
	const authorization = first.ok && first.status === 401 ? await answerTo(host, first, image, registries) : undefined
	const result = authorization === undefined ? first : await ask(authorization)
	return { denial: denialOf(result), url, milliseconds: result.ok ? result.milliseconds : undefined }
}

function denialOf(result: HttpResult): Denial | undefined {
	if (!result.ok) return { why: 'unreachable', reason: result.reason }
	if (result.status === 200) return undefined
	if (result.status === 404) return { why: 'missing' }
	if (result.status === 401 || result.status === 403) return { why: 'denied' }
	return { why: 'answered', status: result.status }
}

/** One denial of several images, with one of the addresses that were asked. */
export function denialInWords(denial: Denial, images: readonly string[], url: string): Message {
	if (denial.why === 'unreachable') {
		return message('resolve.registryUnreachable', { images, url, reason: denial.reason })
	}
	if (denial.why === 'answered') return message('resolve.registryAnswered', { images, url, status: denial.status })
	return message(denial.why === 'missing' ? 'resolve.imageMissing' : 'resolve.imageDenied', { images, url })
}

export interface Registries {
	readonly access: Access
	/** Hosts that are spoken to by http. */
	readonly plainHttp: ReadonlySet<string>
}

function manifestUrl(image: ImageName, plainHttp: ReadonlySet<string>): string {
	const scheme = plainHttp.has(image.registry) ? 'http' : 'https'
	const host = image.registry === 'docker.io' ? 'registry-1.docker.io' : image.registry
	return `${scheme}://${host}/v2/${image.path}/manifests/${image.reference}`
}

type Refusal = HttpResult & { ok: true }

/** What answers the registry's challenge: a password of ours, or a token of the service that it names. */
async function answerTo(
	host: Host,
	{ headers }: Refusal,
	image: ImageName,
	{ access }: Registries,
): Promise<string | undefined> {
	const challenge = headers['www-authenticate'] ?? ''
	const credentials = access.credentials(image.registry)
	const password = credentials === undefined ? undefined : basic(credentials)
	if (!/^bearer /i.test(challenge)) return password
	const url = tokenUrl(challenge, image)
	if (url === undefined) return undefined
	const authorization = password === undefined ? {} : { authorization: password }
	const result = await request(host, access, url, { headers: authorization })
	if (!result.ok || result.status !== 200) return undefined
	const token = tokenOf(Buffer.from(result.body).toString('utf8'))
	return token === undefined ? undefined : `Bearer ${token}`
}

/** From `Bearer realm="https://auth.example/token",service="registry.example"`. */
function tokenUrl(challenge: string, image: ImageName): string | undefined {
	const given = new Map<string, string>()
	for (const [, name = '', value = ''] of challenge.matchAll(/(\w+)="([^"]*)"/g)) given.set(name.toLowerCase(), value)
	try {
		const url = new URL(given.get('realm') ?? '')
		const service = given.get('service')
		if (service !== undefined) url.searchParams.set('service', service)
		url.searchParams.set('scope', `repository:${image.path}:pull`)
		return url.href
	} catch {
		return undefined
	}
}

const Token = v.union([
	v.pipe(
		v.object({ token: v.string() }),
		v.transform(({ token }) => token),
	),
	v.pipe(
		v.object({ access_token: v.string() }),
		v.transform(answer => answer.access_token),
	),
])

function tokenOf(body: string): string | undefined {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Token), body)
	return parsed.success ? parsed.output : undefined
}
