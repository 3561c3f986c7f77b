import { factsCommands } from '../facts-commands.ts'
import type { ModelDescription } from '../model-host.ts'

export interface Composition {
	readonly osRelease: string
	readonly kernel: string
	readonly systemd: number
	readonly cgroup: 1 | 2
	readonly hostname: string
	/** A line of fstab and of /proc/swaps each; undefined: no swap. */
	readonly swap?: string
	/** 'enforcing' or 'permissive'; undefined: not in this kernel. */
	readonly selinux?: 'enforcing' | 'permissive'
	readonly manager: '/usr/bin/apt-get' | '/usr/bin/dnf' | '/usr/bin/yum'
	readonly units: readonly string[]
	readonly network?: { readonly device: string; readonly address: string; readonly gateway: string }
	/** 'Etc/UTC' where nothing is said. */
	readonly timezone?: string
	readonly files?: Readonly<Record<string, string>>
}

/** Modules that every one of these kernels can load, and what appears with them. */
const modules: ModelDescription['modules'] = {
	overlay: { depends: [], files: { '/sys/module/overlay/refcnt': '0\n' } },
	bridge: { depends: [], files: { '/sys/module/bridge/refcnt': '0\n' } },
	br_netfilter: {
		depends: ['bridge'],
		files: {
			'/proc/sys/net/bridge/bridge-nf-call-iptables': '1\n',
			'/proc/sys/net/bridge/bridge-nf-call-ip6tables': '1\n',
		},
	},
	nf_conntrack_ipv4: { depends: ['nf_conntrack'], files: { '/sys/module/nf_conntrack_ipv4/refcnt': '0\n' } },
	nf_conntrack: {
		depends: [],
		files: {
			'/proc/sys/net/netfilter/nf_conntrack_max': '65536\n',
			'/proc/sys/net/netfilter/nf_conntrack_tcp_timeout_established': '432000\n',
			'/proc/sys/net/netfilter/nf_conntrack_tcp_timeout_close_wait': '60\n',
		},
	},
	ipip: { depends: [], files: { '/sys/module/ipip/refcnt': '0\n' } },
	ip_set: { depends: [], files: { '/sys/module/ip_set/refcnt': '0\n' } },
	xt_set: { depends: ['ip_set'], files: { '/sys/module/xt_set/refcnt': '0\n' } },
	vxlan: { depends: [], files: { '/sys/module/vxlan/refcnt': '0\n' } },
}

/** Programs that none of these hosts has yet. */
const absent = [
	...['containerd', 'ctr', 'crictl', 'docker', 'dockerd', 'kubeadm', 'kubelet', 'kubectl', 'getent'],
	...['iptables-nft-save', 'ip6tables-nft-save', 'iptables-legacy-save', 'ip6tables-legacy-save'],
]

const gibibyte = 1024 * 1024
const line = (argv: readonly string[]): string => argv.join(' ')

/**
 * A bare machine with 2 CPUs and 4 GiB on 192.0.2.0/24, composed from what such systems are known to answer, not
 * recorded on one.
 */
