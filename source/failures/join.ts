import type { Message } from '../locales/message.ts'
import { message } from '../locales/message.ts'
import { type KnownFailure, proof, type Signature } from './failure.ts'

interface Words {
	readonly title: Message
	readonly cause: Message
	readonly advice: Message
}

/** What ails a join is mostly elsewhere in the cluster: kubeadm's words prove it, and this host has nothing to apply. */
function ofJoin(id: string, words: Words, signatures: readonly Signature[]): KnownFailure {
	return {
		id,
		stage: 'join',
		...words,
		signatures,
		check: { what: message('failure.join.check'), within: 0 },
		source: 'kubeadm app/discovery/token, app/phases/copycerts, app/cmd/phases/join; etcd api/v3rpc/rpctypes',
	}
}

/** What kubeadm begins with when it will not trust whoever answered, or nobody did. */
const identity = "couldn't validate the identity of the API Server"

export const join: readonly KnownFailure[] = [
	ofJoin(
		'join-token-expired',
		{
			title: message('failure.tokenExpired.title'),
			cause: message('failure.tokenExpired.cause'),
			advice: message('failure.join.fresh'),
		},
		[
			proof('could not find a JWS signature in the cluster-info ConfigMap for token ID'),
			proof('is invalid for this cluster or it has expired', /\btoken id "\w{6}" is invalid for this cluster/),
		],
	),
	ofJoin(
		'join-token-wrong-secret',
		{
			title: message('failure.tokenWrong.title'),
			cause: message('failure.tokenWrong.cause'),
			advice: message('failure.join.fresh'),
		},
		[proof('failed to verify JWS signature of received cluster info object')],
	),
	ofJoin(
		'join-ca-hash-mismatch',
		{
			title: message('failure.caHash.title'),
			cause: message('failure.caHash.cause'),
			advice: message('failure.join.fresh'),
		},
		[
			proof('none of the public keys', /none of the public keys .{1,200} are pinned/),
			proof('invalid discovery token CA certificate hash'),
		],
	),
	ofJoin(
		'join-cert-san-mismatch',
		{
			title: message('failure.certSan.title'),
			cause: message('failure.certSan.cause'),
			advice: message('failure.certSan.advice'),
		},
		[proof(identity, /x509: certificate is valid for /)],
	),
	ofJoin(
		'join-clock-skew',
		{
			title: message('failure.clockSkew.title'),
			cause: message('failure.clockSkew.cause'),
			advice: message('failure.clockSkew.advice'),
		},
		[proof(identity, /x509: certificate has expired or is not yet valid: current time /)],
	),
	ofJoin(
		'join-cannot-reach-apiserver',
		{
			title: message('failure.apiUnreachable.title'),
			cause: message('failure.apiUnreachable.cause'),
			advice: message('failure.apiUnreachable.advice'),
		},
		[
			proof(identity, /connection refused|no route to host|i\/o timeout|no such host|Client\.Timeout/),
			proof('abort connecting to API servers after timeout of'),
		],
	),
	ofJoin(
		'join-certificate-key-expired',
		{
			title: message('failure.certificateKey.title'),
			cause: message('failure.certificateKey.cause'),
			advice: message('failure.join.fresh'),
		},
		[
			proof('error downloading the secret', /Secret "kubeadm-certs" was not found/),
			proof('error decoding secret data with provided key'),
			proof('error decoding certificate key'),
		],
	),
	ofJoin(
		'join-node-exists',
		{
			title: message('failure.nodeExists.title'),
			cause: message('failure.nodeExists.cause'),
			advice: message('failure.nodeExists.advice'),
		},
		[proof('already exists in the cluster', /a Node with name "[^"]{1,253}" and status "Ready" already exists/)],
	),
	ofJoin(
		'join-no-control-plane-endpoint',
		{
			title: message('failure.noEndpoint.title'),
			cause: message('failure.noEndpoint.cause'),
			advice: message('failure.noEndpoint.advice'),
		},
		[proof("doesn't have a stable controlPlaneEndpoint address")],
	),
	ofJoin(
		'join-etcd-not-enough-started',
		{
			title: message('failure.etcdMembers.title'),
			cause: message('failure.etcdMembers.cause'),
			advice: message('failure.etcdMembers.advice'),
		},
		[
			proof('etcdserver: re-configuration failed due to not enough started members'),
			proof('etcdserver: unhealthy cluster'),
			proof('etcd cluster is not healthy'),
		],
	),
]
