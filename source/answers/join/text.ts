import type { AnswerKey, Answers, Role } from '../answers.ts'
import { splitEndpoint } from '../formats.ts'
import { answersText } from '../write.ts'

export const joinRoles = ['join-worker', 'join-control-plane'] as const satisfies readonly Role[]
export type JoinRole = (typeof joinRoles)[number]

/** What all hosts of a cluster have in common; the rest each host decides by itself. */
const common: readonly AnswerKey[] = [
	'apiVersion',
	'role',
	'mirror',
	'podSubnet',
	'serviceSubnet',
	'cni',
	'controlPlaneEndpoint',
	'nodes',
	'proxyMode',
	'proxy',
	'timezone',
	'tuning',
	'optional',
	'join',
]

export interface JoinValues {
	readonly token: string
	readonly caCertHash: string
	readonly certificateKey: string
}

/** Answers for a host that joins the cluster of a control plane with these answers. */
export function joinAnswersText(answers: Answers, role: JoinRole, values: JoinValues): string {
	const { token, caCertHash, certificateKey } = values
	const join = {
		endpoint: joinEndpoint(answers),
		token,
		tokenFile: undefined,
		caCertHash,
		certificateKey: role === 'join-control-plane' ? certificateKey : undefined,
		certificateKeyFile: undefined,
	}
	const nodes = [...new Set([...answers.nodes, answers.nodeAddress])]
	return answersText({ ...answers, role, join, nodes }, undefined, common)
}

/** Where a host that does not know the endpoint's name yet finds the API server. */
export function joinEndpoint({ controlPlaneEndpoint, endpointAddress }: Answers): string {
	if (endpointAddress === 'dns') return controlPlaneEndpoint
	const address = endpointAddress.includes(':') ? `[${endpointAddress}]` : endpointAddress
	return `${address}:${splitEndpoint(controlPlaneEndpoint).port}`
}
