import { randomBytes, randomInt } from 'node:crypto'
import { parse, stringify } from 'yaml'
import { HostError, succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { kubectl } from '../host/kubectl.ts'
import { publicKeyHash } from '../host/public-key-hash.ts'
import type { ApplyContext } from './change.ts'
import { withSecretFile } from './scratch.ts'

/** What a host needs to join, and how long it is good for (ISO times). */
export interface FreshJoin {
	readonly token: string
	readonly tokenUntil: string
	readonly caCertHash: string
	/** Of the certificates that were put into the cluster for another control plane; undefined: those in it stay. */
	readonly certificateKey: string | undefined
	readonly certificatesUntil: string
}

export interface ControlPlaneNode {
	/** '/etc/kubernetes/admin.conf' */
	readonly kubeconfig: string
	readonly criSocket: string
	readonly nodeAddress: string
}

const hour = 3_600_000
/** Until the controller manager has signed cluster-info with a new token, nobody can use it. */
const signingPatience = 30_000

/**
 * Makes a new token (24 hours) and, for another control plane, puts the certificates into the cluster again (2 hours):
 * the key of an earlier upload is of no use then. Runs on a control plane. The secrets go by 0600 files and are printed
 * by nothing. Throws CommandError or HostError.
 */
export async function freshJoin(
	context: Pick<ApplyContext, 'host' | 'log' | 'signal'>,
	node: ControlPlaneNode,
	forControlPlane: boolean,
): Promise<FreshJoin> {
	const { host } = context
	const caPath = '/etc/kubernetes/pki/ca.crt'
	const caCertHash = publicKeyHash((await host.readText(caPath)) ?? '')
	if (caCertHash === undefined) throw new HostError('read', caPath, 'no certificate')
	const now = host.now().getTime()
	const until = (milliseconds: number): string => new Date(now + milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
	const [id, secret] = [word(6), word(16)]
	const certificateKey = forControlPlane ? randomBytes(32).toString('hex') : undefined
	const fresh = { tokenUntil: until(24 * hour), certificatesUntil: until(2 * hour) }
	await makeToken(context, node.kubeconfig, { id, secret, until: fresh.tokenUntil })
	if (certificateKey !== undefined) await uploadCertificates(context, node, certificateKey)
	await signed(host, node.kubeconfig, id)
	return { ...fresh, token: `${id}.${secret}`, caCertHash, certificateKey }
}

function word(length: number): string {
	return Array.from({ length }, () => randomInt(36).toString(36)).join('')
}

async function makeToken(
	{ host, log, signal }: Pick<ApplyContext, 'host' | 'log' | 'signal'>,
	kubeconfig: string,
	{ id, secret, until }: { id: string; secret: string; until: string },
): Promise<void> {
	const object = {
		apiVersion: 'v1',
		kind: 'Secret',
		type: 'bootstrap.kubernetes.io/token',
		metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' },
		stringData: {
			description: 'made by k8s-wizard',
			'token-id': id,
			'token-secret': secret,
			expiration: until,
			'usage-bootstrap-authentication': 'true',
			'usage-bootstrap-signing': 'true',
			'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token',
		},
	}
	await withSecretFile(host, 'token.yaml', stringify(object), async path => {
		succeeded(await host.act(kubectl(kubeconfig, 'create', '-f', path), { log, signal }), log)
	})
}

/** kubeadm has to be told the cluster's own configuration again, or it would ask the internet for a version. */
async function uploadCertificates(
	{ host, log, signal }: Pick<ApplyContext, 'host' | 'log' | 'signal'>,
	{ kubeconfig, criSocket, nodeAddress }: ControlPlaneNode,
	certificateKey: string,
): Promise<void> {
	const jsonpath = '-o=jsonpath={.data.ClusterConfiguration}'
	const asked = kubectl(kubeconfig, '-n', 'kube-system', 'get', 'configmap', 'kubeadm-config', jsonpath)
	const cluster = succeeded(await host.look(asked, { timeout: 15_000 })).stdout
	const init = {
		apiVersion: (parse(cluster) as { apiVersion?: unknown } | null)?.apiVersion,
		kind: 'InitConfiguration',
		certificateKey,
		localAPIEndpoint: { advertiseAddress: nodeAddress },
		nodeRegistration: { criSocket },
	}
	const phase = ['kubeadm', 'init', 'phase', 'upload-certs', '--upload-certs', '--skip-certificate-key-print'] as const
	await withSecretFile(host, 'upload-certs.yaml', `${stringify(init)}---\n${cluster}\n`, async path => {
		succeeded(await host.act([...phase, `--config=${path}`], { log, signal }), log)
	})
}

async function signed(host: Host, kubeconfig: string, id: string): Promise<void> {
	const argv = kubectl(kubeconfig, '-n', 'kube-public', 'get', 'configmap', 'cluster-info', '-o', 'json')
	const since = host.now().getTime()
	for (;;) {
		const { stdout } = await host.look(argv, { timeout: 15_000 })
		if (stdout.includes(`"jws-kubeconfig-${id}"`)) return
		if (host.now().getTime() - since > signingPatience)
			throw new HostError('read', 'configmap kube-public/cluster-info', `not signed with the token ${id}`)
		await host.sleep(300)
	}
}
