import { minorOf } from '../../catalog/kubernetes.ts'
import { message } from '../../locales/message.ts'
import type { Answers } from '../answers.ts'
import type { Found } from '../problem.ts'
import type { ClusterToJoin } from './ask.ts'

/** Answers against the cluster that they are to join. */
export function checkAgainst(cluster: ClusterToJoin, answers: Answers): Found[] {
	const found: Found[] = []
	const { kubernetesVersion: version } = answers
	// kubeadm's own rule: a node joins with a kubeadm of the cluster's minor.
	if (minorOf(version) !== minorOf(cluster.version)) {
		const what = message('join.otherMinor', { version, cluster: cluster.version })
		found.push({ key: 'kubernetesVersion', what, exit: 2 })
	}
	for (const key of ['podSubnet', 'serviceSubnet'] as const) {
		const [mine, theirs] = [answers[key].join(','), cluster[key].join(',')]
		if (theirs === '' || mine === theirs) continue
		found.push({ key, what: message('join.otherSubnet', { key, found: mine, cluster: theirs }), exit: 2 })
	}
	const { controlPlaneEndpoint: endpoint } = cluster
	if (endpoint !== undefined && endpoint !== answers.controlPlaneEndpoint) {
		const what = message('join.otherEndpoint', { found: answers.controlPlaneEndpoint, cluster: endpoint })
		found.push({ key: 'controlPlaneEndpoint', what, exit: 2 })
	}
	return found
}
