import type { ModelDescription } from '../model-host.ts'
import { type Composition, composed } from './composed.ts'

/** Bare hosts by name; all of them composed, none recorded on a real machine. */
const compositions: Readonly<Record<string, Composition>> = {
	'centos-7.6': {
		osRelease:
			'NAME="CentOS Linux"\nVERSION="7 (Core)"\nID="centos"\nID_LIKE="rhel fedora"\nVERSION_ID="7"\nPRETTY_NAME="CentOS Linux 7 (Core)"\n',
		kernel: '3.10.0-957.el7.x86_64',
		systemd: 219,
		cgroup: 1,
		hostname: 'localhost.localdomain',
		swap: '/dev/mapper/centos-swap',
		selinux: 'enforcing',
		manager: '/usr/bin/yum',
		units: ['firewalld.service', 'chronyd.service', 'postfix.service', 'sshd.service', 'systemd-journald.service'],
		network: { device: 'ens33', address: '192.168.43.105', gateway: '192.168.43.2' },
		timezone: 'Asia/Shanghai',
		files: {
			'/etc/yum.conf': '[main]\n',
			'/etc/yum.repos.d/CentOS-Base.repo': '[base]\nmirrorlist=http://mirrorlist.centos.org/\n',
		},
	},
	'rocky-9': {
		osRelease:
			'NAME="Rocky Linux"\nVERSION="9.4 (Blue Onyx)"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\nPLATFORM_ID="platform:el9"\nPRETTY_NAME="Rocky Linux 9.4 (Blue Onyx)"\n',
		kernel: '5.14.0-427.13.1.el9_4.x86_64',
		systemd: 252,
		cgroup: 2,
		hostname: 'rocky',
		swap: '/dev/dm-1',
		selinux: 'enforcing',
		manager: '/usr/bin/dnf',
		units: ['firewalld.service', 'chronyd.service', 'sshd.service', 'systemd-journald.service'],
		files: { '/etc/dnf/dnf.conf': '[main]\ngpgcheck=1\n', '/etc/yum.repos.d/rocky.repo': '[baseos]\n' },
	},
	'debian-12': {
		osRelease:
			'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n',
		kernel: '6.1.0-27-amd64',
		systemd: 252,
		cgroup: 2,
		hostname: 'debian',
		manager: '/usr/bin/apt-get',
		units: ['systemd-timesyncd.service', 'ssh.service', 'systemd-journald.service'],
		files: {
			'/etc/apt/sources.list': 'deb http://deb.debian.org/debian bookworm main\n',
			'/etc/timezone': 'Etc/UTC\n',
		},
	},
	'ubuntu-24.04': {
		osRelease:
			'PRETTY_NAME="Ubuntu 24.04.1 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\nUBUNTU_CODENAME=noble\n',
		kernel: '6.8.0-48-generic',
		systemd: 255,
		cgroup: 2,
		hostname: 'ubuntu',
		swap: '/swap.img',
		manager: '/usr/bin/apt-get',
		units: ['systemd-timesyncd.service', 'ssh.service', 'systemd-journald.service'],
		files: {
			'/swap.img': '',
			'/etc/ufw/ufw.conf': 'ENABLED=no\n',
			'/etc/apt/sources.list.d/ubuntu.sources':
				'Types: deb\nURIs: http://archive.ubuntu.com/ubuntu\nSuites: noble\nComponents: main\n',
		},
	},
}

export const modelHostNames: readonly string[] = Object.keys(compositions)

/** The bare model host of this name; undefined: there is none. */
export function modelHostNamed(name: string): ModelDescription | undefined {
	const composition = Object.hasOwn(compositions, name) ? compositions[name] : undefined
	return composition && composed(composition)
}
