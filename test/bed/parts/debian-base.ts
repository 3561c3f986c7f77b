import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../cache.ts'
import { installTools, suite } from '../debian.ts'
import { base } from '../packages/debian.ts'
import { network } from '../paths.ts'
import { run } from '../shell.ts'
import { debianPool } from './debian-pool.ts'

/** Units that have no business in a container, or that touch what belongs to the whole machine. */
const masked = [
	'console-getty.service',
	'dev-hugepages.mount',
	'e2scrub_all.timer',
	'e2scrub_reap.service',
	'sys-kernel-config.mount',
	'sys-kernel-debug.mount',
	'sys-kernel-tracing.mount',
	'systemd-journald-audit.socket',
	'systemd-networkd-wait-online.service',
]

/** Documentation stays out: a host is compared file by file, and nobody reads it there. */
export const unwanted = [
	'/usr/share/doc/*',
	'/usr/share/man/*',
	'/usr/share/locale/*',
	'/usr/share/info/*',
	'/usr/share/lintian/*',
]

/**
 * Debian 12 as every host has it at the bottom. `root` holds systemd, dbus, networkd, apt, no network
 * set up, no sources, no machine id.
 */
export const debianBase: Part = {
	name: 'debian-base',
	files: [import.meta.filename],
	values: base,
	needs: [debianPool],
	async build(into, { dir, log, scratch }) {
		await installTools(['mmdebstrap', 'systemd-container'])
		const made = join(scratch, 'made')
		mkdirSync(made)
		const archive = join(scratch, 'root.tar')
		await run(
			'make the base system',
			[
				// dpkg asks for every file to reach the disk, which here is memory, and goes away with the program.
				'unshare',
				'--mount',
				'--propagation=private',
				'sh',
				'-e',
				'-c',
				'mount -t tmpfs bed "$0"; exec "$@"',
				made,
				'mmdebstrap',
				'--mode=root',
				'--variant=essential',
				`--include=${base.join(',')}`,
				'--format=tar',
				...unwanted.map(pattern => `--dpkgopt=path-exclude=${pattern}`),
				'--dpkgopt=force-unsafe-io',
				// Without it /bin and /usr/bin would be two folders.
				'--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
				'--aptopt=APT::Install-Recommends "false"',
				suite,
				archive,
				`deb [trusted=yes] copy:${dir(debianPool)} ./`,
			],
			{ log, env: { TMPDIR: made } },
		)
		const root = join(into, 'root')
		mkdirSync(root)
		const tar = [
			'tar',
			'--extract',
			'--numeric-owner',
			'--xattrs',
			'--xattrs-include=*',
			`--file=${archive}`,
			`--directory=${root}`,
		]
		await run('unpack the base system', tar, { log })
		rmSync(join(root, 'etc/apt/apt.conf.d/99mmdebstrap'), { force: true })
		rmSync(join(root, 'etc/dpkg/dpkg.cfg.d/99mmdebstrap'), { force: true })
		writeFileSync(join(root, 'etc/apt/sources.list'), '')
		writeFileSync(join(root, 'etc/machine-id'), '')
		writeFileSync(join(root, 'etc/resolv.conf'), `nameserver ${network.gateway}\n`)
		rmSync(join(root, 'etc/hostname'), { force: true })
		writeFileSync(join(root, 'etc/systemd/network/10-host0.network'), '[Match]\nName=host0\n\n[Network]\nDHCP=no\n')
		for (const unit of masked) symlinkSync('/dev/null', join(root, 'etc/systemd/system', unit))
		await run('enable networkd', ['systemctl', `--root=${root}`, 'enable', 'systemd-networkd.service'], { log })
		rmSync(join(root, 'etc/systemd/system/network-online.target.wants'), { recursive: true, force: true })
	},
}
