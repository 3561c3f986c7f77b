import type { Sourced } from './source.ts'

interface Sysctl extends Sourced {
	readonly key: string
	readonly value: number
	/** `exact`: this value; `at least`: only ever raised. */
	readonly rule: 'exact' | 'at least'
	/** Exists only once this module is loaded. */
	readonly module: string | undefined
	/** Every network namespace has its own; otherwise a container host would set the whole machine's. */
	readonly namespaced: boolean
	/** Always, or where the answers ask for it (`tuning`), or because the kubelet or kube-proxy would write it itself. */
	readonly when: 'always' | 'tuning' | 'tuning.ipv6' | 'tuning.nrOpen' | 'kubelet' | 'kube-proxy'
}

const docs = 'kubernetes/website content/en/docs/setup/production-environment/container-runtimes.md'
const post = 'SEED row 6'
const proxy = 'kubernetes/kubernetes pkg/proxy/iptables/proxier.go, cmd/kube-proxy/app/conntrack.go'
const kubelet = 'kubernetes/kubernetes pkg/kubelet/cm/container_manager_linux.go; PITFALLS, "Undo"'

/** Row 6. `net.ipv4.tcp_tw_recycle` is left out: removed in Linux 4.12, and `sysctl -p` fails on it. */
export const sysctls = [
	{
		key: 'net.bridge.bridge-nf-call-iptables',
		value: 1,
		rule: 'exact',
		module: 'br_netfilter',
		namespaced: true,
		when: 'always',
		source: docs,
	},
	{
		key: 'net.bridge.bridge-nf-call-ip6tables',
		value: 1,
		rule: 'exact',
		module: 'br_netfilter',
		namespaced: true,
		when: 'always',
		source: docs,
	},
	{
		key: 'net.ipv4.ip_forward',
		value: 1,
		rule: 'exact',
		module: undefined,
		namespaced: true,
		when: 'always',
		source: docs,
	},
	{
		key: 'fs.inotify.max_user_instances',
		value: 8192,
		rule: 'at least',
		module: undefined,
		namespaced: false,
		when: 'tuning',
		source: post,
	},
	{
		key: 'fs.inotify.max_user_watches',
		value: 1048576,
		rule: 'at least',
		module: undefined,
		namespaced: false,
		when: 'tuning',
		source: post,
	},
	{
		key: 'fs.file-max',
		value: 52706963,
		rule: 'at least',
		module: undefined,
		namespaced: false,
		when: 'tuning',
		source: post,
	},
	{
		key: 'net.netfilter.nf_conntrack_max',
		value: 2310720,
		rule: 'at least',
		module: 'nf_conntrack',
		namespaced: true,
		when: 'tuning',
		source: post,
	},
	{
		key: 'vm.swappiness',
		value: 0,
		rule: 'at least',
		module: undefined,
		namespaced: false,
		when: 'tuning',
		source: post,
	},
	{
		key: 'vm.panic_on_oom',
		value: 0,
		rule: 'at least',
		module: undefined,
		namespaced: false,
		when: 'tuning',
		source: post,
	},
	{
		key: 'net.ipv6.conf.all.disable_ipv6',
		value: 1,
		rule: 'exact',
		module: undefined,
		namespaced: true,
		when: 'tuning.ipv6',
		source: post,
	},
	{
		key: 'fs.nr_open',
		value: 52706963,
		rule: 'at least',
		module: undefined,
		namespaced: false,
		when: 'tuning.nrOpen',
		source: post,
	},
	{
		key: 'vm.overcommit_memory',
		value: 1,
		rule: 'exact',
		module: undefined,
		namespaced: false,
		when: 'kubelet',
		source: kubelet,
	},
	{
		key: 'kernel.panic',
		value: 10,
		rule: 'exact',
		module: undefined,
		namespaced: false,
		when: 'kubelet',
		source: kubelet,
	},
	{
		key: 'kernel.panic_on_oops',
		value: 1,
		rule: 'exact',
		module: undefined,
		namespaced: false,
		when: 'kubelet',
		source: kubelet,
	},
	{
		key: 'kernel.keys.root_maxkeys',
		value: 1000000,
		rule: 'exact',
		module: undefined,
		namespaced: false,
		when: 'kubelet',
		source: kubelet,
	},
	{
		key: 'kernel.keys.root_maxbytes',
		value: 25000000,
		rule: 'exact',
		module: undefined,
		namespaced: false,
		when: 'kubelet',
		source: kubelet,
	},
	{
		key: 'net.ipv4.conf.all.route_localnet',
		value: 1,
		rule: 'exact',
		module: undefined,
		namespaced: true,
		when: 'kube-proxy',
		source: proxy,
	},
	{
		key: 'net.netfilter.nf_conntrack_tcp_timeout_established',
		value: 86400,
		rule: 'exact',
		module: 'nf_conntrack',
		namespaced: true,
		when: 'kube-proxy',
		source: proxy,
	},
	{
		key: 'net.netfilter.nf_conntrack_tcp_timeout_close_wait',
		value: 3600,
		rule: 'exact',
		module: 'nf_conntrack',
		namespaced: true,
		when: 'kube-proxy',
		source: proxy,
	},
] as const satisfies readonly Sysctl[]

