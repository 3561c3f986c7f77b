import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** An API server of the few answers that a joining host asks for, with real TLS. */
export interface FakeCluster {
	readonly endpoint: string
	close(): Promise<void>
}

export interface ClusterOptions {
	/** Whose certificate it shows: 'server', 'elsewhere' (another address), 'future' (from 2090 on), 'other' (another CA). */
	readonly certificate?: 'server' | 'elsewhere' | 'future' | 'other'
	/** Its clock, ISO time. */
	readonly now?: string
	/** Ready nodes. */
	readonly nodes?: readonly string[]
	/** Undefined: the certificates are gone. */
	readonly certificateKey?: string | undefined
	readonly controlPlaneEndpoint?: string | undefined
	/** Another body for a path. */
	readonly instead?: Readonly<Record<string, string>>
}

export const token = 'abcdef.0123456789abcdef'
export const pem = (name: string): string => readFileSync(new URL(`pki/${name}`, import.meta.url), 'utf8')

export async function fakeCluster(options: ClusterOptions = {}): Promise<FakeCluster> {
	const certificate = options.certificate ?? 'server'
	const server = createServer(
		{ cert: pem(`${certificate}.crt`), key: pem(`${certificate}.key`) },
		(request, response) => {
			const path = request.url ?? ''
			const open = path === '/version' || path.includes('/kube-public/')
			const allowed = open || request.headers.authorization === `Bearer ${token}`
			const body = allowed ? (options.instead?.[path] ?? bodyOf(path, options)) : undefined
			response.writeHead(allowed ? (body === undefined ? 404 : 200) : 401, {
				date: new Date(options.now ?? '2026-11-24T08:00:00Z').toUTCString(),
			})
			response.end(body ?? '{"kind":"Status"}')
		},
	)
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
	return {
		endpoint: `127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () => new Promise(resolve => server.close(() => resolve())),
	}
}

function bodyOf(
	path: string,
	{ nodes = [], certificateKey, controlPlaneEndpoint }: ClusterOptions,
): string | undefined {
	const configMap = (data: Record<string, string>): string => JSON.stringify({ kind: 'ConfigMap', data })
	if (path.endsWith('/configmaps/cluster-info')) return configMap(clusterInfo())
	if (path === '/version') return JSON.stringify({ gitVersion: 'v1.29.3' })
	if (path.endsWith('/configmaps/kubeadm-config'))
		return configMap({
			ClusterConfiguration: [
				...(controlPlaneEndpoint === undefined ? [] : [`controlPlaneEndpoint: ${controlPlaneEndpoint}`]),
				'networking: {podSubnet: 10.200.0.0/16, serviceSubnet: 10.96.0.0/12}',
			].join('\n'),
		})
	const [, node] = /^\/api\/v1\/nodes\/(.+)$/.exec(path) ?? []
	if (node !== undefined && nodes.includes(node))
		return JSON.stringify({ status: { conditions: [{ type: 'Ready', status: 'True' }] } })
	if (path.endsWith('/secrets/kubeadm-certs') && certificateKey !== undefined)
		return JSON.stringify({ data: { 'ca.key': sealed(certificateKey) } })
	return undefined
}

/** As the controller manager signs it for every token that is good. */
function clusterInfo(): Record<string, string> {
	const [id = '', secret = ''] = token.split('.')
	const kubeconfig = `clusters:\n- cluster:\n    certificate-authority-data: ${Buffer.from(pem('ca.crt')).toString('base64')}\n`
	const header = Buffer.from(`{"alg":"HS256","kid":"${id}"}`).toString('base64url')
	const content = Buffer.from(kubeconfig).toString('base64url')
	const signature = createHmac('sha256', secret).update(`${header}.${content}`).digest('base64url')
	return { kubeconfig, [`jws-kubeconfig-${id}`]: `${header}..${signature}` }
}

/** As kubeadm encrypts certificates. */
function sealed(key: string): string {
	const nonce = randomBytes(12)
	const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce)
	const text = Buffer.concat([cipher.update('a key'), cipher.final()])
	return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64')
}
