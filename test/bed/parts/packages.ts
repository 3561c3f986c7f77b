import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Part } from '../cache.ts'
import { BedError } from '../errors.ts'
import { bedRoot } from '../paths.ts'
import { run } from '../shell.ts'
import { debianPool } from './debian-pool.ts'
import { kubernetes } from './kubernetes.ts'
import { standIns } from './stand-ins.ts'

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

/** Unpacks a Debian package into `tree` with /bin, /sbin and /lib merged into /usr, without its documentation. */
export async function unpackMerged(deb: string, tree: string, scratch: string, log: string): Promise<void> {
	await run('unpack a Debian package', ['dpkg-deb', '--extract', deb, scratch], { log })
	await run('drop documentation', [
		'rm',
		'-rf',
		...['doc', 'man', 'locale', 'info', 'lintian', 'bug'].map(name => join(scratch, 'usr/share', name)),
	])
	mkdirSync(join(tree, 'usr'), { recursive: true })
	for (const entry of readdirSync(scratch)) {
		const to = /^(bin|sbin|lib|lib64)$/.test(entry) ? join(tree, 'usr', entry) : join(tree, entry)
		mkdirSync(to, { recursive: true })
		await run('merge into /usr', ['cp', '--archive', '--link', `${join(scratch, entry)}/.`, to])
	}
	await run('remove scratch', ['rm', '-rf', scratch])
}

/**
 * The files of the vendors' packages, by family where they differ: `rpm/NAME/…` and `deb/NAME/…` are the trees to pack.
 */
export const packageTrees: Part = {
	name: 'package-trees',
	files: [import.meta.filename, join(texts, 'kubernetes'), join(texts, 'containerd')],
	needs: [kubernetes, standIns, debianPool],
	async build(into, { dir, scratch, log }) {
		const pool = dir(debianPool)
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

			await unpackMerged(debFile(pool, 'containernetworking-plugins'), join(scratch, 'cni'), join(scratch, 'x'), log)
			const plugins = join(into, family, 'kubernetes-cni/opt/cni/bin')
			mkdirSync(plugins, { recursive: true })
			cpSync(join(scratch, 'cni/usr/lib/cni'), plugins, { recursive: true })

			const runtime = join(into, family, 'containerd.io')
			for (const name of ['containerd', 'runc'])
				await unpackMerged(debFile(pool, name), runtime, join(scratch, 'x'), log)
			// Debian's runc lives in /usr/sbin; Docker's package has it beside containerd.
			await run('move runc', ['mv', join(runtime, 'usr/sbin/runc'), join(runtime, 'usr/bin/runc')])
			await run('drop Debian’s folder', ['rmdir', join(runtime, 'usr/sbin')])
			await run('drop Debian’s files', [
				'rm',
				'-rf',
				join(runtime, 'etc'),
				join(runtime, 'usr/lib'),
				join(runtime, 'usr/share'),
			])
			mkdirSync(join(runtime, 'etc/containerd'), { recursive: true })
			mkdirSync(join(runtime, 'usr/lib/systemd/system'), { recursive: true })
			copyFileSync(join(texts, 'containerd/config.toml'), join(runtime, 'etc/containerd/config.toml'))
			copyFileSync(
				join(texts, 'containerd/containerd.service'),
				join(runtime, 'usr/lib/systemd/system/containerd.service'),
			)
			await run('remove scratch', ['rm', '-rf', join(scratch, 'cni')])
		}
	},
}
