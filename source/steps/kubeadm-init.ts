import { message } from '../locales/message.ts'
import { kubeadmConfigFile } from './kubeadm-config.ts'
import { containerdSocket } from './render/containerd-config.ts'
import type { PlanContext, Step } from './step.ts'
import { swapStays } from './swap.ts'

/** Row 21: the control plane. */
export const kubeadmInit: Step = {
	id: 'kubeadm-init',
	rows: [21],
	needs: [
		'hostname-and-hosts',
		'firewall',
		'swap',
		'selinux',
		'sysctls',
		'clock',
		'containerd-config',
		'cri-tools',
		'images',
		'kubelet-environment',
		'kubeadm-config',
	],
	when: ({ answers }) => answers.role === 'init',
	notes: context => ignored(context).map(check => message('step.kubeadm-init.ignores', { check })),
	changes: context => [
		{
			kind: 'kubeadm-init',
			configPath: kubeadmConfigFile,
			version: context.resolution.kubernetesVersion,
			criSocket: `unix://${containerdSocket}`,
			uploadCerts: true,
			ignore: ignored(context),
			skipPhases: [],
			links: linksOf[context.answers.cni.name],
			spare: ['/etc/cni/net.d/10-k8s-wizard.conflist'],
		},
	],
	refreshesFacts: true,
}

/** Preflight checks that ask about the machine where the host is a container on it. */
function ignored({ facts }: PlanContext): string[] {
	return [...(facts.container === undefined ? [] : ['SystemVerification']), ...(swapStays(facts) ? ['Swap'] : [])]
}

const linksOf = {
	flannel: ['cni0', 'flannel.1'],
	calico: ['tunl0', 'vxlan.calico'],
	cilium: ['cilium_host', 'cilium_net', 'cilium_vxlan'],
	bridge: ['cni0'],
	none: [],
} as const
