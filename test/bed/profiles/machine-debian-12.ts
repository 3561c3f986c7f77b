import { noisyTimers } from './common.ts'
import { debian12 } from './debian-12.ts'
import type { Profile } from './profile.ts'

/** Where the part `machine` has put the bed's public key, beside what root may have of its own. */
export const bedKeys = '/etc/ssh/bed_authorized_keys'

/** The things to find of `debian-12`, on a host with a kernel, a disk and a network card of its own. */
export const machineDebian12: Profile = {
	...debian12,
	name: 'machine-debian-12',
	what: 'Debian 12 with its own kernel and loadable modules, on an emulated machine: slow, and the only one where modules are real.',
	install: [...debian12.install, 'linux-image-cloud-amd64', 'initramfs-tools', 'udev', 'openssh-server'],
	files: {
		...debian12.files,
		'/etc/fstab': {
			text: `# <file system> <mount point> <type> <options> <dump> <pass>
LABEL=root / ext4 errors=remount-ro 0 1
/swapfile none swap sw,noauto 0 0
`,
		},
		// The network card that `up` gives it; its address follows per machine, in a drop-in.
		'/etc/systemd/network/10-wired.network': { text: '[Match]\nType=ether\nDriver=virtio_net\n\n[Network]\nDHCP=no\n' },
		'/etc/ssh/sshd_config.d/bed.conf': {
			text: `PasswordAuthentication no
PermitRootLogin prohibit-password
AuthorizedKeysFile .ssh/authorized_keys ${bedKeys}
UseDNS no
# Many commands at once come over one connection.
MaxSessions 100
`,
		},
		// Only what this machine's disk needs: a third of the size, and so of the time that unpacking it takes.
		'/etc/initramfs-tools/conf.d/small': { text: 'MODULES=list\nCOMPRESS=lz4\n' },
		'/etc/initramfs-tools/modules': { text: 'virtio_pci\nvirtio_blk\next4\n' },
	},
	enable: [...debian12.enable, 'ssh.service', 'systemd-udevd.service'],
	disable: [...noisyTimers, 'e2scrub_all.timer', 'e2scrub_reap.service', 'getty@tty1.service'],
	commands: [
		...debian12.commands,
		// The container's own network file has no interface to match here.
		['rm', '/etc/systemd/network/10-host0.network'],
		['update-initramfs', '-u'],
	],
}
