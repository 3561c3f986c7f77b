import type { StepId } from './index.ts'
import { containerdSocket } from './render/containerd-config.ts'
import type { PlanContext } from './step.ts'
import { swapStays } from './swap.ts'

export const criSocket = `unix://${containerdSocket}`

/** What has to be done before a host can be made a node, whatever its role. */
export const preparedHost: readonly StepId[] = [
	'hostname-and-hosts',
	'firewall',
	'swap',
	'selinux',
	'sysctls',
	'clock',
	'containerd-config',
	'cri-tools',
	'images',
	'control-plane-images',
	'kubelet-environment',
]

/** Preflight checks that ask about the machine where the host is a container on it. */
export function ignored({ facts }: PlanContext): string[] {
	return [...(facts.container === undefined ? [] : ['SystemVerification']), ...(swapStays(facts) ? ['Swap'] : [])]
}

const linksOf = {
	flannel: ['cni0', 'flannel.1'],
	calico: ['tunl0', 'vxlan.calico'],
	cilium: ['cilium_host', 'cilium_net', 'cilium_vxlan'],
	bridge: ['cni0'],
	none: [],
} as const

/** Network links that the CNI makes on a node. */
export function links({ answers }: PlanContext): readonly string[] {
	return linksOf[answers.cni.name]
}
