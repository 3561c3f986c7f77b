import { message } from '../locales/message.ts'
import { serviceAddress } from './checks/cluster.ts'
import { kubeadmConfigFile } from './kubeadm-config.ts'
import { criSocket, ignored, links, preparedHost } from './node.ts'
import type { Step } from './step.ts'

/** Row 21: the control plane. */
export const kubeadmInit: Step = {
	id: 'kubeadm-init',
	rows: [21],
	needs: [...preparedHost, 'kubeadm-config'],
	when: ({ answers }) => answers.role === 'init',
	notes: context => ignored(context).map(check => message('step.kubeadm-init.ignores', { check })),
	changes: context => [
		{
			kind: 'kubeadm-init',
			configPath: kubeadmConfigFile,
			version: context.resolution.kubernetesVersion,
			criSocket,
			uploadCerts: true,
			ignore: ignored(context),
			skipPhases: [],
			links: links(context),
			podNetworks: context.answers.podSubnet,
			spare: ['/etc/cni/net.d/10-k8s-wizard.conflist'],
		},
	],
	// With a bridge, pods start as soon as its config is there; what they send before kube-proxy has written its rules is lost.
	checks: ({ answers }) => (answers.cni.name === 'bridge' ? [serviceAddress(answers.serviceSubnet)] : []),
	refreshesFacts: true,
}
