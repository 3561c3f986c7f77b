import { message } from '../locales/message.ts'
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
	refreshesFacts: true,
}
