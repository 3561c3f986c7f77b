import { type CniManifest, cnis } from '../catalog/cni.ts'
import { minorOf } from '../catalog/kubernetes.ts'
import { message } from '../locales/message.ts'
import { adminKubeconfig, file, ownFolder, sha256 } from './changes.ts'
import { bridgeConflist } from './render/bridge-conflist.ts'
import { cniManifest } from './render/cni-manifest.ts'
import type { Step } from './step.ts'

/** Row 25: the pod network, with this cluster's pod subnet and the mirror's images. */
export const cni: Step = {
	id: 'cni',
	rows: [25],
	needs: ['kubeadm-init', 'cni-images'],
	when: ({ answers }) => answers.role === 'init' && answers.cni.name !== 'none',
	notes: ({ answers: { cni: asked, kubernetesVersion } }) => {
		const manifests: readonly CniManifest[] = cnis[asked.name].manifests
		const pinned = manifests.find(entry => 'sha256' in asked && entry.sha256 === asked.sha256)
		const tested = pinned === undefined || pinned.to === undefined || minorOf(kubernetesVersion) <= pinned.to
		if (tested) return []
		const { version, from, to } = pinned
		const parameters = { name: `${asked.name} ${version}`, from: `1.${from}`, to: `1.${to}`, kubernetesVersion }
		return [message('step.cni.untested', parameters)]
	},
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
