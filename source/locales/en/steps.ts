export const steps = {
	'step.os-repositories.title': 'Package repositories of the system',
	'step.os-repositories.why':
		'The repositories of this release are gone (CentOS 7: since July 2024). The mirror keeps an archive of them; undo gives the old files back.',
	'step.hostname-and-hosts.title': 'Hostname and /etc/hosts',
	'step.hostname-and-hosts.why':
		'The node is known to the cluster by its hostname. A marked block in /etc/hosts names it and the control plane’s endpoint: a block can be changed and taken away again.',
	'step.host-packages.title': 'Packages that Kubernetes needs',
	'step.host-packages.why':
		'kubeadm, kubelet and kube-proxy call conntrack, ebtables, ethtool, socat and iptables; newer kubelet packages no longer pull them in. Editors and ntp are not the cluster’s business: they are the optional group “tools”.',
	'step.firewall.title': 'Firewall',
	'step.firewall.why':
		'The ports of this role are opened in the firewall that runs here: the API server and NodePorts for all, kubelet and etcd for the nodes only; traffic of the pod network passes, or pods of other nodes would be refused. Nothing is flushed and no firewall is removed, for that would throw away the host’s own protection.',
	'step.swap.title': 'Swap off',
	'step.swap.why':
		'The kubelet refuses to start with swap on. It is switched off now and in fstab, units and zram, otherwise it returns at the next boot.',
	'step.swap.ofTheMachine':
		'This host is a container: the swap in use belongs to the machine below and stays on. The kubelet is told to accept it.',
	'step.selinux.title': 'SELinux permissive',
	'step.selinux.why':
		'Permissive is what Kubernetes documents: violations are still logged, nothing is blocked. Disabling it altogether would need a reboot.',
	'step.selinux.needsReboot':
		'SELinux is permissive at once and disabled from the next boot on, as the answers ask for.',
	'step.kernel.title': 'Kernel from ELRepo',
	'step.kernel.why':
		'Chosen by you. Its packages are signed and checked, and the next boot finds it by its name: entry 0 of the menu is not always the new kernel. The old kernels stay.',
	'step.kernel.needsReboot': ({ release, running }: { release: string; running: string }) =>
		`${release} runs only after a reboot; until then this host runs ${running}`,
	'step.kernel-modules.title': 'Kernel modules',
	'step.kernel-modules.why':
		'Without br_netfilter, bridged traffic passes iptables unseen and services are not reached. Loaded now and, by /etc/modules-load.d, at every boot; what is built into the kernel counts as loaded.',
	'step.kernel-modules.ofTheMachine':
		'This host is a container: it uses the modules of the machine below and cannot load any itself.',
	'step.sysctls.title': 'Kernel settings',
	'step.sysctls.why':
		'Forwarding and bridge filtering are what pod networks stand on; the tuning values are only raised, never lowered. tcp_tw_recycle is left out: Linux 4.12 removed it, and sysctl -p fails on it. What the kubelet sets by itself is listed too, so that undo can give it back.',
	'step.sysctls.ofTheMachine':
		'This host is a container: settings that belong to the whole machine are left alone, except those that the kubelet writes in any case.',
	'step.sysctls.bridged': 'bridged traffic passes iptables (bridge-nf-call-iptables)',
	'step.clock.title': 'Clock',
	'step.clock.why':
		'Certificates are refused where clocks differ. The hardware clock is kept in UTC, and chrony keeps the time where nothing else does; ntpdate is gone from newer systems.',
	'step.clock.ofTheMachine': 'This host is a container: its clock is the machine’s and is kept there.',
	'step.unneeded-services.title': 'Unneeded services off',
	'step.unneeded-services.why': 'A node has no use for a mail relay. Switched off because the answers ask for it.',
	'step.journald.title': 'Persistent, bounded journal',
	'step.journald.why':
		'The logs of a node that fails at boot are the ones that are needed: they are kept on disk, at most 10 GB and two weeks of them.',
	'step.container-runtime.title': 'containerd',
	'step.container-runtime.why':
		'containerd at a version that fits this Kubernetes, from one repository with its signature checked, not from two mirrors at once. A containerd or Docker that is here already stays.',
	'step.container-runtime.kept': ({ version }: { version: string }) =>
		`containerd ${version} is here already and stays at its version; it is only configured.`,
	'step.container-runtime.keptDocker': ({ version }: { version: string }) =>
		`Docker runs here on containerd ${version}: both stay. containerd is configured and restarted once, Docker is not; running containers go on.`,
	'step.containerd-config.title': 'containerd’s configuration',
	'step.containerd-config.why':
		'A whole config.toml for this containerd: the pause image of this Kubernetes version from the chosen mirror (a wrong one is a classic cause of init timing out), the systemd cgroup driver, the registries. Editing the default with sed silently fails on some versions. The file that was there is kept.',
	'step.containerd-config.oomScore':
		'This host may not lower OOM scores, so containerd is told not to try (restrict_oom_score_adj): otherwise no pod would start.',
	'step.containerd-config.answers': 'containerd answers',
	'step.kubernetes-repository.title': 'Kubernetes package repository',
	'step.kubernetes-repository.why':
		'The repository of the chosen mirror, with signatures checked by keys of pinned fingerprint; no other key of a keyring is written. gpgcheck=0 would let anyone on the way replace packages.',
	'step.cri-tools.title': 'crictl',
	'step.cri-tools.why':
		'crictl comes as a signed package that matches this version, and is told where containerd listens.',
	'step.cri-tools.answers': 'the container runtime answers crictl',
	'step.images.title': 'Images of every node',
	'step.images.why':
		'What each node of this version runs, pulled by containerd while packages are being installed: kubeadm then waits for nothing.',
	'step.control-plane-images.title': 'Images of the control plane',
	'step.control-plane-images.why': 'Pulled beside the others: one image is fetched while another one is unpacked.',
	'step.cni-images.title': 'Images of the pod network',
	'step.cni-images.why': 'Pulled while kubeadm works, which does not need them.',
	'step.kubernetes-packages.title': 'kubeadm, kubelet and kubectl',
	'step.kubernetes-packages.why':
		'At exactly the version asked for, and held there: an ordinary system update must not move a cluster to another version.',
	'step.kubernetes-packages.newest': ({ version, reason }: { version: string; reason: string }) =>
		`${version} is the newest for this host. ${reason}`,
	'step.kubernetes-packages.replaces': 'Other versions that are installed are replaced, as the answers allow.',
	'step.kubelet-environment.title': 'kubelet’s arguments',
	'step.kubelet-environment.why':
		'In the file that the family keeps for it, with flags that this version knows: an edited unit of the package would be lost at the next update.',
	'step.kubeadm-config.title': 'kubeadm’s configuration',
	'step.kubeadm-config.why':
		'Rendered for the API of this version, the socket with its unix:// scheme, kube-proxy’s mode written out, and read by kubeadm itself before it is used.',
	'step.kubeadm-config.conntrack':
		'This host may not write conntrack limits: kube-proxy is told to leave them alone (conntrack.maxPerCore: 0), otherwise it would crash.',
	'step.kubeadm-config.extra': ({ kind }: { kind: string }) => `${kind} is merged with kubeadmExtra from the answers.`,
	'step.kubeadm-config.read': 'kubeadm reads this configuration',
	'step.kubeadm-config.valid': 'kubeadm finds this configuration valid',
	'step.kubeadm-init.title': 'Control plane (kubeadm init)',
	'step.kubeadm-init.why':
		'kubeadm sets up certificates, etcd and the control plane. Its output is kept; tokens and certificate keys are never printed.',
	'step.kubeadm-init.ignores': ({ check }: { check: string }) =>
		`kubeadm’s check ${check} is left out: it asks about the machine below this container.`,
	'step.kubeadm-join.title': 'Joining the cluster (kubeadm join)',
	'step.kubeadm-join.why':
		'The cluster was asked before this plan was made: its CA, the token, the version. kubeadm gets the token by a file that only root can read, and the file goes when it is done.',
	'step.kubeadm-join.staleWatches':
		'While the second control plane of a cluster joins, etcd has no leader for some seconds. Up to 1.28 (kubernetes#97294) the first API server may then tell changes late for up to ten minutes: DNS and kube-proxy miss new services. On the first host this mends it at once: crictl stop $(crictl ps -q --name kube-apiserver)',
	'step.join-answers.title': 'Answers for the next hosts',
	'step.join-answers.why':
		'A worker and another control plane are started with these files: copy one to the next host. They hold a token (24 hours) and, for a control plane, the key to the certificates (2 hours); k8s-wizard join-command makes fresh ones.',
	'step.ready.podsOfNode': ({ name }: { name: string }) => `the system’s pods on ${name} run`,
	'step.kubeconfig.title': 'Access with kubectl',
	'step.kubeconfig.why':
		'For root and for the user behind sudo, readable by them alone. A kubeconfig that is there already is kept beside it.',
	'step.cni.title': 'Pod network',
	'step.cni.why':
		'With this cluster’s pod subnet and the mirror’s images in it; a manifest is checked against its SHA-256 before it is used.',
	'step.cni.untested': (parameters: { name: string; from: string; to: string; kubernetesVersion: string }) =>
		`${parameters.name} is the newest for this kernel; its makers tested it with Kubernetes ${parameters.from} to ${parameters.to}, not with ${parameters.kubernetesVersion}`,
	'step.ready.title': 'Node ready',
	'step.ready.why':
		'A node counts as done only when its pods run and a service is reached at its cluster address; nothing is left behind by looking.',
	'step.ready.node': ({ name }: { name: string }) => `node ${name} is Ready`,
	'step.ready.pods': 'the system’s pods run',
	'step.ready.podAddress': ({ podSubnet }: { podSubnet: string }) => `pods have addresses of ${podSubnet}`,
	'step.ready.service': ({ address }: { address: string }) =>
		`the API server answers at its cluster address ${address}`,
	'step.ready.dns': ({ server }: { server: string }) => `cluster DNS answers at ${server}`,

	'resolve.registryUnreachable': ({
		images,
		url,
		reason,
	}: {
		images: readonly string[]
		url: string
		reason: string
	}) => `The registry of ${images.join(', ')} cannot be reached: ${url}: ${reason}`,
	'resolve.imageMissing': ({ images, url }: { images: readonly string[]; url: string }) =>
		`The mirror does not have ${images.join(', ')} (404 at ${url}). Push what is missing there, or take another version or mirror`,
	'resolve.imageDenied': ({ images, url }: { images: readonly string[]; url: string }) =>
		`The registry does not let us have ${images.join(', ')}: it wants a login, or another one (${url}). For a registry of your own: mirror.authFile, a file with user:password`,
	'resolve.registryAnswered': ({ images, url, status }: { images: readonly string[]; url: string; status: number }) =>
		`The registry answered ${status} when asked for ${images.join(', ')} (${url})`,
	'resolve.unreachable': ({ url, reason }: { url: string; reason: string }) => `Cannot be reached: ${url}: ${reason}`,
	'resolve.answered': ({ url, status }: { url: string; status: number }) => `${url} answered ${status}`,
	'resolve.noFile': ({ path }: { path: string }) => `No such file: ${path}`,
	'resolve.noCredentials': ({ path }: { path: string }) => `${path} has to be one line: user:password`,
	'resolve.keyUnreadable': ({ where, reason }: { where: string; reason: string }) =>
		`Not a public key that can be read: ${where}: ${reason}`,
	'resolve.keyOtherFingerprint': ({ where, wanted, found }: { where: string; wanted: string; found: string }) =>
		`${where} does not hold the pinned key ${wanted}; it holds ${found}`,
	'resolve.keyNotPinned': ({ repository }: { repository: string }) =>
		`No key with a confirmed fingerprint is known for ${repository}; take a custom mirror and name its key there`,
	'resolve.keyUnconfirmed': ({ where, fingerprint, owner }: { where: string; fingerprint: string; owner: string }) =>
		`${where} holds the key ${fingerprint} (${owner}), which nobody has confirmed yet. Compare it with what its owner publishes, then add it to the answers: trustKeys: [${fingerprint}]`,
	'resolve.noRepository': ({ url, status, what }: { url: string; status: number; what: string }) =>
		`The mirror has no such repository: ${what} (${status} at ${url}). Take another version or another mirror`,
	'resolve.artefact.os-packages': 'packages of the system',
	'resolve.artefact.kernel': 'kernel',
	'resolve.artefact.containerd': 'containerd',
	'resolve.artefact.kubernetes-packages': 'packages of Kubernetes',
	'resolve.artefact.images': 'images of Kubernetes',
	'resolve.artefact.cni-manifest': 'manifest of the CNI',
	'resolve.artefact.cni-images': 'images of the CNI',
	'resolve.manifestOtherSum': ({ source, wanted, found }: { source: string; wanted: string; found: string }) =>
		`${source} is not the manifest that was asked for: its SHA-256 is ${found}, not ${wanted}`,
	'resolve.manifestUnreachable': ({ source, reason }: { source: string; reason: string }) =>
		`${source} cannot be had (${reason}). Fetch it elsewhere and name where it is, on a mirror or on this host; its SHA-256 is checked all the same: cni: {name, version, manifest: /root/cni.yaml}`,
	'resolve.manifestUnreadable': ({ source, reason }: { source: string; reason: string }) =>
		`${source} is not a manifest that can be used: ${reason}`,
	'resolve.unknownVersion': ({ version }: { version: string }) =>
		`The images of Kubernetes ${version} are not known to this version of k8s-wizard`,
	'resolve.notOffered': ({ name, version, repository }: { name: string; version: string; repository: string }) =>
		`${name} ${version} is not offered by ${repository}`,
	'resolve.noContainerd': (parameters: { name: string; version: string; offered: string; repository: string }) => {
		const { name, version, offered, repository } = parameters
		return `No ${name} that fits Kubernetes ${version} is offered by ${repository}; what is there: ${offered || 'none'}`
	},
	'resolve.noModules': ({ name, kernelRelease }: { name: string; kernelRelease: string }) =>
		`${name} is not offered for the kernel that runs, ${kernelRelease}. Update the system, reboot, and start again`,
	'resolve.containerdUnknown': ({ reason }: { reason: string }) =>
		`Whether containerd is here already could not be found out: ${reason}`,
	'resolve.containerdTooOld': ({ version }: { version: string }) =>
		`containerd ${version} is too old to be configured; 1.5 is the oldest that is known`,
	'resolve.otherVersion': ({ name, installed, wanted }: { name: string; installed: string; wanted: string }) =>
		`${name} ${installed} is installed and ${wanted} is asked for; “replaceVersions: true” lets it be replaced`,
	'resolve.deadRepository': ({ path, host }: { path: string; host: string }) =>
		`${path} names ${host}, which is gone; “osRepos: mirror” lets the mirror’s archive take its place`,
	'resolve.noArchive': ({ path }: { path: string }) =>
		`${path} names repositories that are gone, and this mirror has no archive of them`,
	'resolve.packages.unreachable': 'A package repository cannot be reached',
	'resolve.packages.signature': 'The signature of a package repository is not good',
	'resolve.packages.not-offered': 'A package is not offered by any repository',
	'resolve.packages.conflict': 'The packages cannot be installed together on this host',
	'resolve.packages.listed-twice':
		'This host’s own lists name a repository of the plan already, with another key, and apt takes it with one only. Put # before these lines (in a .sources file: Enabled: no); the wizard writes its own',
	'resolve.packages.broken': 'The package manager could not work out what to install',
} as const
