import type { Join } from '../answers/answers.ts'
import { componentFields, existsIn } from '../catalog/kubernetes.ts'
import type { JoinSecret } from '../changes/kubeadm-join.ts'
import { type Message, message } from '../locales/message.ts'
import { criSocket, ignored, links, preparedHost } from './node.ts'
import { kubeadmJoinConfig } from './render/kubeadm-config.ts'
import type { PlanContext, Step } from './step.ts'
import { swapStays } from './swap.ts'

/** Row 24: a worker or another control plane. */
export const kubeadmJoin: Step = {
	id: 'kubeadm-join',
	rows: [24],
	needs: preparedHost,
	when: ({ answers }) => answers.role !== 'init',
	notes: context => [
		...ignored(context).map(check => message('step.kubeadm-init.ignores', { check })),
		...staleWatches(context),
	],
	changes: context => {
		const { answers, resolution } = context
		const { join, hostname, role } = answers
		if (join === undefined) return []
		const certificateKey = role === 'join-control-plane' ? certificateKeyOf(join) : undefined
		return [
			{
				kind: 'kubeadm-join',
				config: kubeadmJoinConfig({
					...answers,
					kubernetesVersion: resolution.kubernetesVersion,
					kubeletFlags: kubeletFlags(context),
					join,
				}),
				token: secretOf(join.token, join.tokenFile),
				...(certificateKey && { certificateKey }),
				node: hostname,
				version: resolution.kubernetesVersion,
				criSocket,
				ignore: ignored(context),
				links: links(context),
				podNetworks: answers.podSubnet,
			},
		]
	},
	refreshesFacts: true,
}

/** kubernetes/kubernetes#97294: without a leader in etcd the watches of an API server fall behind until they are made anew. */
function staleWatches({ answers, resolution: { kubernetesVersion } }: PlanContext): Message[] {
	if (answers.role !== 'join-control-plane') return []
	const learns = existsIn(componentFields['kubeadm join: etcd learner'], kubernetesVersion)
	return learns ? [] : [message('step.kubeadm-join.staleWatches')]
}

/** The first host's configuration says what is so there: its resolv.conf, whether swap is off. */
function kubeletFlags({ facts }: PlanContext): Record<string, string> {
	return { 'resolv-conf': facts.resolvConf, ...(swapStays(facts) ? { 'fail-swap-on': 'false' } : {}) }
}

const certificateKeyOf = (join: Join): JoinSecret => secretOf(join.certificateKey, join.certificateKeyFile)

function secretOf(text: string | undefined, file: string | undefined): JoinSecret {
	return text === undefined ? { file: file ?? '' } : { text }
}
