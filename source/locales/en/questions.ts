/** Each question: its name in lists, the question itself, and what `?` says: what it does, what to take when, what a later change costs. */
export const questions = {
	'q.role': 'Role',
	'q.role.ask': 'What is this host to become?',
	'q.role.help':
		'The first host begins a cluster; every other one joins it. A worker runs your pods, another control plane keeps the cluster alive when the first one is gone. Changing it later means: k8s-wizard reset, and again.',
	'q.role.init': 'the first host of a new cluster',
	'q.role.join-worker': 'a worker of a cluster that runs',
	'q.role.join-control-plane': 'one more control plane of a cluster that runs',

	'q.hostname': 'Hostname',
	'q.hostname.ask': 'What is this host called?',
	'q.hostname.help':
		'The name of the host, and of the node in the cluster. It must be the only one of its name. A node cannot be renamed: later it has to leave the cluster and join again.',

	'q.mirror': 'Mirror',
	'q.mirror.ask': 'Where do packages and images come from?',
	'q.mirror.help':
		'upstream is where Kubernetes publishes. aliyun is a mirror in China, for hosts that reach upstream slowly or not at all. custom is your own: a registry and package repositories, for hosts without the internet. Signatures are checked with pinned keys wherever it comes from. It can be changed by a later run.',
	'q.mirror.aliyun': 'mirrors.aliyun.com and registry.aliyuncs.com',
	'q.mirror.upstream': 'pkgs.k8s.io, download.docker.com, registry.k8s.io',
	'q.mirror.custom': 'your own registry and repositories',
	'q.mirror.registry': 'Registry',
	'q.mirror.registry.ask': 'Which registry has the images?',
	'q.mirror.registry.help':
		'A host, a port where it is not 443, and a path where there is one: 10.0.0.1:5000/k8s. Without https://. It must have the images of this Kubernetes version under their usual names.',
	'q.mirror.kubernetes': 'Kubernetes packages',
	'q.mirror.kubernetes.ask': 'Where are the Kubernetes packages?',
	'q.mirror.kubernetes.help':
		'The address of the repository with kubeadm, kubelet, kubectl and cri-tools; on apt hosts with suite and components behind it, as in an apt line ("https://… /" for a flat one).',
	'q.mirror.containerd': 'containerd packages',
	'q.mirror.containerd.ask': 'Where are the containerd packages?',
	'q.mirror.containerd.help':
		'The address of a repository with containerd.io. Empty on Debian and Ubuntu: the distribution’s own containerd is taken.',
	'q.mirror.keys': 'Signing keys',
	'q.mirror.keys.ask': 'Which keys sign these repositories?',
	'q.mirror.keys.help':
		'For each key its address or file, a blank, and its full fingerprint; commas between them. Only the key of exactly that fingerprint is trusted, and only for these repositories.',
	'q.mirror.plainHttp': 'Registry without TLS',
	'q.mirror.plainHttp.ask': 'Is the registry spoken to without TLS?',
	'q.mirror.plainHttp.help':
		'Anyone on the way can then read and replace images. Only for a network that is yours alone.',
	'q.mirror.os': 'System packages',
	'q.mirror.os.ask': 'Where are the system’s own packages?',
	'q.mirror.os.help': 'A mirror of this release of the system. Empty: the host’s own repositories.',
	'q.mirror.ca': 'Mirror’s CA file',
	'q.mirror.ca.ask': 'Which authority signed the mirror’s certificate?',
	'q.mirror.ca.help': 'The path of a PEM file on this host. Empty: one that the system trusts already.',
	'q.mirror.authFile': 'Mirror’s password file',
	'q.mirror.authFile.ask': 'Does the mirror want a password?',
	'q.mirror.authFile.help':
		'The path of a file of mode 0600 that holds user:password. The password itself is never asked for here.',
	'q.mirror.unsigned': 'Taken unsigned',
	'q.mirror.unsigned.ask': 'Which repositories are taken without a signature?',
	'q.mirror.unsigned.help':
		'os, kubernetes, containerd, with commas between. Whoever can alter such a repository owns this host: the plan marks it.',

	'q.join.endpoint': 'Cluster',
	'q.join.endpoint.ask': 'Which cluster is joined?',
	'q.join.endpoint.help':
		'Name or address of its API server with the port, as in 192.168.1.10:6443. It is the first thing in the join command that the first host showed.',
	'q.join.tokenFile': 'Token file',
	'q.join.tokenFile.ask': 'Which file holds the join token?',
	'q.join.tokenFile.help':
		'A file of mode 0600 with the token alone in it, so that it stands in no shell history. On the first host: kubeadm token create. Tokens end after 24 hours.',
	'q.join.caCertHash': 'CA hash',
	'q.join.caCertHash.ask': 'What is the hash of the cluster’s CA?',
	'q.join.caCertHash.help':
		'sha256: and 64 digits, from the join command. It proves that the API server is the right one.',
	'q.join.certificateKeyFile': 'Certificate key file',
	'q.join.certificateKeyFile.ask': 'Which file holds the certificate key?',
	'q.join.certificateKeyFile.help':
		'Only for another control plane: a file of mode 0600 with the key by which the cluster’s certificates are fetched. It is good for two hours.',

	'q.kernel': 'Kernel',
	'q.kernel.ask': 'Which kernel runs this host?',
	'q.kernel.help':
		'stock keeps the kernel that is here; take it unless you know why not. lt and ml come from ELRepo, for EL hosts whose kernel is too old; they need a reboot. The old kernel stays in the boot menu.',
	'q.kernel.stock': 'keep the kernel that is here',
	'q.kernel.lt': 'ELRepo’s long-term kernel, after a reboot',
	'q.kernel.ml': 'ELRepo’s newest kernel, after a reboot',

	'q.podSubnet': 'Pod subnet',
	'q.podSubnet.ask': 'Which addresses do pods get?',
	'q.podSubnet.help':
		'A private network that nothing here or around this host uses; every node takes a /24 of it. Two, with a comma: IPv4 and IPv6. It cannot be changed later without a new cluster.',

	'q.cni': 'Pod network',
	'q.cni.ask': 'How do pods reach each other?',
	'q.cni.help':
		'flannel is small and does just this; take it when unsure. calico also enforces network policies. bridge is for a cluster of one host that stays alone. none: you bring one yourself, and until then the node is not Ready. Changing it later means restarting every pod.',
	'q.cni.flannel': 'simple and small: VXLAN between hosts',
	'q.cni.calico': 'with network policies; needs more memory',
	'q.cni.bridge': 'one host that stays alone, nothing to install',
	'q.cni.none': 'you install one yourself afterwards',
	'q.cni.version': 'CNI version',
	'q.cni.version.ask': 'Which version of the pod network?',
	'q.cni.version.help':
		'Empty: the pinned one that fits this Kubernetes. A version that is not pinned needs its manifest and hash.',
	'q.cni.manifest': 'CNI manifest',
	'q.cni.manifest.ask': 'Which manifest installs the pod network?',
	'q.cni.manifest.help': 'An address or a path. It is applied only when its SHA-256 is the one you give.',
	'q.cni.sha256': 'SHA-256 of it',
	'q.cni.sha256.ask': 'What is the SHA-256 of the manifest?',
	'q.cni.sha256.help': '64 hexadecimal digits, as sha256sum shows them.',

	'q.kubernetesVersion': 'Kubernetes',
	'q.kubernetesVersion.ask': 'Which version of Kubernetes?',
	'q.kubernetesVersion.help':
		'Exactly, as in 1.24.17. The default is the newest that kernel, cgroups, containerd and mirror all allow. Upgrades later go one minor at a time, and never back.',
	'q.serviceSubnet': 'Service subnet',
	'q.serviceSubnet.ask': 'Which addresses do services get?',
	'q.serviceSubnet.help':
		'A private network of its own, apart from the pods’ and from every network around. It cannot be changed later without a new cluster.',
	'q.nodeAddress': 'Node address',
	'q.nodeAddress.ask': 'By which of its addresses does the cluster use this host?',
	'q.nodeAddress.help':
		'The other nodes must reach it. Certificates are made for it: changing it later means new certificates.',
	'q.controlPlaneEndpoint': 'API endpoint',
	'q.controlPlaneEndpoint.ask': 'By which name is the API server found?',
	'q.controlPlaneEndpoint.help':
		'name:port. A name, not an address, so that more control planes or a load balancer can come later; it is written into /etc/hosts. Without one, a second control plane can never join.',
	'q.certSANs': 'Certificate names',
	'q.certSANs.ask': 'Which more names is the API server’s certificate for?',
	'q.certSANs.help':
		'Names and addresses by which the API server is reached from outside, with commas between. Empty: none.',
	'q.schedulable': 'Pods here too',
	'q.schedulable.ask': 'May ordinary pods run on this control plane?',
	'q.schedulable.help':
		'Yes for a cluster of one host: there is nowhere else. No where workers follow: a busy pod must not starve the API server. It can be changed at any time.',
	'q.proxyMode': 'kube-proxy',
	'q.proxyMode.ask': 'How does kube-proxy lead to services?',
	'q.proxyMode.help':
		'iptables works everywhere. ipvs suits thousands of services and needs its kernel modules; nftables is the newest and needs Kubernetes 1.31 and a new kernel. It can be changed later with a restart of kube-proxy.',
	'q.proxyMode.iptables': 'works everywhere',
	'q.proxyMode.ipvs': 'for thousands of services',
	'q.proxyMode.nftables': 'the newest; new kernels only',
	'q.firewall': 'Firewall',
	'q.firewall.ask': 'What about the firewall?',
	'q.firewall.help':
		'open-ports keeps the firewall and opens what this role needs: 6443 and NodePorts for all, kubelet and etcd for the nodes only. iptables puts iptables-services in the place of firewalld. leave touches nothing, and ports are yours to open.',
	'q.firewall.open-ports': 'keep it, open only what this role needs',
	'q.firewall.iptables': 'iptables-services in place of firewalld',
	'q.firewall.leave': 'do not touch it',
	'q.selinux': 'SELinux',
	'q.selinux.ask': 'What about SELinux?',
	'q.selinux.help':
		'permissive is what Kubernetes documents: violations are logged, nothing is blocked. disabled needs a reboot. leave touches nothing.',
	'q.selinux.permissive': 'log, do not block; what Kubernetes documents',
	'q.selinux.disabled': 'off, after a reboot',
	'q.selinux.leave': 'do not touch it',
	'q.osRepos': 'System repositories',
	'q.osRepos.ask': 'May dead package repositories be replaced?',
	'q.osRepos.help':
		'CentOS 7’s and 8’s own repositories are gone. mirror replaces those that are gone by an archive of the chosen mirror; undo gives them back. keep changes none.',
	'q.osRepos.keep': 'keep them as they are',
	'q.osRepos.mirror': 'replace those that are gone by the mirror’s archive',
	'q.timezone': 'Timezone',
	'q.timezone.ask': 'Which timezone is this host in?',
	'q.timezone.help': 'keep, or a name as in Asia/Shanghai. Kubernetes does not mind; logs are easier to read.',
	'q.proxy.http': 'HTTP proxy',
	'q.proxy.http.ask': 'Which proxy leads to http addresses?',
	'q.proxy.http.help':
		'http://proxy:3128. For the package manager, containerd and the wizard. Cluster addresses bypass it by themselves. Empty: none.',
	'q.proxy.https': 'HTTPS proxy',
	'q.proxy.https.ask': 'Which proxy leads to https addresses?',
	'q.proxy.https.help': 'Empty: the same as for http.',
	'q.proxy.noProxy': 'Without proxy',
	'q.proxy.noProxy.ask': 'What is reached without the proxy?',
	'q.proxy.noProxy.help':
		'Names, domains and networks with commas between. Cluster and node addresses are added by themselves.',
	'q.proxy.credentialsFile': 'Proxy’s password file',
	'q.proxy.credentialsFile.ask': 'Does the proxy want a password?',
	'q.proxy.credentialsFile.help': 'The path of a file of mode 0600 that holds user:password.',
	'q.tuning.ipv6': 'IPv6',
	'q.tuning.ipv6.ask': 'What about IPv6?',
	'q.tuning.ipv6.help': 'keep leaves it as it is. disable switches it off by sysctl; then there can be no dual stack.',
	'q.tuning.ipv6.keep': 'leave it as it is',
	'q.tuning.ipv6.disable': 'switch it off',
	'q.tuning.nrOpen': 'fs.nr_open',
	'q.tuning.nrOpen.ask': 'How many files may one process open at most?',
	'q.tuning.nrOpen.help': 'keep, or a number that fs.nr_open is raised to. It is never lowered.',
	'q.optional.tools': 'Tools',
	'q.optional.tools.ask': 'Install jq, vim, git and the like?',
	'q.optional.tools.help': 'Handy on a node, of no use to the cluster.',
	'q.optional.unneeded-services': 'Unneeded services off',
	'q.optional.unneeded-services.ask': 'Switch off services that a node has no use for?',
	'q.optional.unneeded-services.help': 'Today that is postfix. undo switches it on again.',
	'q.replaceVersions': 'Replace versions',
	'q.replaceVersions.ask': 'May other versions of kubeadm, kubelet and kubectl be replaced?',
	'q.replaceVersions.help': 'Without it, a host that has other versions installed is refused.',
	'q.removeOldKernels': 'Remove old kernels',
	'q.removeOldKernels.ask': 'May old kernels be removed?',
	'q.removeOldKernels.help':
		'Never the running one, and never the last other one. Removed kernels do not come back by undo.',
	'q.reboot': 'Reboot',
	'q.reboot.ask': 'May the run reboot this host without asking?',
	'q.reboot.help':
		'It then goes on by itself after the boot. Without it the run stops and says that a reboot is needed.',
	'q.kubeadmExtra': 'kubeadm extras',
	'q.kubeadmExtra.ask': 'What else is kubeadm told?',
	'q.kubeadmExtra.help':
		'Merged into kubeadm’s documents by their kind, on one line: {ClusterConfiguration: {apiServer: {extraArgs: {…}}}}. The plan shows the result. Empty: nothing.',
} as const
