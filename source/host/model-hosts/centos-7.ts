import { factsCommands, factsUnits } from '../facts-commands.ts'
import type { Argv } from '../host.ts'
import type { Composition } from './composed-host.ts'

const states: Readonly<Record<string, string>> = {
	'firewalld.service': 'active',
	'chronyd.service': 'active',
}

/** As systemd 219 shows units one after the other. */
function shownUnits(units: readonly string[]): string {
	return units
		.map(unit => {
			const state = states[unit]
			return `Id=${unit}\nLoadState=${state ? 'loaded' : 'not-found'}\nActiveState=${state ?? 'inactive'}\n`
		})
		.join('\n')
}

/** Every property that anything asks `systemctl show` for about one unit. */
function shown(state: 'active' | 'absent', file: string): string {
	const load = state === 'absent' ? 'not-found' : 'loaded'
	const active = state === 'absent' ? 'inactive' : 'active'
	const since = state === 'absent' ? '' : 'Mon 2026-11-23 22:00:00 UTC'
	return `LoadState=${load}\nActiveState=${active}\nUnitFileState=${file}\nActiveEnterTimestamp=${since}\nNeedDaemonReload=no\n`
}

const show = 'systemctl show -p LoadState -p ActiveState -p UnitFileState -p ActiveEnterTimestamp -p NeedDaemonReload'

const line = (argv: Argv): string => argv.join(' ')

const zone =
	'public (active)\n  target: default\n  interfaces: ens33\n  services: dhcpv6-client ssh\n  ports: \n  rich rules: \n\t\n'

