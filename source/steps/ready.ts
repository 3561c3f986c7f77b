import type { Answers } from '../answers/answers.ts'
import { adminKubeconfig, kubeletKubeconfig } from './changes.ts'
import { clusterDns, nodeReady, podAddresses, podsOfNode, serviceAddress, systemPods } from './checks/cluster.ts'
import type { Check, Step } from './step.ts'

/** Row 26: the node is Ready, the system's pods run, and the cluster's network does what it is there for. */
export const ready: Step = {
	id: 'ready',
	rows: [26],
	needs: ['cni', 'cni-images', 'kubeconfig', 'kubeadm-join'],
	when: ({ answers }) => answers.cni.name !== 'none',
	changes: () => [],
	checks: ({ answers }) => [
		...(answers.role === 'init' ? wholeCluster(answers) : thisNode(answers)),
		serviceAddress(answers.serviceSubnet),
		clusterDns(answers.serviceSubnet),
	],
}

function wholeCluster({ hostname, podSubnet }: Answers): Check[] {
	return [nodeReady(hostname, adminKubeconfig), systemPods, podAddresses(podSubnet)]
}

/** With the kubelet's own rights, since a worker has no others; what goes on elsewhere in the cluster is not its business. */
function thisNode({ hostname }: Answers): Check[] {
	return [nodeReady(hostname, kubeletKubeconfig), podsOfNode(hostname)]
}
