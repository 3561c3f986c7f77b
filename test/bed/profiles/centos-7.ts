import { hostsFile, siteRules, siteRulesUnit } from './common.ts'
import { rpmCommands, rpmFiles, rpmPackages } from './enterprise-linux.ts'
import type { Profile } from './profile.ts'

/** Where the real tools stay whose place a stand-in takes. */
export const realTools = '/usr/lib/el7-stand-ins'

export const centos7: Profile = {
	name: 'centos-7',
	what: 'The names and ways of CentOS 7.9 (yum, own iptables rules, postfix, stand-ins that refuse newer options) on a Debian 12 userland.',
	install: rpmPackages,
	files: {
		...rpmFiles(7),
		'/etc/sysconfig/site.rules': siteRules,
		'/etc/systemd/system/site-firewall.service': siteRulesUnit('/etc/sysconfig/site.rules'),
		'/usr/lib/os-release': {
			text: `NAME="CentOS Linux"
VERSION="7 (Core)"
ID="centos"
ID_LIKE="rhel fedora"
VERSION_ID="7"
PRETTY_NAME="CentOS Linux 7 (Core)"
ANSI_COLOR="0;31"
CPE_NAME="cpe:/o:centos:centos:7"
HOME_URL="https://www.centos.org/"
BUG_REPORT_URL="https://bugs.centos.org/"

CENTOS_MANTISBT_PROJECT="CentOS-7"
CENTOS_MANTISBT_PROJECT_VERSION="7"
REDHAT_SUPPORT_PRODUCT="centos"
REDHAT_SUPPORT_PRODUCT_VERSION="7"

`,
		},
		'/etc/centos-release': { text: 'CentOS Linux release 7.9.2009 (Core)\n' },
		'/etc/fstab': {
			text: `
#
# /etc/fstab
# Created by anaconda on Thu Mar 14 09:26:53 2019
#
UUID=6ce1c6a7-4f2c-4a3b-9a55-0d1d7f3c9b1e swap                    swap    defaults        0 0
`,
		},
		'/etc/hosts': hostsFile([
			'# DNS is slow on this site, so the important ones are here',
			'192.0.2.53  ns1.example ns1',
			'192.0.2.80  www.example www intranet',
		]),
		'/etc/yum.conf': {
			text: `[main]
cachedir=/var/cache/yum/$basearch/$releasever
keepcache=0
debuglevel=2
logfile=/var/log/yum.log
exactarch=1
obsoletes=1
gpgcheck=1
plugins=1
installonly_limit=5
`,
		},
	},
	links: {
		'/etc/redhat-release': 'centos-release',
		'/etc/system-release': 'centos-release',
		// dnf under the name of yum reads yum's file.
		'/etc/dnf/dnf.conf': '../yum.conf',
	},
	timezone: 'America/Chicago',
	adminGroup: 'wheel',
	enable: ['postfix.service', 'crond.service', 'site-firewall.service'],
	disable: ['firewalld.service'],
	commands: [
		...rpmCommands,
		// CentOS 7 has no dnf: its name is yum, and a stand-in answers to that.
		['mkdir', '-p', realTools],
		['mv', '/usr/bin/dnf-3', `${realTools}/yum`],
		['rm', '-f', '/usr/bin/dnf'],
	],
	enterpriseLinux: 7,
}
