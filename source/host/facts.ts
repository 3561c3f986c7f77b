import type { Looked } from './host.ts'

/** What the host is. Read once, all in parallel, refreshed after a step that says it changes them. */
export interface Facts {
	os: OperatingSystem
	kernel: { release: string; major: number; minor: number; patch: number }
	architecture: 'amd64' | 'arm64'
	systemd: number
	cgroup: 1 | 2
	/** The value of `systemd-detect-virt --container`; undefined on a machine of its own kernel. */
	container: string | undefined
	/** The effective user is root. */
	root: boolean
	/** The user behind sudo, who gets a kubeconfig too. */
	sudoUser: { name: string; uid: number; gid: number; home: string } | undefined
	cpus: number
	memoryBytes: number
	hostname: string
	timezone: string
	addresses: readonly HostAddress[]
	/** The address of the interface that the default route uses. */
	defaultAddress: HostAddress | undefined
	/** Destination networks of the main routing table as CIDR; default, link-local and those that CNIs made left out. */
	routes: readonly string[]
	/** Nameservers of /etc/resolv.conf, or of the file that systemd-resolved really uses. */
	nameservers: readonly string[]
	resolvConf: string
	/** Active devices, whole lines of fstab, unit names. */
	swap: Looked<{ active: readonly string[]; fstab: readonly string[]; units: readonly string[]; zram: boolean }>
	selinux: Looked<'enforcing' | 'permissive' | 'disabled' | 'absent'>
	firewall: Looked<'firewalld' | 'ufw' | 'iptables' | 'none'>
	timeSync: Looked<'chronyd' | 'chrony' | 'systemd-timesyncd' | 'ntpd' | 'none'>
	docker: Looked<{ version: string; running: boolean; containers: number } | undefined>
	containerd: Looked<{ version: string; running: boolean; package: string | undefined } | undefined>
	/** What of a cluster is here already. */
	cluster: ClusterFacts
	/** Listening TCP ports, with the program where it can be told. */
	ports: Looked<readonly { port: number; address: string; program: string | undefined }[]>
	/** Kernel features by their effect (PITFALLS, "Kernels without modules"). */
	modules: Readonly<Record<string, ModuleState>>
	/** This host may raise a process's priority against the OOM killer, and write conntrack limits: no in most container hosts. */
	mayLowerOomScore: boolean
	mayWriteConntrack: boolean
	/** Values now, of those keys in the catalog's `sysctls` that the kernel has. */
	sysctls: Readonly<Record<string, string>>
}

/** `loaded`: in use or built in · `unknown`: this kernel does not tell, so it is neither there nor absent. */
export type ModuleState = 'loaded' | 'loadable' | 'absent' | 'unknown'

export interface OperatingSystem {
	/** ID of os-release, lower case. */
	id: string
	versionId: string
	name: string
	like: readonly string[]
	family: 'rpm' | 'deb'
	/** The release that package repositories are named after: '7', '9', 'bookworm', 'noble'. */
	repositoryRelease: string
	packageManager: 'apt' | 'dnf' | 'yum'
	/** What a system that the catalog does not know is taken for: 'Enterprise Linux 9'; undefined: it is known. */
	resembles: string | undefined
}

export interface HostAddress {
	interface: string
	address: string
	prefix: number
	family: 4 | 6
}

export interface ClusterFacts {
	kubeadm: string | undefined
	kubelet: string | undefined
	kubectl: string | undefined
	/** Existing paths among those that kubeadm makes: /etc/kubernetes/admin.conf, manifests, /var/lib/etcd, kubelet.conf … */
	remains: readonly string[]
	/** The API server of this host answers. */
	apiAnswers: boolean
	/** Roles by what is here: admin.conf and manifests make a control plane, kubelet.conf alone a worker. */
	role: 'none' | 'control-plane' | 'worker'
}
