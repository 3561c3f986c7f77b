import { proxyFile } from './containerd-config.ts'
import { registriesFolder } from './render/containerd-config.ts'
import type { Step } from './step.ts'

/** Row 15: every image of this version, pulled by containerd itself while packages are still being installed. */
export const images: Step = {
	id: 'images',
	rows: [15],
	needs: ['containerd-config'],
	changes: ({ resolution: { images: plan, proxy } }) =>
		[...plan.kubernetes, ...plan.cni].map(reference => ({
			kind: 'image',
			reference,
			hostsDirectory: registriesFolder,
			...(proxy === undefined ? {} : { proxyFile }),
		})),
}