/** The founding procedure's host, bare: CentOS 7.6 on a machine of its own, after the formats of its own tools. */
export const centos7: Composition = {
	now: '2026-11-24T00:00:00Z',
	files: {
		'/etc/os-release':
			'NAME="CentOS Linux"\nVERSION="7 (Core)"\nID="centos"\nID_LIKE="rhel fedora"\nVERSION_ID="7"\nPRETTY_NAME="CentOS Linux 7 (Core)"\n',
		'/etc/redhat-release': 'CentOS Linux release 7.6.1810 (Core) \n',
		'/usr/bin/yum': '',
		'/etc/yum.repos.d/CentOS-Base.repo':
			'[base]\nname=CentOS-$releasever - Base\nmirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=os\ngpgcheck=1\n',
		'/etc/hostname': 'localhost.localdomain\n',
		'/etc/hosts':
			'127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n::1         localhost localhost.localdomain localhost6 localhost6.localdomain6\n',
		'/proc/sys/kernel/osrelease': '3.10.0-957.el7.x86_64\n',
		'/proc/sys/kernel/hostname': 'localhost.localdomain\n',
		'/proc/1/status': 'Name:\tsystemd\nCapEff:\t0000001fffffffff\nCapBnd:\t0000001fffffffff\n',
		'/proc/self/uid_map': '         0          0 4294967295\n',
		'/proc/meminfo': 'MemTotal:        3880184 kB\nMemFree:          214532 kB\n',
		'/proc/filesystems': 'nodev\tsysfs\nnodev\ttmpfs\n\txfs\n',
		'/proc/modules': 'xfs 997127 1 - Live 0x0000000000000000\n',
		'/proc/swaps':
			'Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n/dev/dm-1                               partition\t2097148\t0\t-2\n',
		'/etc/fstab':
			'/dev/mapper/centos-root /     xfs   defaults 0 0\n/dev/mapper/centos-swap swap  swap  defaults 0 0\n',
		'/proc/sys/vm/swappiness': '30\n',
		'/proc/sys/vm/overcommit_memory': '0\n',
		'/proc/sys/vm/panic_on_oom': '0\n',
		'/proc/sys/kernel/panic': '0\n',
		'/proc/sys/kernel/panic_on_oops': '1\n',
		'/proc/sys/kernel/keys/root_maxkeys': '1000000\n',
		'/proc/sys/kernel/keys/root_maxbytes': '25000000\n',
		'/proc/sys/net/ipv4/ip_forward': '0\n',
		'/proc/sys/net/ipv6/conf/all/disable_ipv6': '0\n',
		'/proc/sys/fs/file-max': '379804\n',
		'/proc/sys/fs/nr_open': '1048576\n',
		'/proc/sys/fs/inotify/max_user_instances': '128\n',
		'/proc/sys/fs/inotify/max_user_watches': '8192\n',
		'/sys/fs/selinux/enforce': '1',
		'/etc/selinux/config': 'SELINUX=enforcing\nSELINUXTYPE=targeted\n',
		'/etc/resolv.conf': 'nameserver 192.168.43.1\nnameserver 114.114.114.114\n',
		'/etc/systemd/journald.conf': '[Journal]\n',
		'/etc/adjtime': '0.0 0 0.0\n0\nUTC\n',
		'/lib/modules/3.10.0-957.el7.x86_64/modules.builtin': 'kernel/fs/ext2.ko\n',
		'/lib/modules/3.10.0-957.el7.x86_64/modules.dep':
			'kernel/fs/overlayfs/overlay.ko.xz:\nkernel/net/bridge/br_netfilter.ko.xz: kernel/net/bridge/bridge.ko.xz\nkernel/net/netfilter/ipvs/ip_vs.ko.xz:\nkernel/drivers/net/vxlan.ko.xz:\nkernel/net/netfilter/nf_conntrack.ko.xz:\nkernel/net/ipv4/ipip.ko.xz:\nkernel/net/netfilter/ipset/ip_set.ko.xz:\nkernel/net/netfilter/xt_set.ko.xz:\n',
		'/boot/config-3.10.0-957.el7.x86_64':
			'CONFIG_OVERLAY_FS=m\nCONFIG_BRIDGE_NETFILTER=m\nCONFIG_VXLAN=m\n# CONFIG_NF_TABLES is not set\n',
	},
	folders: ['/run/systemd/system', '/etc/yum.repos.d', '/root', '/sys/class/net'],
	links: { '/etc/localtime': '../usr/share/zoneinfo/Asia/Shanghai' },
	absent: ['containerd', 'ctr', 'crictl', 'kubeadm', 'kubelet', 'kubectl', 'dockerd', 'docker', 'ufw'],
	outputs: {
		[line(factsCommands.machine)]: 'x86_64\n',
		[line(factsCommands.userId)]: '0\n',
		[line(factsCommands.sudoUser)]: 1,
		[line(factsCommands.cpus)]: '2\n',
		[line(factsCommands.systemd)]: 'systemd 219\n+PAM +AUDIT +SELINUX +IMA\n',
		[line(factsCommands.container)]: 1,
		[line(factsCommands.units)]: shownUnits(factsUnits),
		[line(factsCommands.swapUnits)]:
			'dev-dm\\x2d1.swap                loaded active active /dev/dm-1\ndev-mapper-centos\\x2dswap.swap   loaded active active /dev/mapper/centos-swap\n',
		[line(factsCommands.addresses)]:
			'1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever\n2: ens33    inet 192.168.43.105/24 brd 192.168.43.255 scope global noprefixroute ens33\\       valid_lft forever preferred_lft forever\n',
		[line(factsCommands.routes4)]:
			'default via 192.168.43.2 dev ens33 proto static metric 100 \n192.168.43.0/24 dev ens33 proto kernel scope link src 192.168.43.105 metric 100 \n',
		[line(factsCommands.routes6)]: '',
		[line(factsCommands.listeners)]:
			'State      Recv-Q Send-Q Local Address:Port               Peer Address:Port              \nLISTEN     0      128          *:22                       *:*                   users:(("sshd",pid=1024,fd=3))\n',
		[line(factsCommands.conntrackWritable)]: 1,
		'rpm -q': '',
		[show]: shown('absent', ''),
		[`${show} chronyd.service`]: shown('active', 'enabled'),
		[`${show} systemd-journald.service`]: shown('active', 'static'),
		[`${show} dev-dm\\x2d1.swap`]: shown('active', ''),
		[`${show} dev-mapper-centos\\x2dswap.swap`]: shown('active', ''),
		'firewall-cmd --get-default-zone': 'public\n',
		'firewall-cmd --zone=public --list-all': zone,
		'firewall-cmd --permanent --zone=public --list-all': zone,
		'firewall-cmd': 1,
	},
}
