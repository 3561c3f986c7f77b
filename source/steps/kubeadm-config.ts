import { componentFields, existsIn } from '../catalog/kubernetes.ts'
import { message } from '../locales/message.ts'
import { file, ownFolder } from './changes.ts'
import { succeeds } from './checks/command.ts'
import { kubeadmInitConfig } from './render/kubeadm-config.ts'
import type { PlanContext, Step } from './step.ts'
import { swapStays } from './swap.ts'

export const kubeadmConfigFile = `${ownFolder}/kubeadm.yaml`

/** Row 20: kubeadm's config in the API of this version, read by kubeadm itself before it counts. */
export const kubeadmConfig: Step = {
	id: 'kubeadm-config',
	rows: [20],
	needs: ['kubernetes-packages'],
	when: ({ answers }) => answers.role === 'init',
	notes: ({ answers, facts }) => [
		...(facts.mayWriteConntrack ? [] : [message('step.kubeadm-config.conntrack')]),
		...Object.keys(answers.kubeadmExtra).map(kind => message('step.kubeadm-config.extra', { kind })),
	],
	changes: context => [file(kubeadmConfigFile, rendered(context), { mode: 0o600 })],
	checks: ({ resolution }) => [
		// It has to read the whole file before it can list anything.
		succeeds(message('step.kubeadm-config.read'), ['kubeadm', 'config', 'images', 'list', ...withConfig], 0),
		...(existsIn(componentFields['kubeadm config validate'], resolution.kubernetesVersion)
			? [succeeds(message('step.kubeadm-config.valid'), ['kubeadm', 'config', 'validate', ...withConfig], 0)]
			: []),
	],
}

const withConfig = ['--config', kubeadmConfigFile]

function rendered({ answers, facts, resolution }: PlanContext): string {
	return kubeadmInitConfig({
		kubernetesVersion: resolution.kubernetesVersion,
		hostname: answers.hostname,
		nodeAddress: answers.nodeAddress,
		controlPlaneEndpoint: answers.controlPlaneEndpoint,
		certSANs: answers.certSANs,
		podSubnet: answers.podSubnet,
		serviceSubnet: answers.serviceSubnet,
		imageRepository: resolution.images.repository,
		dns: resolution.images.dns,
		schedulable: answers.schedulable,
		proxyMode: answers.proxyMode,
		mayWriteConntrack: facts.mayWriteConntrack,
		swapStays: swapStays(facts),
		resolvConf: facts.resolvConf === '/etc/resolv.conf' ? undefined : facts.resolvConf,
		extra: answers.kubeadmExtra,
	})
}
