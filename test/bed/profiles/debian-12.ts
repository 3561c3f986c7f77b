import { repositoryUrl } from '../packages/urls.ts'
import { hostsFile, noisyTimers, siteRules, siteRulesUnit } from './common.ts'
import type { Profile } from './profile.ts'

export const debian12: Profile = {
	name: 'debian-12',
	what: 'Debian 12 as it is: apt, own iptables rules, exim, a swap file in fstab.',
	install: ['exim4-daemon-light', 'systemd-timesyncd'],
	files: {
		'/etc/apt/sources.list': {
			text: `deb [signed-by=/usr/share/keyrings/bed-archive-keyring.asc] ${repositoryUrl}/debian bookworm main\n`,
		},
		'/etc/fstab': {
			text: `# <file system> <mount point> <type> <options> <dump> <pass>
/swapfile none swap sw 0 0
`,
		},
		'/etc/hosts': hostsFile([
			'# office services, 2019-04-02',
			'192.0.2.10\tldap.office.example ldap',
			'192.0.2.11\tbackup.office.example\t# nightly, do not remove',
		]),
		'/etc/iptables/site.rules': siteRules,
		'/etc/systemd/system/site-firewall.service': siteRulesUnit('/etc/iptables/site.rules'),
		'/etc/sysctl.d/50-site.conf': { text: '# this site\nnet.ipv4.ip_forward = 0\nnet.ipv4.tcp_syncookies = 1\n' },
	},
	links: {},
	timezone: 'America/New_York',
	adminGroup: 'sudo',
	enable: ['site-firewall.service'],
	disable: noisyTimers,
	commands: [
		['fallocate', '--length', '16M', '/swapfile'],
		['chmod', '600', '/swapfile'],
		['mkswap', '--quiet', '/swapfile'],
	],
}
