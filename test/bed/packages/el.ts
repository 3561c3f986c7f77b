import { centos7 } from '../profiles/centos-7.ts'
import type { EnterpriseLinux, Profile } from '../profiles/profile.ts'
import { rocky9 } from '../profiles/rocky-9.ts'

/** An rpm of the operating system, made of the files of Debian packages under the name the rpm family gives them. */
export interface OsRpm {
	name: string
	summary: string
	/** Debian packages whose files it holds; the first one's version is its version. */
	debs: readonly string[]
	/** Part of every installation: in the rpm database from the start. */
	base?: true
	only?: EnterpriseLinux
	requires?: readonly string[]
	/** Names it answers to as well, each at its own version, and paths. */
	provides?: readonly string[]
	/** Paths left out; a folder stands for all below it. */
	omit?: readonly string[]
	/** Paths moved: from → to. */
	move?: Readonly<Record<string, string>>
	/** Files of our own: path → text. Those under /usr/libexec and /usr/sbin are executable. */
	files?: Readonly<Record<string, string>>
	links?: Readonly<Record<string, string>>
	/** systemd unit that its scripts register. */
	unit?: string
	/** System user that it creates. */
	user?: string
	/** For packages without Debian files. */
	version?: string
	epoch?: number
}

const nft = '/usr/sbin/xtables-nft-multi'
const iptablesLinks = Object.fromEntries(
	['iptables', 'ip6tables'].flatMap(name =>
		['', '-save', '-restore'].map(suffix => [`/usr/sbin/${name}${suffix}`, nft]),
	),
)
const bridgeLinks = Object.fromEntries(
	['ebtables', 'arptables'].flatMap(name =>
		['', '-save', '-restore'].map(suffix => [`/usr/sbin/${name}${suffix}`, nft]),
	),
)
/** In Debian's iptables too, but in Enterprise Linux 7 packages of their own. */
export const bridgeTools = ['ebtables', 'arptables'].flatMap(name =>
	['', '-nft'].flatMap(kind => ['', '-save', '-restore'].map(suffix => `/usr/sbin/${name}${kind}${suffix}`)),
)

const releaseFiles = (profile: Profile, releaseFile: string): Pick<OsRpm, 'files' | 'links'> => ({
	files: Object.fromEntries(['/usr/lib/os-release', releaseFile].map(path => [path, profile.files[path]?.text ?? ''])),
	links: {
		'/etc/redhat-release': releaseFile.replace('/etc/', ''),
		'/etc/system-release': releaseFile.replace('/etc/', ''),
		'/etc/os-release': '../usr/lib/os-release',
	},
})

/** Rules are kept in /etc/sysconfig and put back at boot, by a script in Enterprise Linux as here. */
const iptablesService: Pick<OsRpm, 'files' | 'unit'> = {
	unit: 'iptables.service',
	files: {
		'/usr/lib/systemd/system/iptables.service': `[Unit]
Description=IPv4 firewall with iptables
Before=network-pre.target
Wants=network-pre.target
Conflicts=firewalld.service
AssertPathExists=/etc/sysconfig/iptables

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/libexec/iptables/iptables.init start
ExecReload=/usr/libexec/iptables/iptables.init reload
ExecStop=/usr/libexec/iptables/iptables.init stop

[Install]
WantedBy=multi-user.target
`,
		'/usr/libexec/iptables/iptables.init': `#!/bin/sh
# Puts the saved rules in place, empties the tables, or saves what is set.
rules=/etc/sysconfig/iptables
case "$1" in
start | reload) exec /usr/sbin/iptables-restore "$rules" ;;
stop)
	for table in filter nat mangle raw; do
		/usr/sbin/iptables -t "$table" -F && /usr/sbin/iptables -t "$table" -X || exit 1
	done
	for chain in INPUT FORWARD OUTPUT; do /usr/sbin/iptables -P "$chain" ACCEPT || exit 1; done
	;;
save)
	umask 077
	/usr/sbin/iptables-save >"$rules.new" && mv "$rules.new" "$rules"
	;;
*)
	echo "usage: $0 {start|stop|reload|save}" >&2
	exit 2
	;;
esac
`,
		'/usr/libexec/initscripts/legacy-actions/iptables/save': `#!/bin/sh
exec /usr/libexec/iptables/iptables.init save
`,
		'/etc/sysconfig/iptables': `# sample configuration for iptables service
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited
-A FORWARD -j REJECT --reject-with icmp-host-prohibited
COMMIT
`,
	},
}

