import { repositoryUrl } from '../packages/urls.ts'
import { hostsFile, noisyTimers } from './common.ts'
import type { Profile } from './profile.ts'

export const ubuntu2404: Profile = {
	name: 'ubuntu-24.04',
	what: 'The names and ways of Ubuntu 24.04 (os-release, sources in deb822, ufw active, postfix) on a Debian 12 userland.',
	install: ['ufw', 'postfix', 'systemd-timesyncd'],
	files: {
		'/usr/lib/os-release': {
			text: `PRETTY_NAME="Ubuntu 24.04.3 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.3 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=noble
LOGO=ubuntu-logo
`,
		},
		'/etc/lsb-release': {
			text: `DISTRIB_ID=Ubuntu
DISTRIB_RELEASE=24.04
DISTRIB_CODENAME=noble
DISTRIB_DESCRIPTION="Ubuntu 24.04.3 LTS"
`,
		},
		'/etc/debian_version': { text: 'trixie/sid\n' },
		'/etc/issue': { text: 'Ubuntu 24.04.3 LTS \\n \\l\n\n' },
		'/etc/apt/sources.list': { text: '# Ubuntu sources have moved to /etc/apt/sources.list.d/ubuntu.sources\n' },
		'/etc/apt/sources.list.d/ubuntu.sources': {
			text: `Types: deb
URIs: ${repositoryUrl}/ubuntu/
Suites: noble
Components: main
Signed-By: /usr/share/keyrings/bed-archive-keyring.asc
`,
		},
		'/etc/fstab': { text: 'tmpfs /srv/scratch tmpfs size=16m,noauto 0 0\n/swap.img\tnone\tswap\tsw\t0\t0\n' },
		'/etc/hosts': hostsFile([
			'# --- managed by hand ---',
			'198.51.100.7 git.site.example git',
			'198.51.100.8 registry.site.example',
			'# --- end ---',
		]),
	},
	links: {},
	timezone: 'Asia/Kolkata',
	adminGroup: 'sudo',
	enable: ['ufw.service', 'postfix.service'],
	disable: noisyTimers,
	commands: [
		['fallocate', '--length', '16M', '/swap.img'],
		['chmod', '600', '/swap.img'],
		['mkswap', '--quiet', '/swap.img'],
		['postconf', '-e', 'inet_interfaces=loopback-only', 'inet_protocols=ipv4', 'myhostname=localhost'],
		// Without it every start copies half of /etc into postfix's own root.
		['postconf', '-F', '*/*/chroot=n'],
		['ufw', 'allow', '22/tcp'],
		[
			'ufw',
			'allow',
			'from',
			'198.51.100.0/24',
			'to',
			'any',
			'port',
			'9100',
			'proto',
			'tcp',
			'comment',
			'node exporter',
		],
		['sed', '-i', 's/^ENABLED=no/ENABLED=yes/', '/etc/ufw/ufw.conf'],
	],
	builtInModules: [
		'kernel/net/bridge/bridge.ko',
		'kernel/net/bridge/br_netfilter.ko',
		'kernel/net/netfilter/nf_conntrack.ko',
		'kernel/drivers/net/vxlan/vxlan.ko',
		'kernel/fs/overlayfs/overlay.ko',
	],
}
