import { hostsFile } from './common.ts'
import { rpmCommands, rpmFiles, rpmPackages } from './enterprise-linux.ts'
import type { Profile } from './profile.ts'

export const rocky9: Profile = {
	name: 'rocky-9',
	what: 'The names and ways of Rocky Linux 9 (dnf with a real rpm database, firewalld active, postfix) on a Debian 12 userland.',
	install: rpmPackages,
	files: {
		...rpmFiles(9),
		'/usr/lib/os-release': {
			text: `NAME="Rocky Linux"
VERSION="9.4 (Blue Onyx)"
ID="rocky"
ID_LIKE="rhel centos fedora"
VERSION_ID="9.4"
PLATFORM_ID="platform:el9"
PRETTY_NAME="Rocky Linux 9.4 (Blue Onyx)"
ANSI_COLOR="0;32"
LOGO="fedora-logo-icon"
CPE_NAME="cpe:/o:rocky:rocky:9::baseos"
HOME_URL="https://rockylinux.org/"
BUG_REPORT_URL="https://bugs.rockylinux.org/"
SUPPORT_END="2032-05-31"
ROCKY_SUPPORT_PRODUCT="Rocky-Linux-9"
ROCKY_SUPPORT_PRODUCT_VERSION="9.4"
REDHAT_SUPPORT_PRODUCT="Rocky Linux"
REDHAT_SUPPORT_PRODUCT_VERSION="9.4"
`,
		},
		'/etc/rocky-release': { text: 'Rocky Linux release 9.4 (Blue Onyx)\n' },
		'/etc/fstab': {
			text: `#
# /etc/fstab
# Created by anaconda
#
/dev/mapper/rl-swap     none                    swap    defaults        0 0
`,
		},
		'/etc/hosts': hostsFile([
			'# storage network',
			'203.0.113.21   nas1.storage.example nas1',
			'203.0.113.22   nas2.storage.example nas2   # replica',
		]),
		// firewalld empties the tables when it starts: own iptables rules live through it as its direct rules.
		'/etc/firewalld/direct.xml': {
			text: `<?xml version="1.0" encoding="utf-8"?>
<direct>
  <chain ipv="ipv4" table="filter" chain="SITE-INPUT"/>
  <rule ipv="ipv4" table="filter" chain="INPUT" priority="0">-j SITE-INPUT</rule>
  <rule ipv="ipv4" table="filter" chain="SITE-INPUT" priority="0">-s 192.0.2.0/24 -j DROP</rule>
  <rule ipv="ipv4" table="filter" chain="SITE-INPUT" priority="1">-p tcp -m tcp --dport 9999 -j REJECT --reject-with tcp-reset</rule>
</direct>
`,
		},
		'/etc/firewalld/zones/public.xml': {
			text: `<?xml version="1.0" encoding="utf-8"?>
<zone>
  <short>Public</short>
  <description>For use in public areas. You do not trust the other computers on networks to not harm your computer.</description>
  <service name="ssh"/>
  <port port="9100" protocol="tcp"/>
  <forward/>
</zone>
`,
		},
	},
	links: {
		'/etc/redhat-release': 'rocky-release',
		'/etc/system-release': 'rocky-release',
		'/usr/bin/yum': 'dnf-3',
	},
	timezone: 'Europe/Berlin',
	adminGroup: 'wheel',
	enable: ['firewalld.service', 'postfix.service', 'crond.service'],
	disable: [],
	commands: rpmCommands,
	enterpriseLinux: 9,
}
