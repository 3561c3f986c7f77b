import { createDecipheriv } from 'node:crypto'
import * as v from 'valibot'
import { parse } from 'yaml'
import type { Host, HttpResult } from '../../host/host.ts'
import { type Message, message } from '../../locales/message.ts'
import type { Join, Role } from '../answers.ts'
import { isCertificateKey, isToken } from '../formats.ts'
import type { Found } from '../problem.ts'
import { readClusterInfo, textOf } from './cluster-info.ts'

/** What a cluster says of itself to a node that wants to join it. */
export interface ClusterToJoin {
	/** Of its API server: '1.20.2'. */
	readonly version: string
	/** Empty where it was made without one. */
	readonly podSubnet: readonly string[]
	readonly serviceSubnet: readonly string[]
	/** Undefined: it was made for one control plane. */
	readonly controlPlaneEndpoint: string | undefined
}

/** A cluster that was asked, and what stands against joining it. */
export interface Joining {
	readonly cluster: ClusterToJoin | undefined
	readonly found: readonly Found[]
}

export interface WantsToJoin {
	readonly host: Host
	readonly role: Exclude<Role, 'init'>
	readonly join: Join
	/** The node's name. */
	readonly name: string
}

/** Certificates are dated back five minutes, so that clocks may differ by that much. */
const clockTolerance = 5 * 60_000
const minute = 60_000

/** Asks the cluster, as kubeadm would, before anything is changed. Secret files that cannot be read are told elsewhere. */
export async function askCluster(wants: WantsToJoin): Promise<Joining> {
	const { host, join, role } = wants
	const token = await secretOf(host, join.token, join.tokenFile)
	if (token === undefined) return stop()
	if (!isToken(token)) return stop(bad('join.tokenFile', message('answers.rule.token', secretAt('join.tokenFile'))))
	const info = await readClusterInfo(host, { ...join, token })
	if ('key' in info)
		return stop(info.key === 'join.unreachable' ? cannot('join.endpoint', info) : bad(keyOf(info), info))
	if (Math.abs(info.clock) > clockTolerance) return stop(cannot(undefined, clockMessage(info.clock)))
	if (info.signed !== 'rightly') {
		const key = join.token === undefined ? 'join.tokenFile' : 'join.token'
		return stop(bad(key, message(info.signed === undefined ? 'join.tokenUnknown' : 'join.tokenWrong')))
	}

	const ask = (path: string): Promise<HttpResult> =>
		host.request({
			url: `https://${join.endpoint}${path}`,
			ca: info.ca,
			trust: 'only-ca',
			headers: { authorization: `Bearer ${token}` },
		})
	const cluster = await readCluster(ask)
	if ('key' in cluster) return stop(cannot('join.endpoint', cluster))
	const found: Found[] = []
	if (await isTaken(ask, wants.name)) found.push(bad('hostname', message('join.nameTaken', { name: wants.name })))
	if (role === 'join-control-plane') found.push(...(await controlPlaneProblems(wants, cluster, ask)))
	return { cluster, found }
}

type Ask = (path: string) => Promise<HttpResult>

const stop = (...found: Found[]): Joining => ({ cluster: undefined, found })
const bad = (key: string | undefined, what: Message): Found => ({ key, what, exit: 2 })
const cannot = (key: string | undefined, what: Message): Found => ({ key, what, exit: 3 })
const secretAt = (key: string) => ({ key, found: '…' })
const keyOf = ({ key }: Message) => (key === 'join.otherCa' ? 'join.caCertHash' : 'join.endpoint')

async function secretOf(host: Host, text: string | undefined, file: string | undefined): Promise<string | undefined> {
	if (text !== undefined || file === undefined) return text
	return (await host.readText(file).catch(() => undefined))?.trim()
}

function clockMessage(clock: number): Message {
	const minutes = Math.round(Math.abs(clock) / minute)
	return clock > 0 ? message('join.clockBehind', { minutes }) : message('join.clockAhead', { minutes })
}

