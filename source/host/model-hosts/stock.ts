import { createHash } from 'node:crypto'
import type { Model, OfferedPackage } from '../model-host/model.ts'

/** What packages bring, by name; others bring nothing that matters. */
const contents: Readonly<Record<string, Pick<OfferedPackage, 'files' | 'units'>>> = {
	'containerd.io': {
		units: ['containerd.service'],
		files: { '/etc/containerd/config.toml': 'disabled_plugins = ["cri"]\n', '/usr/bin/containerd': '' },
	},
	containerd: { units: ['containerd.service'], files: { '/usr/bin/containerd': '' } },
	kubelet: {
		units: ['kubelet.service'],
		files: { '/usr/bin/kubelet': '', '/etc/sysconfig/kubelet': 'KUBELET_EXTRA_ARGS=\n' },
	},
	kubeadm: { files: { '/usr/bin/kubeadm': '' } },
	chrony: { units: ['chronyd.service'], files: { '/etc/chrony.conf': 'pool pool.ntp.org iburst\n' } },
	'kubernetes-cni': { files: { '/opt/cni/bin/bridge': '' } },
}

export interface Stock {
	readonly packages: readonly { readonly name: string; readonly version: string }[]
	/** Full names. */
	readonly images: readonly string[]
}

/** Lets the mirrors of a model host have these. */
export function stock(model: Model, { packages, images }: Stock): void {
	const known = new Set(model.offered.map(({ name, version }) => `${name} ${version}`))
	for (const one of packages) {
		if (!known.has(`${one.name} ${one.version}`)) model.offered.push({ ...one, ...contents[one.name] })
	}
	for (const image of images) {
		model.registry.set(image, `sha256:${createHash('sha256').update(image).digest('hex')}`)
	}
}
