import { adminKubeconfig, file, ownFolder, sha256 } from './changes.ts'
import { bridgeConflist } from './render/bridge-conflist.ts'
import { cniManifest } from './render/cni-manifest.ts'
import type { Step } from './step.ts'

/** Row 25: the pod network, with this cluster's pod subnet and the mirror's images. */
export const cni: Step = {
	id: 'cni',
	rows: [25],
	needs: ['kubeadm-init'],
	when: ({ answers }) => answers.role === 'init' && answers.cni.name !== 'none',
	changes: ({ answers, resolution }) => {
		const plan = resolution.cni
		if (plan.kind === 'none') return []
		if (plan.kind === 'bridge')
			return [file('/etc/cni/net.d/10-k8s-wizard.conflist', bridgeConflist(answers.podSubnet))]
		const path = `${ownFolder}/cni/${plan.name}.yaml`
		const { text } = cniManifest(plan.text, {
			podSubnet: answers.podSubnet,
			image: name => plan.renamed[name] ?? name,
		})
		return [file(path, text), { kind: 'manifest', path, sha256: sha256(text), kubeconfig: adminKubeconfig }]
	},
}