export function composed(host: Composition): ModelDescription {
	const names = Object.keys(modules ?? {})
	const { device, address, gateway } = host.network ?? { device: 'eth0', address: '192.0.2.10', gateway: '192.0.2.1' }
	const subnet = address.replace(/\d+$/, '0/24')
	const loadable = names.map(name => `kernel/${name}.ko:\n`).join('')
	return {
		files: {
			'/etc/os-release': host.osRelease,
			'/etc/hostname': `${host.hostname}\n`,
			'/etc/hosts': '127.0.0.1 localhost\n::1 localhost\n',
			'/etc/resolv.conf': `nameserver ${gateway}\n`,
			'/etc/fstab': `UUID=1 / xfs defaults 0 0\n${host.swap === undefined ? '' : `${host.swap} swap swap defaults 0 0\n`}`,
			'/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n',
			'/run/systemd/system/': '',
			'/etc/systemd/system/': '',
			'/etc/sysctl.d/': '',
			'/etc/modules-load.d/': '',
			'/usr/share/zoneinfo/': '',
			'/var/lib/': '',
			'/var/log/': '',
			'/tmp/': '',
			'/root/': '',
			'/usr/bin/': '',
			[host.manager]: '',
			'/proc/1/status': 'CapBnd:\t000001ffffffffff\n',
			'/proc/self/uid_map': '0 0 4294967295\n',
			'/proc/self/mounts': '/dev/sda1 / xfs rw 0 0\n',
			'/proc/meminfo': `MemTotal: ${4 * gibibyte} kB\n`,
			'/proc/modules': '',
			'/proc/filesystems': 'nodev\tsysfs\n\txfs\n',
			'/proc/swaps': `Filename Type Size Used Priority\n${host.swap === undefined ? '' : `${host.swap} partition 2097148 0 -2\n`}`,
			'/proc/sys/kernel/osrelease': `${host.kernel}\n`,
			'/proc/sys/kernel/hostname': `${host.hostname}\n`,
			'/proc/sys/kernel/panic': '0\n',
			'/proc/sys/kernel/panic_on_oops': '0\n',
			'/proc/sys/kernel/keys/root_maxkeys': '1000000\n',
			'/proc/sys/kernel/keys/root_maxbytes': '25000000\n',
			'/proc/sys/net/ipv4/ip_forward': '0\n',
			'/proc/sys/net/ipv4/conf/all/route_localnet': '0\n',
			'/proc/sys/net/ipv6/conf/all/forwarding': '0\n',
			'/proc/sys/vm/overcommit_memory': '0\n',
			'/proc/sys/vm/panic_on_oom': '0\n',
			'/proc/sys/vm/swappiness': '60\n',
			'/proc/sys/fs/file-max': '379000\n',
			'/proc/sys/fs/nr_open': '1048576\n',
			'/proc/sys/fs/inotify/max_user_instances': '128\n',
			'/proc/sys/fs/inotify/max_user_watches': '8192\n',
			[`/sys/class/net/${device}`]: '',
			[`/lib/modules/${host.kernel}/modules.dep`]: loadable,
			...(host.cgroup === 2 && { '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory pids\n' }),
			...(host.selinux !== undefined && {
				'/sys/fs/selinux/enforce': host.selinux === 'enforcing' ? '1' : '0',
				'/etc/selinux/config': `SELINUX=${host.selinux}\nSELINUXTYPE=targeted\n`,
			}),
			...host.files,
		},
		links: { '/etc/localtime': `../usr/share/zoneinfo/${host.timezone ?? 'Etc/UTC'}` },
		units: Object.fromEntries(host.units.map(name => [name, { enabled: true, running: true, startedAt: 1 }])),
		modules: modules ?? {},
		absent,
		recorded: {
			[line(factsCommands.machine)]: 'x86_64\n',
			[line(factsCommands.userId)]: '0\n',
			[line(factsCommands.sudoUser)]: { exitCode: 1 },
			[line(factsCommands.cpus)]: '2\n',
			[line(factsCommands.systemd)]: `systemd ${host.systemd}\n`,
			[line(factsCommands.swapUnits)]: '',
			[line(factsCommands.container)]: { exitCode: 1, stdout: 'none\n' },
			[line(factsCommands.addresses)]:
				`1: lo    inet 127.0.0.1/8 scope host lo\n2: ${device}    inet ${address}/24 scope global ${device}\n`,
			[line(factsCommands.routes4)]:
				`default via ${gateway} dev ${device} proto static\n${subnet} dev ${device} proto kernel scope link src ${address}\n`,
			[line(factsCommands.routes6)]: '',
			[line(factsCommands.listeners)]:
				'State Recv-Q Send-Q Local Peer\nLISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=700,fd=3))\n',
			[line(factsCommands.conntrackWritable)]: { exitCode: 1 },
		},
	}
}
