import type { Argv } from './host.ts'

/** Units whose state Facts are made from; an alias answers with its real name. */
export const factsUnits = [
	'firewalld.service',
	'ufw.service',
	'iptables.service',
	'netfilter-persistent.service',
	'chronyd.service',
	'chrony.service',
	'systemd-timesyncd.service',
	'ntpd.service',
	'ntp.service',
	'ntpsec.service',
	'docker.service',
	'containerd.service',
] as const

export const containerdPaths = ['/usr/bin/containerd', '/usr/local/bin/containerd'] as const

/**
 * Every command that reading Facts may run: only options that the tools of EL7 know, none that alters anything (the
 * docker client would start its daemon through the socket, so it is asked only when the daemon runs).
 */
export const factsCommands = {
	machine: ['uname', '-m'],
	userId: ['id', '-u'],
	sudoUser: ['printenv', 'SUDO_USER'],
	passwd: ['getent', 'passwd'],
	cpus: ['nproc'],
	systemd: ['systemctl', '--version'],
	units: ['systemctl', 'show', '-p', 'Id', '-p', 'LoadState', '-p', 'ActiveState', ...factsUnits],
	swapUnits: ['systemctl', 'list-units', '--type=swap', '--all', '--no-legend', '--no-pager'],
	container: ['systemd-detect-virt', '--container'],
	addresses: ['ip', '-o', 'addr'],
	routes4: ['ip', '-4', 'route', 'show', 'table', 'main'],
	routes6: ['ip', '-6', 'route', 'show', 'table', 'main'],
	listeners: ['ss', '-ltnp'],
	/** Only where there is no /boot/config of the running kernel, and this file exists. */
	kernelConfig: ['zcat', '/proc/config.gz'],
	conntrackWritable: ['test', '-w', '/proc/sys/net/netfilter/nf_conntrack_max'],
	containerd: ['containerd', '--version'],
	/** Only where containerd is at one of `containerdPaths`, which is put behind it. */
	containerdOwnerDeb: ['dpkg-query', '-S'],
	containerdOwnerRpm: ['rpm', '-qf', '--qf', '%{NAME}\\n'],
	docker: ['dockerd', '--version'],
	/** Only while docker.service is active. */
	dockerContainers: ['docker', 'ps', '-q'],
	kubeadm: ['kubeadm', 'version', '-o', 'short'],
	kubelet: ['kubelet', '--version'],
	kubectl: ['kubectl', 'version', '--client', '-o', 'json'],
	/** Only where there is an admin.conf. */
	apiServer: [
		'kubectl',
		'--kubeconfig',
		'/etc/kubernetes/admin.conf',
		'get',
		'--raw',
		'/healthz',
		'--request-timeout=3s',
	],
} as const satisfies Readonly<Record<string, Argv>>

/** Paths that kubeadm makes and that tell of a cluster. */
export const clusterPaths = [
	'/etc/kubernetes/admin.conf',
	'/etc/kubernetes/super-admin.conf',
	'/etc/kubernetes/kubelet.conf',
	'/etc/kubernetes/bootstrap-kubelet.conf',
	'/etc/kubernetes/controller-manager.conf',
	'/etc/kubernetes/scheduler.conf',
	'/etc/kubernetes/manifests/etcd.yaml',
	'/etc/kubernetes/manifests/kube-apiserver.yaml',
	'/etc/kubernetes/manifests/kube-controller-manager.yaml',
	'/etc/kubernetes/manifests/kube-scheduler.yaml',
	'/etc/kubernetes/pki/ca.crt',
	'/var/lib/etcd/member',
	'/var/lib/kubelet/config.yaml',
] as const
