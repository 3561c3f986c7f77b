import type { Change } from '../changes/index.ts'
import { proxyFile } from './containerd-config.ts'
import { registriesFolder } from './render/containerd-config.ts'
import type { PlanContext, Step } from './step.ts'

/** Row 15: what every node runs, pulled by containerd itself while packages are still being installed. */
export const images: Step = {
	id: 'images',
	rows: [15],
	needs: ['containerd-config'],
	changes: context => pulled(context, ofKubernetes(context, false)),
}

/** Beside the others: one image is fetched while another one is unpacked. */
export const controlPlaneImages: Step = {
	id: 'control-plane-images',
	rows: [15],
	needs: ['containerd-config'],
	when: context => ofKubernetes(context, true).length > 0,
	changes: context => pulled(context, ofKubernetes(context, true)),
}

/** While kubeadm works, which does not need them and fetches nothing. */
export const cniImages: Step = {
	id: 'cni-images',
	rows: [15],
	needs: ['images', 'control-plane-images'],
	when: ({ resolution }) => resolution.images.cni.length > 0,
	changes: context => pulled(context, context.resolution.images.cni),
}

const controlPlane = /\/(?:kube-apiserver|kube-controller-manager|kube-scheduler|etcd)[:@]/

function ofKubernetes({ resolution }: PlanContext, wanted: boolean): readonly string[] {
	return resolution.images.kubernetes.filter(reference => controlPlane.test(reference) === wanted)
}

function pulled({ resolution: { proxy } }: PlanContext, references: readonly string[]): Change[] {
	return references.map(reference => ({
		kind: 'image',
		reference,
		hostsDirectory: registriesFolder,
		...(proxy === undefined ? {} : { proxyFile }),
	}))
}
