import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Part } from '../cache.ts'
import { BedError } from '../errors.ts'
import { bedRoot } from '../paths.ts'
import { run } from '../shell.ts'
import { debianPool } from './debian-pool.ts'
import { kubernetes } from './kubernetes.ts'
import { standIns } from './stand-ins.ts'
import { linkTree, unpackMerged } from './trees.ts'

const texts = join(bedRoot, 'packages')

/** The pool's file of a Debian package. */
export function debFile(pool: string, name: string): string {
	const found = readdirSync(join(pool, 'pool')).find(file => file.startsWith(`${name}_`))
	if (found === undefined) throw new BedError(`the pool has no package ${name}`)
	return join(pool, 'pool', found)
}

/** Upstream's part of a Debian version, as rpm versions are written: no epoch, no repacking mark, no revision. */
export const upstreamVersion = (debian: string): string =>
	debian
		.replace(/^\d+:/, '')
		.replace(/-[^-]*$/, '')
		.replace(/[+~](ds|dfsg|really|git).*$/, '')
		.replaceAll('-', '.')

/**
 * The files of the vendors' packages, by family where they differ: `rpm/NAME/…` and `deb/NAME/…` are the trees to pack.
 */
export const packageTrees: Part = {
	name: 'package-trees',
	files: [
		import.meta.filename,
		join(import.meta.dirname, 'trees.ts'),
		join(texts, 'kubernetes'),
		join(texts, 'containerd'),
	],
	needs: [kubernetes, standIns, debianPool],
	async build(into, { dir, scratch, log }) {
		const pool = dir(debianPool)
		for (const name of ['containernetworking-plugins', 'containerd', 'runc'])
			await unpackMerged(debFile(pool, name), join(scratch, name), log)
		for (const family of ['rpm', 'deb'] as const) {
			const put = async (source: string, name: string, path: string, mode = '755') => {
				const target = join(into, family, name, path)
				mkdirSync(dirname(target), { recursive: true })
				await run('stage a file', ['cp', '--reflink=auto', source, target])
				await run('stage a file', ['chmod', mode, target])
			}
			const binaries = join(dir(kubernetes), 'bin')
			for (const name of ['kubeadm', 'kubelet', 'kubectl']) await put(join(binaries, name), name, `usr/bin/${name}`)
			await put(join(dir(standIns), 'bin/crictl'), 'cri-tools', 'usr/bin/crictl')
			await put(join(texts, 'kubernetes/kubelet.service'), 'kubelet', 'usr/lib/systemd/system/kubelet.service', '644')
			const dropIn = 'usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf'
			await put(join(texts, `kubernetes/10-kubeadm.${family}.conf`), 'kubeadm', dropIn, '644')
			const settings = join(into, family, 'kubelet/etc', family === 'rpm' ? 'sysconfig' : 'default')
			mkdirSync(settings, { recursive: true })
			writeFileSync(join(settings, 'kubelet'), 'KUBELET_EXTRA_ARGS=\n')
			mkdirSync(join(into, family, 'kubelet/etc/kubernetes/manifests'), { recursive: true })

			linkTree(
				join(scratch, 'containernetworking-plugins/usr/lib/cni'),
				join(into, family, 'kubernetes-cni/opt/cni/bin'),
			)

			const runtime = join(into, family, 'containerd.io')
			linkTree(join(scratch, 'containerd/usr/bin'), join(runtime, 'usr/bin'))
			// Debian's runc lives in /usr/sbin; Docker's package has it beside containerd.
			linkTree(join(scratch, 'runc/usr/sbin'), join(runtime, 'usr/bin'))
			mkdirSync(join(runtime, 'etc/containerd'), { recursive: true })
			mkdirSync(join(runtime, 'usr/lib/systemd/system'), { recursive: true })
			copyFileSync(join(texts, 'containerd/config.toml'), join(runtime, 'etc/containerd/config.toml'))
			copyFileSync(
				join(texts, 'containerd/containerd.service'),
				join(runtime, 'usr/lib/systemd/system/containerd.service'),
			)
		}
	},
}
