import { type Fault, fault } from './fault.ts'

/** Faults of a prepared host that has no cluster yet. */

const config = '/etc/containerd/config.toml'
const bridge = '/proc/sys/net/bridge/bridge-nf-call-iptables'

/** The config as it was, and containerd started with it. */
const configBack = `cp -a /root/config.toml ${config}; systemctl restart containerd`
const configKept = `cp -a ${config} /root/config.toml`

const listener = (port: number): Fault =>
	fault(
		`preflight-port-${port}-in-use`,
		`a service listens at ${port}`,
		`printf '[Service]\\nExecStart=/usr/bin/socat TCP-LISTEN:${port},fork,reuseaddr /dev/null\\n[Install]\\nWantedBy=multi-user.target\\n' > /etc/systemd/system/fault-${port}.service
		systemctl daemon-reload; systemctl enable --now fault-${port}
		until ss -ltn | grep -q ':${port} '; do sleep 0.1; done`,
		`systemctl disable --now fault-${port} || true; rm -f /etc/systemd/system/fault-${port}.service; systemctl daemon-reload`,
	)

export const hostFaults: readonly Fault[] = [
	fault(
		'preflight-bridge-nf-call-iptables',
		'bridge-nf-call-iptables set to 0',
		`echo 0 > ${bridge}`,
		`echo 1 > ${bridge}`,
	),
	fault(
		'preflight-ip-forward',
		'ip_forward set to 0 by a file of a hardening profile',
		`echo 'net.ipv4.ip_forward = 0' > /etc/sysctl.d/60-hardening.conf; echo 0 > /proc/sys/net/ipv4/ip_forward`,
		'rm -f /etc/sysctl.d/60-hardening.conf; echo 1 > /proc/sys/net/ipv4/ip_forward',
	),
	fault(
		'containerd-cri-disabled',
		"containerd's config disables the CRI plugin",
		`${configKept}; sed -i '1i disabled_plugins = ["io.containerd.grpc.v1.cri"]' ${config}; systemctl restart containerd`,
		configBack,
	),
	fault(
		'containerd-cri-disabled',
		'the same by its short name, with which a containerd of config version 2 does not start',
		`${configKept}; sed -i '1i disabled_plugins = ["cri"]' ${config}; systemctl restart containerd || true`,
		configBack,
	),
	fault(
		'preflight-cri-not-running',
		'containerd stopped and disabled',
		'systemctl disable --now containerd',
		'systemctl enable --now containerd',
	),
	fault(
		'containerd-sandbox-image-unreachable',
		"containerd's sandbox image is one that no registry has",
		`${configKept}; sed -i 's|sandbox_image = .*|sandbox_image = "registry.k8s.io/pause:9.9"|' ${config}; systemctl restart containerd`,
		configBack,
	),
	...[6443, 10250, 10259, 10257, 2379, 2380].map(listener),
	fault(
		'init-node-name-rfc1123',
		'the host is named K8S_Node',
		'echo K8S_Node | tee /etc/hostname > /proc/sys/kernel/hostname',
		'hostnamectl set-hostname faulty',
	),
	fault(
		'preflight-hostname-unreachable',
		'the host has a name that nobody knows',
		'hostnamectl set-hostname nobody-knows-me',
		'hostnamectl set-hostname faulty',
	),
	fault(
		'repo-google-apt-gone',
		'the package list of a guide from 2022',
		"echo 'deb https://apt.kubernetes.io/ kubernetes-xenial main' > /etc/apt/sources.list.d/guide.list",
		'rm -f /etc/apt/sources.list.d/guide.list',
	),
]
