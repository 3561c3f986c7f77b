import type { Answers, ProxySettings } from '../../answers/answers.ts'
import { isAddress } from '../../answers/formats.ts'
import type { Host, HttpResult } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import { holdsAddress } from '../checks/cidr.ts'
import { withoutProxy } from '../render/proxy-environment.ts'
import type { ProxyPlan } from '../resolution.ts'
import { MirrorError } from './mirror-error.ts'

/** How the mirror is spoken to: its own authority and password, the operator's proxy. */
export interface Access {
	/** PEM */
	readonly ca: string | undefined
	/** 'user:password' of this mirror, for its own hosts only. */
	credentials(host: string): string | undefined
	/** The proxy for an address, 'http://user:password@proxy:3128'; undefined: it is reached without. */
	proxy(url: string): string | undefined
	readonly proxies: ProxyPlan | undefined
}

/** Reads the files that the answers name. Throws a MirrorError for one that is not there. */
export async function accessOf(host: Host, answers: Answers, ownHosts: ReadonlySet<string>): Promise<Access> {
	const { mirror } = answers
	const [ca, password, proxyPassword] = await Promise.all([
		mirror.name === 'custom' ? readIfNamed(host, mirror.ca) : undefined,
		mirror.name === 'custom' ? credentialsIn(host, mirror.authFile) : undefined,
		credentialsIn(host, answers.proxy?.credentialsFile),
	])
	const proxies = proxiesOf(answers.proxy, proxyPassword)
	return {
		ca,
		credentials: name => (ownHosts.has(name) ? password : undefined),
		proxy: url => proxyFor(new URL(url), answers, proxies),
		proxies,
	}
}

async function readIfNamed(host: Host, path: string | undefined): Promise<string | undefined> {
	return path === undefined ? undefined : Buffer.from(await readFile(host, path)).toString('utf8')
}

/** 'user:password', the one line of a file. What the file holds instead is not told: it may be a secret. */
async function credentialsIn(host: Host, path: string | undefined): Promise<string | undefined> {
	const text = (await readIfNamed(host, path))?.trim()
	if (text === undefined || /^[^\s:{]+:\S.*$/.test(text)) return text
	throw new MirrorError([message('resolve.noCredentials', { path: path ?? '' })])
}

export async function readFile(host: Host, path: string): Promise<Uint8Array> {
	const content = await host.readBytes(path)
	if (content === undefined) throw new MirrorError([message('resolve.noFile', { path })])
	return content
}

function proxyFor(url: URL, answers: Answers, proxies: ProxyPlan | undefined): string | undefined {
	if (proxies === undefined || isExempt(url.hostname, withoutProxy(answers))) return undefined
	return url.protocol === 'https:' ? proxies.https : proxies.http
}

/** With the password in them; the http one serves both where no other is named. */
function proxiesOf(proxy: ProxySettings | undefined, password: string | undefined): ProxyPlan | undefined {
	if (proxy === undefined) return undefined
	return { http: withPassword(proxy.http, password), https: withPassword(proxy.https ?? proxy.http, password) }
}

function withPassword(address: string | undefined, password: string | undefined): string | undefined {
	if (address === undefined || password === undefined) return address
	const url = new URL(address)
	const colon = password.indexOf(':')
	url.username = encodeURIComponent(password.slice(0, colon))
	url.password = encodeURIComponent(password.slice(colon + 1))
	return url.href
}

/** As curl and Go read NO_PROXY: a name stands for what is below it, too. */
function isExempt(hostname: string, list: readonly string[]): boolean {
	const name = hostname.replace(/^\[(.*)\]$/, '$1')
	return list.some(entry => {
		if (entry === '*' || entry === name) return true
		if (entry.includes('/')) return isAddress(name) && holdsAddress(entry, name)
		return name.endsWith(entry.startsWith('.') ? entry : `.${entry}`)
	})
}

/** A request to the mirror, with what it takes to be let in. */
export function request(
	host: Host,
	access: Access,
	url: string,
	options: { method?: 'GET' | 'HEAD'; headers?: Readonly<Record<string, string>>; timeout?: number } = {},
): Promise<HttpResult> {
	const proxy = access.proxy(url)
	return host.request({
		url,
		...options,
		...(access.ca === undefined ? {} : { ca: access.ca }),
		...(proxy === undefined ? {} : { proxy }),
	})
}

/** What stands at an address. Throws a MirrorError when it is not there. */
export async function download(host: Host, access: Access, url: string): Promise<Uint8Array> {
	const credentials = access.credentials(new URL(url).host)
	const headers = credentials === undefined ? {} : { authorization: basic(credentials) }
	const result = await request(host, access, url, { headers, timeout: 30_000 })
	if (!result.ok) throw new MirrorError([message('resolve.unreachable', { url, reason: result.reason })])
	if (result.status !== 200) throw new MirrorError([message('resolve.answered', { url, status: result.status })])
	return result.body
}

export function basic(credentials: string): string {
	return `Basic ${Buffer.from(credentials).toString('base64')}`
}
