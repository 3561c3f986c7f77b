import type { ProfileFile } from './profile.ts'

/** An operator's hosts file: lines that no tool made and that must outlive everything done here. */
export const hostsFile = (lines: readonly string[]): ProfileFile => ({
	text: `${['127.0.0.1\tlocalhost', '::1\tlocalhost ip6-localhost ip6-loopback', '', ...lines].join('\n')}\n`,
})

/** The operator's own packet filter rules: a chain of his own, reached from INPUT and FORWARD. */
export const siteRules: ProfileFile = {
	text: `# Site rules, maintained by hand. Ask the network team before touching them.
*filter
:SITE-INPUT - [0:0]
-A INPUT -j SITE-INPUT
-A SITE-INPUT -s 192.0.2.0/24 -j DROP
-A SITE-INPUT -p tcp -m tcp --dport 9999 -j REJECT --reject-with tcp-reset
-A SITE-INPUT -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
`,
	mode: 0o600,
}

/** A unit that puts the rules of `path` back at every boot, beside whatever rules there are. */
export const siteRulesUnit = (path: string): ProfileFile => ({
	text: `[Unit]
Description=Packet filter rules of this site
After=firewalld.service ufw.service
Before=network-pre.target
Wants=network-pre.target
ConditionPathExists=${path}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/iptables-restore --noflush ${path}

[Install]
WantedBy=multi-user.target
`,
})

/** Timers that would change the host while a scenario compares it. */
export const noisyTimers = ['apt-daily.timer', 'apt-daily-upgrade.timer', 'dpkg-db-backup.timer', 'fstrim.timer']