export const osRpmTable: readonly OsRpm[] = [
	{
		name: 'rocky-release',
		summary: 'Rocky Linux release files',
		debs: [],
		version: '9.4',
		base: true,
		only: 9,
		provides: ['redhat-release', 'system-release', 'system-release(releasever)'],
		...releaseFiles(rocky9, '/etc/rocky-release'),
	},
	{
		name: 'centos-release',
		summary: 'CentOS Linux release file',
		debs: [],
		version: '7',
		base: true,
		only: 7,
		provides: ['redhat-release', 'system-release', 'system-release(releasever)'],
		...releaseFiles(centos7, '/etc/centos-release'),
	},
	{
		name: 'bash',
		summary: 'The GNU Bourne Again shell',
		debs: ['bash'],
		base: true,
		provides: ['/bin/sh', '/bin/bash'],
	},
	{ name: 'coreutils', summary: 'The basic tools of a GNU system', debs: ['coreutils'], base: true },
	{ name: 'glibc', summary: 'The GNU libc libraries', debs: ['libc6', 'libc-bin'], base: true },
	{ name: 'sed', summary: 'A stream editor', debs: ['sed'], base: true },
	{ name: 'grep', summary: 'Pattern matching', debs: ['grep'], base: true },
	{ name: 'findutils', summary: 'The GNU tools to find files', debs: ['findutils'], base: true },
	{ name: 'gzip', summary: 'The GNU data compression program', debs: ['gzip'], base: true },
	{ name: 'tar', summary: 'The GNU file archiver', debs: ['tar'], base: true },
	{ name: 'xz', summary: 'LZMA compression', debs: ['xz-utils'], base: true },
	{ name: 'shadow-utils', summary: 'Tools to manage accounts', debs: ['passwd'], base: true },
	{ name: 'hostname', summary: 'Shows and sets the name of the host', debs: ['hostname'], base: true },
	{ name: 'systemd', summary: 'System and service manager', debs: ['systemd', 'systemd-sysv'], base: true },
	{ name: 'systemd-libs', summary: 'systemd libraries', debs: ['libsystemd0', 'libsystemd-shared'], base: true },
	{ name: 'dbus', summary: 'The D-Bus message bus', debs: ['dbus', 'dbus-daemon'], base: true },
	{ name: 'util-linux', summary: 'Basic system tools', debs: ['util-linux', 'mount', 'bsdutils'], base: true },
	{ name: 'procps-ng', summary: 'System and process monitoring', debs: ['procps'], base: true },
	{ name: 'kmod', summary: 'Linux kernel module tools', debs: ['kmod'], base: true },
	{ name: 'iproute', summary: 'Advanced IP routing and network device tools', debs: ['iproute2'], base: true },
	{ name: 'iputils', summary: 'Network monitoring tools', debs: ['iputils-ping'], base: true },
	{ name: 'sudo', summary: 'Lets chosen users run commands as root', debs: ['sudo'], base: true },
	{ name: 'curl', summary: 'Gets files from servers', debs: ['curl'], base: true },
	{ name: 'libcurl', summary: 'A library to get files from servers', debs: ['libcurl4'], base: true },
	{ name: 'ca-certificates', summary: 'The Mozilla CA root certificates', debs: ['ca-certificates'], base: true },
	{ name: 'tzdata', summary: 'Time zone data', debs: ['tzdata'], base: true },
	{ name: 'libseccomp', summary: 'Filters for system calls', debs: ['libseccomp2'], base: true },
	{ name: 'libmnl', summary: 'A library for netlink', debs: ['libmnl0'], base: true },
	{ name: 'libnfnetlink', summary: 'Netfilter netlink library', debs: ['libnfnetlink0'], base: true },
	{ name: 'libnftnl', summary: 'A library for nf_tables', debs: ['libnftnl11'], base: true },
	{
		name: 'libnetfilter_conntrack',
		summary: 'Library for the connection tracking table',
		debs: ['libnetfilter-conntrack3'],
		base: true,
	},
	{
		name: 'iptables-libs',
		summary: 'iptables libraries',
		debs: ['libxtables12', 'libip4tc2', 'libip6tc2'],
		base: true,
		only: 9,
	},
	{
		name: 'iptables-nft',
		summary: 'nf_tables compatibility for iptables, arptables and ebtables',
		debs: ['iptables'],
		base: true,
		only: 9,
		requires: ['iptables-libs'],
		provides: ['iptables', 'ebtables', 'arptables', 'arptables-helper'],
		links: { ...iptablesLinks, ...bridgeLinks },
	},
	{
		name: 'iptables',
		summary: 'Tools for the packet filter of the Linux kernel',
		debs: ['iptables', 'libxtables12', 'libip4tc2', 'libip6tc2'],
		base: true,
		only: 7,
		omit: bridgeTools,
		links: iptablesLinks,
	},
	{
		name: 'nftables',
		summary: 'Netfilter tables userspace tools',
		debs: ['nftables', 'libnftables1'],
		base: true,
		only: 9,
	},
	{ name: 'rpm', summary: 'The RPM package management system', debs: ['rpm', 'rpm-common'], base: true },
	{
		name: 'python3',
		summary: 'The Python programming language',
		debs: ['python3.11-minimal', 'libpython3.11-minimal', 'libpython3.11-stdlib', 'python3-minimal'],
		base: true,
		only: 9,
	},
	{
		name: 'dnf',
		summary: 'Package manager',
		debs: ['dnf', 'python3-dnf', 'dnf-data'],
		base: true,
		only: 9,
		omit: ['/etc/dnf/dnf.conf'],
	},
	{
		name: 'yum',
		summary: 'Package manager',
		debs: [],
		version: '4.14.0',
		base: true,
		only: 9,
		links: { '/usr/bin/yum': 'dnf-3' },
	},
	{ name: 'yum', summary: 'Package manager', debs: ['python3-dnf'], base: true, only: 7 },
	{
		name: 'firewalld',
		summary: 'A firewall daemon with D-Bus interface',
		debs: ['firewalld', 'python3-firewall'],
		base: true,
		requires: ['iptables'],
		unit: 'firewalld.service',
	},
	{
		name: 'postfix',
		summary: 'Postfix mail transport agent',
		debs: ['postfix'],
		base: true,
		omit: ['/etc/init.d', '/usr/lib/systemd/system', '/usr/lib/systemd/system-generators'],
		files: {
			'/usr/lib/systemd/system/postfix.service': rocky9.files['/usr/lib/systemd/system/postfix.service']?.text ?? '',
		},
		unit: 'postfix.service',
	},
	{
		name: 'cronie',
		summary: 'Runs programs at set times',
		debs: ['cron'],
		base: true,
		omit: ['/etc/init.d', '/usr/lib/systemd/system'],
		move: { '/usr/sbin/cron': '/usr/sbin/crond' },
		files: {
			'/usr/lib/systemd/system/crond.service': rocky9.files['/usr/lib/systemd/system/crond.service']?.text ?? '',
		},
		unit: 'crond.service',
	},

	{
		name: 'initscripts',
		summary: 'The service command',
		debs: [],
		version: '10.11',
		base: true,
		files: { '/usr/sbin/service': rocky9.files['/usr/sbin/service']?.text ?? '' },
	},

	{ name: 'libnetfilter_cthelper', summary: 'Library for user-space helpers', debs: ['libnetfilter-cthelper0'] },
	{ name: 'libnetfilter_queue', summary: 'Library for queued packets', debs: ['libnetfilter-queue1'] },
	{
		name: 'conntrack-tools',
		summary: 'Tools for the connection tracking table',
		debs: ['conntrack', 'conntrackd'],
		requires: ['libnetfilter_conntrack', 'libnetfilter_cthelper', 'libnetfilter_queue'],
		provides: ['conntrack'],
		omit: ['/etc/init.d', '/etc/logrotate.d'],
		unit: 'conntrackd.service',
	},
	{ name: 'tcp_wrappers-libs', summary: 'Library of the TCP wrappers', debs: ['libwrap0'] },
	{
		name: 'socat',
		summary: 'Relay for data between two channels',
		debs: ['socat'],
		requires: ['tcp_wrappers-libs'],
	},
	{ name: 'ethtool', summary: 'Settings of network devices', debs: ['ethtool'] },
	{
		name: 'ebtables',
		summary: 'Tables for Ethernet bridges',
		debs: [],
		version: '1.8.9',
		only: 7,
		links: Object.fromEntries(
			bridgeTools.filter(path => path.startsWith('/usr/sbin/ebtables')).map(path => [path, nft]),
		),
	},
	{ name: 'ipset-libs', summary: 'Library for IP sets', debs: ['libipset13'] },
	{ name: 'ipset', summary: 'Manages IP sets', debs: ['ipset'], requires: ['ipset-libs'] },
	{ name: 'libnl3', summary: 'Library for netlink', debs: ['libnl-3-200', 'libnl-genl-3-200'] },
	{
		name: 'ipvsadm',
		summary: 'Manages the Linux virtual server',
		debs: ['ipvsadm'],
		requires: ['libnl3'],
		omit: ['/etc/init.d', '/etc/default'],
	},
	{
		name: 'iptables-services',
		summary: 'iptables services',
		debs: [],
		version: '1.8.9',
		only: 7,
		requires: ['iptables'],
		...iptablesService,
	},
	{
		name: 'iptables-nft-services',
		summary: 'Services for nft-variants of iptables, ebtables and arptables',
		debs: [],
		version: '1.8.9',
		only: 9,
		requires: ['iptables-nft'],
		provides: ['iptables-services'],
		...iptablesService,
	},
	{
		name: 'chrony',
		summary: 'An NTP client and server',
		debs: ['chrony'],
		omit: ['/etc', '/usr/lib', '/usr/libexec', '/usr/share'],
		user: 'chrony',
		unit: 'chronyd.service',
		files: {
			'/etc/chrony.conf': `# Time servers of the distribution's pool.
pool 2.pool.ntp.example iburst
driftfile /var/lib/chrony/drift
makestep 1.0 3
rtcsync
logdir /var/log/chrony
`,
			'/usr/lib/systemd/system/chronyd.service': `[Unit]
Description=NTP client/server
After=ntpdate.service sntp.service ntpd.service
Conflicts=ntpd.service systemd-timesyncd.service
ConditionCapability=CAP_SYS_TIME

[Service]
Type=forking
PIDFile=/run/chrony/chronyd.pid
RuntimeDirectory=chrony
StateDirectory=chrony
LogsDirectory=chrony
ExecStart=/usr/sbin/chronyd -f /etc/chrony.conf -u chrony

[Install]
WantedBy=multi-user.target
`,
		},
	},
	{ name: 'oniguruma', summary: 'Regular expressions library', debs: ['libonig5'] },
	{ name: 'jq', summary: 'Command-line JSON processor', debs: ['jq', 'libjq1'], requires: ['oniguruma'] },
	{ name: 'wget', summary: 'Gets files over HTTP and FTP', debs: ['wget', 'libpsl5'] },
	{ name: 'net-tools', summary: 'Basic networking tools', debs: ['net-tools'] },
	{ name: 'lm_sensors-libs', summary: 'Hardware sensors library', debs: ['libsensors5', 'libsensors-config'] },
	{
		name: 'sysstat',
		summary: 'Performance monitoring tools',
		debs: ['sysstat'],
		requires: ['lm_sensors-libs'],
		omit: ['/etc/init.d', '/etc/cron.d', '/etc/cron.daily'],
		links: { '/usr/bin/sar': 'sar.sysstat' },
		unit: 'sysstat.service',
	},
	{ name: 'perl-Git', summary: 'Perl interface to git', debs: ['liberror-perl'] },
	{
		name: 'git',
		summary: 'Fast version control system',
		debs: ['git'],
		requires: ['perl-Git'],
		omit: ['/etc/bash_completion.d'],
	},
	{ name: 'gpm-libs', summary: 'Library for the mouse of the console', debs: ['libgpm2'] },
	{
		name: 'vim-enhanced',
		summary: 'The VIM editor',
		debs: ['vim', 'vim-runtime', 'vim-common', 'libsodium23'],
		requires: ['gpm-libs'],
		links: { '/usr/bin/vim': 'vim.basic' },
	},
	{
		name: 'container-selinux',
		summary: 'Stand-in: the name that container packages require, without a policy; the bed has no SELinux',
		debs: [],
		version: '2.229.0',
		epoch: 2,
		files: {
			'/usr/share/container-selinux/README':
				'A stand-in of the bed: no policy modules, because its kernels have no SELinux.\n',
		},
	},
]
