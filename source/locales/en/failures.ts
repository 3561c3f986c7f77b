/** What went wrong, why, and what to do: for each known failure its title, its cause, advice for doing it by hand, its fix and its check. */
export const failures = {
	'failure.bridge.title': 'Bridged traffic bypasses iptables: br_netfilter is not in effect',
	'failure.bridge.cause':
		'bridge-nf-call-iptables is not 1: the kernel module br_netfilter is not loaded, or something set the value back. Without it services do not reach pods on the same node; kubeadm before 1.30 refuses to go on.',
	'failure.bridge.advice':
		'Load the module (modprobe br_netfilter), have it loaded at every boot by a file in /etc/modules-load.d, and set net.bridge.bridge-nf-call-iptables = 1 in a file in /etc/sysctl.d.',
	'failure.bridge.fix': 'load br_netfilter now and at every boot, and set bridge-nf-call-iptables to 1',
	'failure.bridge.onTheMachine':
		'This host is a container: load br_netfilter on the machine that it runs on (modprobe br_netfilter), then try again.',
	'failure.bridge.check': '/proc/sys/net/bridge/bridge-nf-call-iptables is 1',
	'failure.forward.title': 'IPv4 forwarding is off',
	'failure.forward.cause':
		'net.ipv4.ip_forward is not 1, so nothing goes from pods to other nodes and back. A file in /etc/sysctl.d often sets it to 0.',
	'failure.forward.advice':
		'Set net.ipv4.ip_forward = 1 in a file in /etc/sysctl.d, take away lines that set it to 0, and load it with sysctl --system.',
	'failure.forward.fix': 'switch IPv4 forwarding on, now and at every boot',
	'failure.forward.check': '/proc/sys/net/ipv4/ip_forward is 1',
	'failure.inotify.title': 'No inotify instance is left',
	'failure.inotify.cause':
		'The kubelet watches files through inotify, and fs.inotify.max_user_instances (128 by default) is used up by the programs that run as the same user. The kubelet ends at its start.',
	'failure.inotify.advice':
		'Set fs.inotify.max_user_instances = 8192 in a file in /etc/sysctl.d, load it with sysctl --system, and restart the kubelet.',
	'failure.inotify.onTheMachine':
		'This host is a container: raise the limit on the machine that it runs on (sysctl -w fs.inotify.max_user_instances=8192), then try again.',
	'failure.inotify.fix': 'allow 8192 inotify instances, now and at every boot',
	'failure.inotify.check': '/proc/sys/fs/inotify/max_user_instances is at least 8192',
	'failure.swap.title': 'Swap is on',
	'failure.swap.cause':
		'The kubelet does not start while swap is active, unless its configuration says failSwapOn: false.',
	'failure.swap.advice':
		'Switch swap off (swapoff -a) and keep it off: comment out its line in /etc/fstab, mask swap units, remove zram generators.',
	'failure.swap.fix': 'switch swap off, now and at every boot',
	'failure.swap.onTheMachine':
		"This host is a container and its swap is the machine's: switch it off there, or set failSwapOn: false in the kubelet's configuration.",
	'failure.swap.check': '/proc/swaps lists nothing',
	'failure.criDisabled.title': 'containerd runs without its Kubernetes half (the CRI plugin)',
	'failure.criDisabled.cause':
		"containerd's configuration disables the CRI plugin, as the configuration in the containerd.io package does. Nothing that Kubernetes asks of it is answered.",
	'failure.criDisabled.advice':
		'Take "cri" out of disabled_plugins in /etc/containerd/config.toml and restart containerd. A containerd older than 1.6 does not speak the CRI version of Kubernetes 1.26 and later at all.',
	'failure.criDisabled.fix': "enable the CRI plugin in containerd's configuration and restart containerd",
	'failure.criDisabled.check': "containerd's configuration disables no CRI plugin",
	'failure.notRunning.title': 'The container runtime is not running',
	'failure.notRunning.cause':
		"Nobody answers at the container runtime's socket: the service is stopped, disabled or failed.",
	'failure.notRunning.advice':
		'Start it: systemctl enable --now containerd (or docker, where that is the runtime). If it ends again at once, its journal says why: journalctl -u containerd.',
	'failure.notRunning.fix': 'start containerd, now and at every boot',
	'failure.notRunning.check': 'containerd.service is active',
	'failure.sandbox.title': 'The sandbox (pause) image cannot be had',
	'failure.sandbox.cause':
		'containerd starts every pod from its sandbox image. It is configured with one that is not on this host and cannot be pulled, so no pod starts, whatever kubeadm has pulled.',
	'failure.sandbox.advice':
		'Set the sandbox image in /etc/containerd/config.toml to the pause image of this Kubernetes version from a registry that this host reaches (kubeadm config images list names it), and restart containerd.',
	'failure.sandbox.fix': ({ image }: { image: string }) =>
		`set containerd's sandbox image to ${image} and restart containerd`,
	'failure.sandbox.check': "containerd's sandbox image is on this host",
	'failure.cgroup.title': 'kubelet and container runtime use different cgroup drivers',
	'failure.cgroup.cause':
		"The kubelet hands cgroups to systemd and the container runtime writes them itself. Pods, the control plane's too, are killed and started again without end.",
	'failure.cgroup.advice':
		"Make both use systemd: SystemdCgroup = true in containerd's runc options (for Docker: native.cgroupdriver=systemd), cgroupDriver: systemd in /var/lib/kubelet/config.yaml. Then restart both.",
	'failure.cgroup.fix': "set SystemdCgroup = true in containerd's configuration and restart containerd",
	'failure.cgroup.check': 'kubelet and containerd use the same cgroup driver',
	'failure.cgroupsPath.title': 'The kubelet writes cgroups itself, containerd expects systemd to',
	'failure.cgroupsPath.cause':
		"containerd is set to systemd cgroups and the kubelet to cgroupfs: runc refuses every container of the kubelet's.",
	'failure.cgroupsPath.advice': 'Set cgroupDriver: systemd in /var/lib/kubelet/config.yaml and restart the kubelet.',
	'failure.cgroupsPath.fix': "set cgroupDriver: systemd in the kubelet's configuration and restart the kubelet",
	'failure.cgroupsPath.check': 'kubelet and containerd use the same cgroup driver',
	'failure.remains.cause':
		'An earlier init or join left its files. A new cluster is not made over them: its certificates and data would not fit.',
	'failure.remains.advice':
		'If nobody needs that cluster any more: kubeadm reset on this host, or move /etc/kubernetes and /var/lib/etcd away. Then try again.',
	'failure.remains.fix':
		'stop the kubelet and move what is left of the earlier cluster aside; nothing is deleted, and undo moves it back',
	'failure.remains.manifests': 'Manifests of an earlier cluster are still here',
	'failure.remains.kubeletConf': 'This host has been part of a cluster before',
	'failure.remains.etcd': 'The database of an earlier cluster is still here',
	'failure.remains.alive':
		'Parts of that cluster still run on this host. If nobody needs it any more, take it away with kubeadm reset, then try again.',
	'failure.remains.check': "none of the earlier cluster's files is in its place",
	'failure.nodeName.title': "The host's name cannot be a node's name",
	'failure.nodeName.cause':
		"A node's name has only lower-case letters, digits, hyphens and dots, and begins and ends with a letter or a digit. This one has something else, often an underscore or a capital.",
	'failure.nodeName.advice': 'Give the host another name: hostnamectl set-hostname NAME. Then try again.',
	'failure.nodeName.fix': ({ name }: { name: string }) => `rename this host to ${name}`,
	'failure.nodeName.check': "the host's name is a valid node name",
	'failure.nameUnknown.title': "The host's own name does not resolve",
	'failure.nameUnknown.cause':
		'The name of this host is neither in DNS nor in /etc/hosts. Starting takes longer, and what looks the name up breaks.',
	'failure.nameUnknown.advice': "Add a line with this host's address and name to /etc/hosts.",
	'failure.nameUnknown.fix': ({ name, address }: { name: string; address: string }) =>
		`write ${name} with ${address} into /etc/hosts`,
	'failure.nameUnknown.check': "the host's name resolves",
	'failure.join.fresh': 'Have what this host joins with made afresh, on a control plane: k8s-wizard join-command',
	'failure.join.check': 'kubeadm join comes to a good end',
	'failure.tokenExpired.title': 'The bootstrap token has expired',
	'failure.tokenExpired.cause':
		'Tokens are good for 24 hours unless they were made otherwise. This one is gone from the cluster, and its signature with it.',
	'failure.tokenWrong.title': 'The secret half of the token is wrong',
	'failure.tokenWrong.cause':
		"The cluster knows the token's first half, but what it signed does not fit the second: a copying error, or the token of another cluster.",
	'failure.caHash.title': 'The cluster has another CA than the one that is pinned',
	'failure.caHash.cause':
		'The CA hash is of another cluster, or of this one before it was made anew. It can also mean that somebody answers in its place.',
	'failure.certSan.title': "The endpoint is not in the API server's certificate",
	'failure.certSan.cause':
		'The API server answers, but its certificate is for other names and addresses than the one that was asked.',
	'failure.certSan.advice':
		'Join by a name or address of the certificate, or add this one to apiServer.certSANs in the cluster (kubeadm-config), move apiserver.crt and apiserver.key aside on each control plane and run kubeadm init phase certs apiserver there.',
	'failure.clockSkew.title': 'The clocks of this host and of the cluster differ',
	'failure.clockSkew.cause':
		"By this host's clock the API server's certificate is not valid yet, or no more. In a young cluster that is the clock; in an old one the certificate may have run out.",
	'failure.clockSkew.advice':
		'Set the clock (chronyc makestep) and keep it set by chrony; compare: date -u on both hosts.',
	'failure.apiUnreachable.title': 'The API server cannot be reached',
	'failure.apiUnreachable.cause':
		'Nobody answers at the endpoint. Refused: nothing listens there. No route or timed out: a firewall or security group. No such host: the endpoint’s name is unknown here.',
	'failure.apiUnreachable.advice':
		'Look from this host: curl -k https://ENDPOINT/healthz. On the control plane port 6443 has to be open; a name has to be in DNS or in /etc/hosts.',
	'failure.certificateKey.title': 'The certificates for another control plane are gone, or their key is another one',
	'failure.certificateKey.cause': 'They stay in the cluster for two hours, and every upload makes a new key.',
	'failure.nodeExists.title': 'The cluster has a node of this name already',
	'failure.nodeExists.cause':
		'Two hosts have the same hostname, as copies of one machine do, or this host was a node a moment ago.',
	'failure.nodeExists.advice':
		'Give this host another hostname; or, if the other is gone for good, on a control plane:\nkubectl delete node NAME',
	'failure.noEndpoint.title': 'The cluster was made for one control plane only',
	'failure.noEndpoint.cause': 'It has no controlPlaneEndpoint, so nodes would always ask the first control plane.',
	'failure.noEndpoint.advice':
		'Add controlPlaneEndpoint to the ClusterConfiguration in the ConfigMap kube-system/kubeadm-config, with that name in the certificates, and point the nodes’ kubeconfigs at it. Clusters that k8s-wizard makes have one.',
	'failure.etcdMembers.title': 'etcd takes no new member: one of its members does not run',
	'failure.etcdMembers.cause':
		'A control plane went away without leaving etcd, or the last one that joined never started its member.',
	'failure.etcdMembers.advice':
		'On a control plane: etcdctl member list shows it, etcdctl member remove takes it out. A control plane leaves cleanly with: k8s-wizard reset --leave',
	'failure.notRoot.title': 'Not run as root',
	'failure.notRoot.cause': 'kubeadm changes the whole host and refuses to begin as an ordinary user.',
	'failure.notRoot.advice': 'Run the same command again with sudo.',
	'failure.notRoot.check': 'kubeadm is run as root',
	'failure.repository.check': 'the repository files name no dead or altered place',
	'failure.centosGone.title': ({ release }: { release: string }) => `The repositories of CentOS ${release} are gone`,
	'failure.centosGone.cause':
		'This CentOS has reached its end: mirrorlist.centos.org is switched off and the mirrors have dropped its packages, so nothing can be installed.',
	'failure.centosGone.advice':
		'Point the repository files at vault.centos.org or a mirror of it. k8s-wizard does it with osRepos: mirror in the answers.',
	'failure.centosGone.fix': "put the mirror's archive in the place of the dead repositories",
	'failure.googleGone.title': ({ place }: { place: string }) => `The package repository at ${place} is gone`,
	'failure.googleGone.cause':
		"Google's package repositories for Kubernetes have been removed. There is one repository for each minor version at pkgs.k8s.io, and on its mirrors.",
	'failure.googleGone.advice':
		'Switch the old list off and add pkgs.k8s.io/core:/stable:/vMINOR (or a mirror of it), with its signing key.',
	'failure.googleGone.fix': 'switch the dead list off; where there is a plan, its own repository takes its place',
	'failure.signature.cause':
		'Packages are taken only with a signature of a known key. The key on this host is missing, expired or another one, or the repository was altered. This is never waved through.',
	'failure.signature.advice':
		"Fetch the key from its owner again (for Kubernetes: the Release.key or repomd.xml.key of the newest minor version at pkgs.k8s.io), compare its fingerprint, and put it where the repository's list names it.",
	'failure.signature.fix': "write the plan's repository lists and pinned keys again",
	'failure.signature.missing': 'A repository is signed with a key that this host does not have, or not signed at all',
	'failure.signature.expired': 'The signing key of the Kubernetes packages is an expired copy',
	'failure.signature.repomd': "The signature of a repository's metadata does not fit",
	'failure.signature.rpm': 'The signature of a package does not fit',
	'failure.noVersion.title': 'The repository does not have this version',
	'failure.noVersion.cause':
		'The exact version that was asked for is not in the repositories of this host: each repository at pkgs.k8s.io has one minor version only, and old ones ended at releases of 2023.',
	'failure.noVersion.advice':
		'List what there is (apt-cache madison kubeadm, or yum list --showduplicates kubeadm), and name a version of it or the repository of the minor version that you want.',
	'failure.lock.title': 'Another package manager is at work',
	'failure.lock.cause': 'It holds the lock, often an automatic update right after boot. Only one can work at a time.',
	'failure.lock.advice':
		'Wait until it has finished, then try again. Do not kill it and do not delete its lock: a package manager that is cut off leaves half-installed packages.',
	'failure.lock.check': "nobody holds the package manager's lock",
	'failure.noImage.title': 'The registry does not have this image',
	'failure.noImage.cause':
		'The mirror has no image of this name and version, or refuses to give it without a password: a wrong imageRepository, or a mirror that lags behind.',
	'failure.noImage.advice':
		'Look up what is needed with kubeadm config images list, and try it by hand with crictl pull. Then take another mirror, or a version that this one has.',
	'failure.noImage.check': 'the image is in the registry',
	'failure.cniMissing.title': 'There is no pod network yet',
	'failure.cniMissing.cause':
		'No network plugin has been installed, or it has not written its configuration to /etc/cni/net.d. The node stays NotReady and CoreDNS waits.',
	'failure.cniMissing.advice':
		"Install a pod network (flannel, calico, cilium) made for this cluster's pod subnet. If its pods run already, their logs say what keeps them.",
	'failure.cniMissing.fix': "install the plan's pod network",
	'failure.cniMissing.check': '/etc/cni/net.d has a network configuration',
	'failure.oldBridge.title': 'cni0 still has the address of an earlier cluster',
	'failure.oldBridge.cause':
		'The bridge of the pod network was left by an earlier cluster with another pod range. No pod gets an address while it is there.',
	'failure.oldBridge.advice': 'Remove it: ip link delete cni0. The network plugin makes it again.',
	'failure.oldBridge.fix': ({ has, should }: { has: string; should: string }) =>
		`remove cni0 (${has}); the network plugin makes it again as ${should}`,
	'failure.oldBridge.check': "cni0 has the address of this node's pod range, or is not there",
	'failure.conntrack.title': 'kube-proxy may not set the connection limit on this host',
	'failure.conntrack.cause':
		"This host is a container and nf_conntrack_max is the machine's. kube-proxy tries to write it, is refused, and ends; services do not work.",
	'failure.conntrack.advice':
		"Set conntrack.maxPerCore: 0 in the ConfigMap kube-proxy in kube-system, and delete kube-proxy's pod.",
	'failure.conntrack.fix': 'tell kube-proxy to leave the limit alone (maxPerCore: 0)',
	'failure.conntrack.check': "kube-proxy's configuration leaves the limit alone",
	'failure.resolvConf.title': 'CoreDNS finds no name server that it can use',
	'failure.resolvConf.cause':
		"CoreDNS asks the servers in the node's resolv.conf for names outside the cluster. There is none, or only an address of the node itself (127.0.0.x), at which CoreDNS would ask itself: it ends.",
	'failure.resolvConf.advice':
		"Set resolvConf in the kubelet's configuration to a file with real servers (with systemd-resolved: /run/systemd/resolve/resolv.conf), or name the servers in CoreDNS's Corefile: forward . SERVER. Editing /etc/resolv.conf does not last where NetworkManager or systemd-resolved owns it.",
	'failure.resolvConf.fix': ({ servers }: { servers: string }) =>
		`let CoreDNS ask ${servers} instead of the node's resolv.conf`,
	'failure.resolvConf.check': 'CoreDNS has a server that it can use',
	'failure.resolvConfGone.title': "The kubelet's resolv.conf does not exist",
	'failure.resolvConfGone.cause':
		"The kubelet's configuration names a resolv.conf that this host does not have (often systemd-resolved's), so no pod can be started.",
	'failure.resolvConfGone.advice':
		'Set resolvConf in /var/lib/kubelet/config.yaml to /etc/resolv.conf and restart the kubelet.',
	'failure.resolvConfGone.fix':
		"set resolvConf to /etc/resolv.conf in the kubelet's configuration and restart the kubelet",
	'failure.resolvConfGone.check': 'the file that resolvConf names exists',
	'failure.port.title': ({ port }: { port: number }) => `Port ${port} is in use`,
	'failure.port.cause': ({ port, own }: { port: number; own: string }) =>
		`Another program listens at port ${port}, which ${own} needs.`,
	'failure.port.advice': ({ port }: { port: number }) =>
		`Find out who it is (ss -ltnp), and stop it or give it another port than ${port}. If it is an earlier cluster's, kubeadm reset takes it away.`,
	'failure.port.fix': ({ unit, port }: { unit: string; port: number }) =>
		`stop ${unit}, which holds port ${port}, and do not start it at boot`,
	'failure.port.byHand': ({ port, program, pid }: { port: number; program: string; pid: string }) =>
		`Port ${port} is held by ${program} (pid ${pid}), which is no service that may simply be stopped. Stop it, or give it another port; an earlier cluster's parts go with kubeadm reset.`,
	'failure.port.check': ({ port }: { port: number }) => `nothing else listens at port ${port}`,
} as const