/** Row 9, the post's drop-in. `[key, value]`; systemd before 230 knows the rate limit by its old name only. */
export const journaldSettings = {
	settings: [
		['Storage', 'persistent'],
		['Compress', 'yes'],
		['SyncIntervalSec', '5m'],
		['RateLimitIntervalSec', '30s'],
		['RateLimitBurst', '1000'],
		['SystemMaxUse', '10G'],
		['SystemMaxFileSize', '200M'],
		['MaxRetentionSec', '2week'],
		['ForwardToSyslog', 'no'],
	],
	renamed: { key: 'RateLimitIntervalSec', before: 230, as: 'RateLimitInterval' },
	source: 'SEED row 9; systemd src/journal/journald-gperf.gperf, man journald.conf',
} as const satisfies { settings: readonly (readonly [string, string])[] } & Sourced & Readonly<Record<string, unknown>>

interface KernelModule extends Sourced {
	/** How it is seen without /sys/module: this path exists, or /proc/filesystems names it, or this kernel option is y. */
	readonly path: string | undefined
	readonly filesystem: string | undefined
	readonly option: string
	readonly when: 'always' | 'ipvs' | 'nftables' | 'cni'
	/** Kernels before this one know it by another name. */
	readonly formerly: { readonly name: string; readonly before: string } | undefined
}

/** Row 11. By name; `cni` ones are named by the CNI's own entry. */
export const kernelModules = {
	overlay: {
		path: undefined,
		filesystem: 'overlay',
		option: 'CONFIG_OVERLAY_FS',
		when: 'always',
		formerly: undefined,
		source: docs,
	},
	br_netfilter: {
		path: '/proc/sys/net/bridge',
		filesystem: undefined,
		option: 'CONFIG_BRIDGE_NETFILTER',
		when: 'always',
		formerly: undefined,
		source: docs,
	},
	nf_conntrack: {
		path: '/proc/sys/net/netfilter/nf_conntrack_max',
		filesystem: undefined,
		option: 'CONFIG_NF_CONNTRACK',
		when: 'always',
		formerly: { name: 'nf_conntrack_ipv4', before: '4.19.0' },
		source: 'SEED row 11; kubernetes/kubernetes pkg/proxy/ipvs/README.md',
	},
	ip_vs: {
		path: '/proc/net/ip_vs',
		filesystem: undefined,
		option: 'CONFIG_IP_VS',
		when: 'ipvs',
		formerly: undefined,
		source: 'SEED row 11',
	},
	ip_vs_rr: {
		path: undefined,
		filesystem: undefined,
		option: 'CONFIG_IP_VS_RR',
		when: 'ipvs',
		formerly: undefined,
		source: 'SEED row 11',
	},
	ip_vs_wrr: {
		path: undefined,
		filesystem: undefined,
		option: 'CONFIG_IP_VS_WRR',
		when: 'ipvs',
		formerly: undefined,
		source: 'SEED row 11',
	},
	ip_vs_sh: {
		path: undefined,
		filesystem: undefined,
		option: 'CONFIG_IP_VS_SH',
		when: 'ipvs',
		formerly: undefined,
		source: 'SEED row 11',
	},
	vxlan: {
		path: undefined,
		filesystem: undefined,
		option: 'CONFIG_VXLAN',
		when: 'cni',
		formerly: undefined,
		source: 'flannel-io/flannel backends.md',
	},
	ipip: {
		path: undefined,
		filesystem: undefined,
		option: 'CONFIG_NET_IPIP',
		when: 'cni',
		formerly: undefined,
		source: 'projectcalico/calico manifests/calico.yaml: IPIP Always',
	},
	ip_set: {
		path: undefined,
		filesystem: undefined,
		option: 'CONFIG_IP_SET',
		when: 'cni',
		formerly: undefined,
		source: 'projectcalico/calico requirements.md',
	},
	xt_set: {
		path: undefined,
		filesystem: undefined,
		option: 'CONFIG_NETFILTER_XT_SET',
		when: 'cni',
		formerly: undefined,
		source: 'projectcalico/calico requirements.md',
	},
	nf_tables: {
		path: undefined,
		filesystem: undefined,
		option: 'CONFIG_NF_TABLES',
		when: 'nftables',
		formerly: undefined,
		source: 'KEP-3866',
	},
} as const satisfies Readonly<Record<string, KernelModule>>
