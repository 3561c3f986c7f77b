import { clusterDns, nodeReady, podAddresses, serviceAddress, systemPods } from './checks/cluster.ts'
import type { Step } from './step.ts'

/** Row 26: the node is Ready, the system's pods run, and the cluster's network does what it is there for. */
export const ready: Step = {
	id: 'ready',
	rows: [26],
	needs: ['cni', 'kubeconfig'],
	when: ({ answers }) => answers.role === 'init' && answers.cni.name !== 'none',
	changes: () => [],
	checks: ({ answers }) => [
		nodeReady(answers.hostname),
		systemPods,
		podAddresses(answers.podSubnet),
		serviceAddress(answers.serviceSubnet),
		clusterDns(answers.serviceSubnet),
	],
}
