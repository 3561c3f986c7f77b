/** Debian packages in every root file system, beyond Debian's essential ones. */
export const base = [
	'apt',
	'usr-is-merged',
	'systemd',
	'systemd-sysv',
	'dbus',
	'libpam-systemd',
	'sudo',
	'kmod',
	'procps',
	'iproute2',
	'iputils-ping',
	'iptables',
	'nftables',
	'ca-certificates',
	'curl',
	'tzdata',
	'netbase',
	'hostname',
	'passwd',
	'mount',
	'xz-utils',
	'cron',
] as const

/**
 * What the operating system's own repository offers beyond that, each with all it depends on.
 * Two lists, because chrony and timesyncd, ufw and iptables-persistent exclude each other.
 */
export const offered: readonly (readonly string[])[] = [
	[
		'conntrack',
		'conntrackd',
		'socat',
		'ebtables',
		'ethtool',
		'ipset',
		'ipvsadm',
		'jq',
		'containerd',
		'runc',
		'containernetworking-plugins',
		'docker.io',
		'wget',
		'net-tools',
		'sysstat',
		'vim',
		'git',
		'gnupg',
	],
	['chrony', 'iptables-persistent'],
	['linux-image-cloud-amd64', 'initramfs-tools', 'udev', 'openssh-server'],
]
