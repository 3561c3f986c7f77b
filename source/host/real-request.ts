import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpRequest, HttpResult } from './host.ts'

const defaultTimeout = 10_000
const defaultMaximum = 16 * 1024 * 1024
const mostRedirects = 5

/** The distributions' bundles: an authority that the operator added to the host counts, as it does for curl. */
const systemBundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

/** Loaded for the first request only: a tenth of the time to the first frame. */
async function node() {
	const [http, https, tls] = await Promise.all([import('node:http'), import('node:https'), import('node:tls')])
	return { http, https, tls }
}

/** One request, redirects followed to the same scheme or to https. Never throws; never names a password. */
export async function request(what: HttpRequest): Promise<HttpResult> {
	const started = Date.now()
	const deadline = started + (what.timeout ?? defaultTimeout)
	let url: URL
	try {
		url = new URL(what.url)
	} catch {
		return { ok: false, reason: 'not a URL' }
	}
	const origin = url.origin
	for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
		try {
			const answer = await once(url, what, deadline, url.origin === origin)
			const location = answer.status >= 300 && answer.status < 400 ? answer.headers['location'] : undefined
			if (location === undefined) return { ok: true, ...answer, milliseconds: Date.now() - started }
			const next = new URL(location, url)
			if (next.protocol !== url.protocol && next.protocol !== 'https:') {
				return { ok: false, reason: `redirected to ${next.protocol}//${next.host}` }
			}
			url = next
		} catch (error) {
			return { ok: false, reason: reasonOf(error) }
		}
	}
	return { ok: false, reason: `more than ${mostRedirects} redirects` }
}

interface Answer {
	status: number
	headers: Record<string, string>
	body: Uint8Array
}

async function once(url: URL, what: HttpRequest, deadline: number, sameOrigin: boolean): Promise<Answer> {
	if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(`unknown scheme ${url.protocol}`)
	const { http, https, tls } = await node()
	const proxy = what.proxy === undefined ? undefined : new URL(what.proxy)
	const secure = url.protocol === 'https:'
	// Credentials are for the server that they were given for, never for one that it points to.
	const headers: Record<string, string> = {
		host: url.host,
		'user-agent': 'k8s-wizard',
		...(sameOrigin ? { ...what.headers, ...authorization('authorization', url) } : withoutCredentials(what.headers)),
	}
	const socket = secure && proxy ? await tunnel(proxy, url, deadline) : undefined
	const target = proxy && !secure ? proxy : url
	const security = {
		ca: authorities(what, tls.rootCertificates),
		servername: serverName(url),
		rejectUnauthorized: what.trust !== 'nobody',
	}
	if (proxy && !secure) Object.assign(headers, authorization('proxy-authorization', proxy))
	return new Promise((resolve, reject) => {
		const sent = (secure ? https : http).request({
			method: what.method ?? 'GET',
			hostname: what.connectTo ?? bareHost(target),
			port: target.port || (target.protocol === 'https:' ? 443 : 80),
			path: proxy && !secure ? plainAddress(url) : `${url.pathname}${url.search}`,
			headers,
			// With an agent, a connection of our own making would not be used.
			...(!socket && { agent: false }),
			...(secure && security),
			...(socket && { createConnection: () => tls.connect({ socket, ...security }) }),
		})
		const timer = setTimeout(() => sent.destroy(new Error('timed out')), Math.max(1, deadline - Date.now()))
		sent.on('error', error => {
			clearTimeout(timer)
			socket?.destroy()
			reject(error)
		})
		sent.on('response', response => {
			const maximum = what.maximumBytes ?? defaultMaximum
			const chunks: Uint8Array[] = []
			let length = 0
			const finish = (): void => {
				clearTimeout(timer)
				socket?.destroy()
				resolve({
					status: response.statusCode ?? 0,
					headers: flat(response.headers),
					body: Buffer.concat(chunks).subarray(0, maximum),
				})
			}
			response.on('data', (chunk: Uint8Array) => {
				chunks.push(chunk)
				length += chunk.length
				if (length < maximum) return
				finish()
				response.destroy()
			})
			response.on('end', finish)
			response.on('error', error => {
				clearTimeout(timer)
				reject(error)
			})
		})
		sent.end()
	})
}

async function tunnel(proxy: URL, url: URL, deadline: number): Promise<Socket> {
	const { http, https } = await node()
	return new Promise((resolve, reject) => {
		const authority = `${url.hostname}:${url.port || 443}`
		const asked = (proxy.protocol === 'https:' ? https : http).request({
			method: 'CONNECT',
			hostname: bareHost(proxy),
			port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
			path: authority,
			headers: { host: authority, ...authorization('proxy-authorization', proxy) },
			agent: false,
		})
		const timer = setTimeout(() => asked.destroy(new Error('timed out')), Math.max(1, deadline - Date.now()))
		asked.on('connect', (response, socket) => {
			clearTimeout(timer)
			if (response.statusCode === 200) return resolve(socket)
			socket.destroy()
			reject(new Error(`the proxy answered ${response.statusCode}`))
		})
		asked.on('error', error => {
			clearTimeout(timer)
			reject(error)
		})
		asked.end()
	})
}

function authorization(header: string, { username, password }: URL): Record<string, string> {
	if (username === '') return {}
	const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
	return { [header]: `Basic ${Buffer.from(pair).toString('base64')}` }
}

function withoutCredentials(headers: HttpRequest['headers']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers ?? {}).filter(([name]) => !/^(authorization|cookie|proxy-authorization)$/i.test(name)),
	)
}

function plainAddress(url: URL): string {
	return `${url.origin}${url.pathname}${url.search}`
}

/** IPv6 addresses stand in brackets in a URL and without them everywhere else. */
function bareHost(url: URL): string {
	return url.hostname.replace(/^\[|\]$/g, '')
}

/** An address may not stand in a server name indication. */
function serverName(url: URL): string {
	const host = bareHost(url)
	return /^[\d.]+$|:/.test(host) ? '' : host
}

let system: readonly string[] | undefined

function authorities({ ca, trust }: HttpRequest, rootCertificates: readonly string[]): string[] {
	if (trust === 'only-ca') return ca === undefined ? [] : [ca]
	system ??= [...rootCertificates, ...systemBundle()]
	return ca === undefined ? [...system] : [...system, ca]
}

function systemBundle(): string[] {
	for (const path of systemBundles) {
		try {
			return [readFileSync(path, 'utf8')]
		} catch {
			// Each family has one of them.
		}
	}
	return []
}

function flat(headers: IncomingHttpHeaders): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
	)
}

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error)
	const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
	return code === undefined || error.message.includes(code) ? error.message : `${code}: ${error.message}`
}
