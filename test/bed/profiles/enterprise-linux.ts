import { folders, repositoryUrl } from '../packages/urls.ts'
import type { EnterpriseLinux, ProfileFile } from './profile.ts'

/** What the rpm profiles have in common. */
export const rpmPackages = ['dnf', 'rpm', 'python3', 'firewalld', 'postfix']

export const rpmFiles = (release: EnterpriseLinux): Record<string, ProfileFile> => ({
	'/etc/yum.repos.d/bed-base.repo': {
		text: `[bed-base]
name=Base packages of the bed for EL ${release}
baseurl=${repositoryUrl}/${folders.baseOs[release]}/
enabled=1
gpgcheck=1
repo_gpgcheck=0
gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-bed
`,
	},
	'/etc/dnf/dnf.conf': {
		text: `[main]
gpgcheck=1
installonly_limit=3
clean_requirements_on_remove=True
best=True
skip_if_unavailable=False
`,
	},
	// Debian's rpm keeps its database in root's home.
	'/etc/rpm/macros': { text: '%_dbpath /var/lib/rpm\n' },
	'/etc/sysconfig/network': { text: '# Created by anaconda\n' },
	'/etc/locale.conf': { text: 'LANG="en_US.UTF-8"\n' },
	// Debian starts postfix through a template per instance; the rpm family has one plain unit.
	'/usr/lib/systemd/system/postfix.service': {
		text: `[Unit]
Description=Postfix Mail Transport Agent
After=network.target

[Service]
Type=forking
PIDFile=/var/spool/postfix/pid/master.pid
ExecStart=/usr/sbin/postfix start
ExecReload=/usr/sbin/postfix reload
ExecStop=/usr/sbin/postfix stop

[Install]
WantedBy=multi-user.target
`,
	},
	'/usr/sbin/service': {
		text: `#!/bin/sh
# service NAME ACTION: an action of the package where there is one, else the unit's.
legacy="/usr/libexec/initscripts/legacy-actions/$1/$2"
if [ -x "$legacy" ]; then exec "$legacy"; fi
exec systemctl "$2" "$1.service"
`,
		mode: 0o755,
	},
	// Units are off until an operator wants them, as the family's presets have it.
	'/usr/lib/systemd/system-preset/99-default-disable.preset': { text: 'disable *\n' },
	'/usr/lib/systemd/system/crond.service': {
		text: `[Unit]
Description=Command Scheduler
After=network.target

[Service]
ExecStart=/usr/sbin/crond -f
KillMode=process
Restart=on-failure

[Install]
WantedBy=multi-user.target
`,
	},
})

/** Without the local mail of a chroot, which Debian's postfix wants copied at every start. */
export const rpmCommands: readonly (readonly string[])[] = [
	['postconf', '-e', 'inet_interfaces=loopback-only', 'inet_protocols=ipv4', 'myhostname=localhost'],
	['postconf', '-F', '*/*/chroot=n'],
	[
		'rm',
		'-f',
		'/usr/lib/systemd/system-generators/postfix-instance-generator',
		'/usr/lib/systemd/system/postfix@.service',
	],
	['rm', '-f', '/usr/lib/systemd/system/postfix-resolvconf.path', '/usr/lib/systemd/system/postfix-resolvconf.service'],
	['mv', '/usr/sbin/cron', '/usr/sbin/crond'],
	['rm', '-f', '/usr/lib/systemd/system/cron.service', '/etc/systemd/system/multi-user.target.wants/cron.service'],
]
