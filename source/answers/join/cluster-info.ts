import { createHmac, timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import { parse } from 'yaml'
import type { Host, HttpResult } from '../../host/host.ts'
import { publicKeyHash } from '../../host/public-key-hash.ts'
import { type Message, message } from '../../locales/message.ts'

/** What anybody may read of a cluster, believed because it fits the CA's hash. */
export interface ClusterInfo {
	/** PEM, of the hash that was asked for. */
	readonly ca: string
	/** The server's clock minus this host's, in milliseconds. */
	readonly clock: number
	/** What the token's holder signed; undefined: no token of this id is known there. */
	readonly signed: 'rightly' | 'wrongly' | undefined
}

const ConfigMap = v.object({ kind: v.literal('ConfigMap'), data: v.record(v.string(), v.string()) })
const Kubeconfig = v.object({
	clusters: v.pipe(
		v.array(v.object({ cluster: v.object({ 'certificate-authority-data': v.string() }) })),
		v.minLength(1),
	),
})

/** The problem, or what cluster-info says. Whoever answers is believed only what the CA's hash vouches for. */
export async function readClusterInfo(
	host: Host,
	join: { endpoint: string; token: string; caCertHash: string },
): Promise<ClusterInfo | Message> {
	const { endpoint, token, caCertHash } = join
	const url = `https://${endpoint}/api/v1/namespaces/kube-public/configmaps/cluster-info`
	const result = await host.request({ url, trust: 'nobody' })
	if (!result.ok) return unreachable(endpoint, result.reason)
	const map = v.safeParse(v.pipe(v.string(), v.parseJson(), ConfigMap), textOf(result))
	const text = map.success ? map.output.data['kubeconfig'] : undefined
	if (!map.success || text === undefined)
		return message('join.notApi', { endpoint, found: `${result.status} ${firstLine(textOf(result))}`.trim() })
	const config = v.safeParse(Kubeconfig, parse(text))
	const data = config.success ? config.output.clusters[0]?.cluster['certificate-authority-data'] : undefined
	const pems = splitPems(Buffer.from(data ?? '', 'base64').toString('utf8'))
	const ca = pems.find(pem => publicKeyHash(pem) === caCertHash)
	if (ca === undefined)
		return message('join.otherCa', { endpoint, found: pems.map(pem => publicKeyHash(pem) ?? '-').join(', ') || '-' })
	const date = Date.parse(result.headers['date'] ?? '')
	const [id = '', secret = ''] = token.split('.')
	const signature = map.output.data[`jws-kubeconfig-${id}`]
	return {
		ca,
		clock: Number.isNaN(date) ? 0 : date - host.now().getTime(),
		signed: signature === undefined ? undefined : isSigned(text, signature, secret) ? 'rightly' : 'wrongly',
	}
}

/** TLS that does not come about tells of another server; everything else of the way to it. */
function unreachable(endpoint: string, reason: string): Message {
	return /EPROTO|wrong version number|Parse Error|packet length/i.test(reason)
		? message('join.notApi', { endpoint, found: reason })
		: message('join.unreachable', { endpoint, reason })
}

function splitPems(text: string): string[] {
	return text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n?/g) ?? []
}

/** A detached JWS, HMAC with the token's secret: 'header..signature'. */
function isSigned(content: string, jws: string, secret: string): boolean {
	const [header = '', , signature = ''] = jws.split('.')
	const wanted = createHmac('sha256', secret)
		.update(`${header}.${Buffer.from(content).toString('base64url')}`)
		.digest()
	const found = Buffer.from(signature, 'base64url')
	return found.length === wanted.length && timingSafeEqual(found, wanted)
}

export function textOf(result: Extract<HttpResult, { ok: true }>): string {
	return Buffer.from(result.body).toString('utf8')
}

function firstLine(text: string): string {
	return (text.trim().split('\n')[0] ?? '').slice(0, 60)
}