const Version = v.object({ gitVersion: v.string() })
const Config = v.object({ data: v.object({ ClusterConfiguration: v.string() }) })
const Cluster = v.object({
	controlPlaneEndpoint: v.optional(v.string()),
	networking: v.optional(
		v.object({ podSubnet: v.optional(v.string(), ''), serviceSubnet: v.optional(v.string(), '') }),
		{},
	),
})

async function readCluster(ask: Ask): Promise<ClusterToJoin | Message> {
	const [version, config] = await Promise.all([
		answer(ask, '/version', Version),
		answer(ask, '/api/v1/namespaces/kube-system/configmaps/kubeadm-config', Config),
	])
	if ('key' in version) return version
	if ('key' in config) return config
	const read = v.safeParse(Cluster, parse(config.data.ClusterConfiguration))
	if (!read.success) return message('join.notKubeadm', { reason: read.issues[0].message })
	const { controlPlaneEndpoint, networking } = read.output
	const subnets = (text: string): string[] => text.split(',').filter(subnet => subnet !== '')
	return {
		version: version.gitVersion.replace(/^v/, '').replace(/[-+].*$/, ''),
		podSubnet: subnets(networking.podSubnet),
		serviceSubnet: subnets(networking.serviceSubnet),
		controlPlaneEndpoint: controlPlaneEndpoint || undefined,
	}
}

async function answer<Schema extends v.GenericSchema>(
	ask: Ask,
	path: string,
	schema: Schema,
): Promise<v.InferOutput<Schema> | Message> {
	const result = await ask(path)
	if (!result.ok) return untrusted(result.reason)
	if (result.status === 401) return message('join.tokenUnknown')
	const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), textOf(result))
	return read.success ? read.output : message('join.notKubeadm', { reason: `${path}: ${result.status}` })
}

/** Who answered before has now to prove itself by a certificate of the pinned CA. */
function untrusted(reason: string): Message {
	if (/CERT_NOT_YET_VALID|CERT_HAS_EXPIRED|certificate has expired|not yet valid/i.test(reason))
		return message('join.certificateTime', { reason })
	if (/ALTNAME/.test(reason)) return message('join.notInCertificate', { reason })
	return message('join.otherServer', { reason })
}

const Node = v.object({
	status: v.object({ conditions: v.optional(v.array(v.object({ type: v.string(), status: v.string() })), []) }),
})

/** As kubeadm has it: one that is not Ready may be this very host, coming back. */
async function isTaken(ask: Ask, name: string): Promise<boolean> {
	const node = await answer(ask, `/api/v1/nodes/${encodeURIComponent(name)}`, Node)
	return !('key' in node) && node.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
}

const Secret = v.object({ data: v.record(v.string(), v.string()) })

async function controlPlaneProblems({ host, join }: WantsToJoin, cluster: ClusterToJoin, ask: Ask): Promise<Found[]> {
	const found = cluster.controlPlaneEndpoint === undefined ? [bad('role', message('join.noEndpoint'))] : []
	const at = join.certificateKey === undefined ? 'join.certificateKeyFile' : 'join.certificateKey'
	const key = await secretOf(host, join.certificateKey, join.certificateKeyFile)
	if (key === undefined) return found
	if (!isCertificateKey(key)) return [...found, bad(at, message('answers.rule.certificateKey', secretAt(at)))]
	const secret = await answer(ask, '/api/v1/namespaces/kube-system/secrets/kubeadm-certs', Secret)
	if ('key' in secret) return [...found, bad(at, message('join.certificatesGone'))]
	const [sample] = Object.values(secret.data)
	if (sample !== undefined && !opens(key, Buffer.from(sample, 'base64')))
		found.push(bad(at, message('join.certificateKeyWrong')))
	return found
}

/** AES-256-GCM as kubeadm uses it: nonce, text, tag. */
function opens(key: string, sealed: Buffer): boolean {
	try {
		const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), sealed.subarray(0, 12))
		cipher.setAuthTag(sealed.subarray(-16))
		cipher.update(sealed.subarray(12, -16))
		cipher.final()
		return true
	} catch {
		return false
	}
}
