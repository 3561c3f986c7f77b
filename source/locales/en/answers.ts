interface AtKey {
	key: string
	found: string
}

const meant = (nearest: string | undefined) => (nearest === undefined ? '' : ` Did you mean ${nearest}?`)
const instead = (suggestion: string | undefined) => (suggestion === undefined ? '' : ` ${suggestion} is free.`)
const list = (items: readonly string[]) => items.join(', ')

export const answers = {
	'answers.fileHead': 'Answers of k8s-wizard. Keep it as private as the hosts it is for.',

	'answers.tooLarge': ({ file, kibibytes }: { file: string; kibibytes: number }) =>
		`${file} is larger than ${kibibytes} KiB: that is no answers file.`,
	'answers.tooDeep': ({ levels }: { levels: number }) =>
		`Nested more than ${levels} levels deep: that is no answers file.`,
	'answers.empty': ({ file }: { file: string }) =>
		`${file} is empty, and an empty file asks for nothing. Write at least: role: init`,
	'answers.notText': ({ found }: { found: string }) => `This is not text: the character ${found} cannot stand here.`,
	'answers.more': ({ count }: { count: number }) => `… and ${count} more.`,
	'answers.yaml.tab': 'A tab cannot indent in YAML. Use spaces.',
	'answers.yaml.documents': 'One file holds one document: nothing may follow after the second "---".',
	'answers.yaml.indent': 'The indentation does not fit, or a key has no ":" and space after it.',
	'answers.yaml.unclosed': 'A quote or bracket that was opened is not closed.',
	'answers.yaml.tag': 'YAML tags (!…) are not taken here.',
	'answers.yaml.other': ({ code }: { code: string }) => `This cannot be read as YAML (${code}).`,
	'answers.alias': ({ name }: { name: string }) =>
		`The alias *${name} is not taken: an answers file has no anchors and aliases. Write the value out.`,
	'answers.badKey': 'A key has to be a plain word.',
	'answers.duplicateKey': ({ key, line }: { key: string; line: number }) =>
		`${key} is here a second time; it is already on line ${line}. Keep one of them.`,
	'answers.unknownKey': ({ key, nearest }: { key: string; nearest?: string | undefined }) =>
		`Unknown key ${key}.${meant(nearest)}`,
	'answers.missing': ({ key }: { key: string }) => `${key} is missing.`,
	'answers.noValue': ({ key }: { key: string }) => `${key} has no value. Give it one, or take the line out.`,
	'answers.notOneOf': ({
		key,
		found,
		choices,
		nearest,
	}: AtKey & { choices: readonly string[]; nearest?: string | undefined }) =>
		`${key} cannot be ${found}: it is one of ${list(choices)}.${meant(nearest)}`,
	'answers.notBoolean': ({ key, found }: AtKey) => `${key} is true or false, not ${found}.`,
	'answers.notNumber': ({ key, found }: AtKey) => `${key} is a number, not ${found}.`,
	'answers.notList': ({ key, found }: AtKey) => `${key} is a list, [a, b], not ${found}.`,
	'answers.notMap': ({ key, found }: AtKey) =>
		key === ''
			? `An answers file is a list of lines "key: value"${found === '' ? '.' : `, not ${found}.`}`
			: `${key} is a map of keys and values, not ${found}.`,
	'answers.notString': ({ key, found }: AtKey) => `${key} is a text, not ${found}. Put it in quotes if it is meant so.`,

	'answers.rule.address': ({ key, found }: AtKey) => `${key}: ${found} is not an IP address.`,
	'answers.rule.control': ({ key }: AtKey) => `${key} holds control characters.`,
	'answers.rule.credentials': ({ key }: AtKey) =>
		`${key} holds a user or password. They belong in a file of mode 0600: mirror.authFile.`,
	'answers.rule.dnsName': ({ key, found }: AtKey) => `${key}: ${found} is neither a DNS name nor an IP address.`,
	'answers.rule.empty': ({ key }: AtKey) => `${key} is empty. Give it a value, or take the line out.`,
	'answers.rule.endpoint': ({ key, found }: AtKey) => `${key}: ${found} is not name:port, as in cluster.local:6443.`,
	'answers.rule.fingerprint': ({ key }: AtKey) =>
		`${key} is a key's full fingerprint: 40 hexadecimal digits, as gpg --show-keys shows it.`,
	'answers.rule.hash': ({ key }: AtKey) => `${key} is sha256: and 64 hexadecimal digits.`,
	'answers.rule.keyPlace': ({ key }: AtKey) => `${key} needs either file or url, and not both.`,
	'answers.rule.locator': ({ key, found }: AtKey) =>
		`${key}: ${found} is neither an http(s) address nor an absolute path.`,
	'answers.rule.nrOpen': ({ key, found }: AtKey) =>
		`${key}: ${found} is not a whole number from 1024 to 2147483584, nor keep.`,
	'answers.rule.path': ({ key, found }: AtKey) => `${key}: ${found} is not an absolute path of a file.`,
	'answers.rule.registry': ({ key, found }: AtKey) =>
		`${key}: ${found} is not a registry's name, as in 10.0.0.1:5000/k8s, without http://.`,
	'answers.rule.repository': ({ key, found }: AtKey) =>
		`${key}: ${found} is not an http(s) address, on apt hosts with suite and components behind it where needed.`,
	'answers.rule.sha256': ({ key }: AtKey) => `${key} is a SHA-256: 64 hexadecimal digits, as sha256sum shows it.`,
	'answers.rule.twoAtMost': ({ key }: AtKey) => `${key} is one subnet, or two: one of IPv4 and one of IPv6.`,
	'answers.rule.version': ({ key, found }: AtKey) => `${key}: ${found} is not a full version, as in 1.24.17.`,
	'answers.rule.webUrl': ({ key, found }: AtKey) => `${key}: ${found} is not an http(s) address.`,

	'answers.unknownSystem': ({ name, resembles }: { name: string; resembles: string }) =>
		`${name} is not a system that this program knows. It resembles ${resembles} and would be treated as that; nobody has tried it. To go on all the same: unknownSystem: go-on`,
	'answers.localhost': ({ found }: { found: string }) =>
		`${found} names every host. Give this one a name of its own: hostname: node-1`,
	'answers.badHostname': ({ found, suggestion }: { found: string; suggestion?: string | undefined }) =>
		`The hostname ${found} does not follow RFC 1123: lower-case letters, digits and "-", at most 63, no "_", no "-" at either end.${
			suggestion === undefined ? '' : ` ${suggestion} would do.`
		}`,
	'answers.customNeedsMap':
		'A custom mirror has to be written out: mirror: { kubernetes: URL, containerd: URL, registry: HOST:PORT, keys: […] }',
	'answers.rpmNeedsContainerd':
		'mirror.containerd is missing: distributions with rpm have no containerd package of their own.',
	'answers.mirrorNeedsKeys': ({ artefacts }: { artefacts: readonly string[] }) =>
		`mirror.keys is missing: ${list(artefacts)} would come without a signature. Name the key and its fingerprint, or say unsigned: [${list(artefacts)}].`,
	'answers.versionOfCustomMirror':
		'With a custom mirror kubernetesVersion has to be said: what the mirror holds cannot be guessed.',
	'answers.versionToJoin': 'kubernetesVersion is missing: a node joins at the version of its cluster.',
	'answers.unknownVersion': ({ version, nearest }: { version: string; nearest: string }) =>
		`Kubernetes ${version} is not known to this program. Near to it: ${nearest}.`,
	'answers.newestHere': ({ version }: { version: string }) => `The newest Kubernetes for this host is ${version}.`,
	'answers.ceiling.mirrorFrom': ({ version, mirror, from }: { version: string; mirror: string; from: string }) =>
		`Kubernetes ${version} is not on the mirror ${mirror}, which begins with ${from}. Older ones come from a custom mirror only.`,
	'answers.ceiling.mirrorTo': ({ version, mirror, to }: { version: string; mirror: string; to: string }) =>
		`Kubernetes ${version} was not seen on the mirror ${mirror}, which goes up to ${to}.`,
	'answers.ceiling.kernel': ({ version, kernel, oldest }: { version: string; kernel: string; oldest: string }) =>
		`Kubernetes ${version} needs a kernel of ${oldest} or later; this one is ${kernel}.`,
	'answers.ceiling.cgroup': ({ version, from }: { version: string; from: string }) =>
		`Kubernetes ${version} needs cgroup v2 (from ${from} on); this host has v1.`,
	'answers.ceiling.containerd': ({
		version,
		containerd,
		needs,
	}: {
		version: string
		containerd: string
		needs: string
	}) => `Kubernetes ${version} needs containerd ${needs}; this host has, or gets, ${containerd}.`,
	'answers.ceiling.containerdTooNew': ({
		version,
		containerd,
		below,
	}: {
		version: string
		containerd: string
		below: string
	}) => `Kubernetes ${version} needs a containerd before ${below}; this host has ${containerd}.`,

	'answers.cniTakesNone': ({ name }: { name: string }) => `cni ${name} has no version and no manifest.`,
	'answers.cniNeedsSha': ({ manifest }: { manifest: string }) =>
		`cni.sha256 is missing: the manifest ${manifest} is taken only when its SHA-256 is named.`,
	'answers.cniNotPinned': ({ name, known }: { name: string; known: readonly string[] }) =>
		known.length === 0
			? `cni ${name} needs a manifest: { name: ${name}, version, manifest, sha256 }.`
			: `This version of ${name} is not pinned here (known: ${list(known)}). Name its manifest and sha256.`,
	'answers.cniNeedsModules': ({ name, modules }: { name: string; modules: readonly string[] }) =>
		`cni ${name} needs the kernel module ${list(modules)}, which this kernel does not have.`,
	'answers.cniNeedsKernel': ({ name, kernel }: { name: string; kernel: string }) =>
		`${name} needs a kernel of ${kernel} or later.`,
	'answers.cniOneHost': ({ name }: { name: string }) =>
		`cni ${name} serves a cluster of one host; it has nothing to join.`,
	'answers.proxyModeVersion': ({ mode, version, from }: { mode: string; version: string; from: string }) =>
		`proxyMode ${mode} is there from Kubernetes ${from} on, not in ${version}.`,
	'answers.proxyModeKernel': ({ mode, kernel, release }: { mode: string; kernel: string; release: string }) =>
		`proxyMode ${mode} needs a kernel of ${kernel} or later; this one is ${release}.`,
	'answers.proxyModeModules': ({ mode, modules }: { mode: string; modules: readonly string[] }) =>
		`proxyMode ${mode} needs the kernel modules ${list(modules)}, which this kernel does not have.`,
	'answers.kernelOfContainer': ({ container }: { container: string }) =>
		`This host is a container (${container}) and runs on its machine's kernel: kernel: stock`,
	'answers.kernelOnlyRpm': 'Kernels of ELRepo are for EL hosts only: kernel: stock',

	'answers.notSubnet': ({ key, found }: AtKey) => `${key}: ${found} is not a subnet, as in 10.244.0.0/16.`,
	'answers.hostBits': ({ key, found, suggestion }: AtKey & { suggestion: string }) =>
		`${key}: ${found} is an address within a subnet; the subnet is ${suggestion}.`,
	'answers.podSubnetSize': ({ subnet, least, most }: { subnet: string; least: number; most: number }) =>
		`podSubnet ${subnet}: each node takes a /${most === 24 ? 24 : 64} of it, so its prefix is from /${least} to /${most}.`,
	'answers.serviceSubnetSize': ({ subnet, least, most }: { subnet: string; least: number; most: number }) =>
		`serviceSubnet ${subnet}: its prefix is from /${least} to /${most}.`,
	'answers.dualStackVersion': ({ from }: { from: string }) =>
		`Two subnets (dual stack) need Kubernetes ${from} or later.`,
	'answers.families':
		'podSubnet and serviceSubnet need the same families in the same order, at most one IPv4 and one IPv6 each.',
	'answers.podsInServices': ({
		subnet,
		other,
		suggestion,
	}: {
		subnet: string
		other: string
		suggestion?: string | undefined
	}) => `podSubnet ${subnet} overlaps serviceSubnet ${other}.${instead(suggestion)}`,
	'answers.reserved': ({ key, subnet, other, suggestion }: Overlap) =>
		`${key} ${subnet} lies in ${other}, which is reserved.${instead(suggestion)}`,
	'answers.overlaps.address': ({ key, subnet, other, suggestion }: Overlap) =>
		`${key} ${subnet} overlaps this host's own network ${other}.${instead(suggestion)}`,
	'answers.overlaps.route': ({ key, subnet, other, suggestion }: Overlap) =>
		`${key} ${subnet} overlaps the network ${other}, to which this host has a route.${instead(suggestion)}`,
	'answers.overlaps.nameserver': ({ key, subnet, other, suggestion }: Overlap) =>
		`${key} ${subnet} holds the nameserver ${other} of this host.${instead(suggestion)}`,
	'answers.notMyAddress': ({ address, addresses }: { address: string; addresses: readonly string[] }) =>
		`nodeAddress ${address} is not an address of this host. It has: ${list(addresses)}.`,
	'answers.noDefaultAddress': 'This host has no default route, so nodeAddress has to be said.',
	'answers.badTimezone': ({ found }: { found: string }) =>
		`There is no timezone ${found}. Names are as in Asia/Shanghai; timedatectl list-timezones shows them.`,
	'answers.askUnknown': ({ found, nearest }: { found: string; nearest?: string | undefined }) =>
		`ask: there is no answer ${found}.${meant(nearest)}`,
	'answers.joinMissing': ({ role }: { role: string }) =>
		`role ${role} needs join: { endpoint, token, caCertHash }. A control plane of the cluster writes it: k8s-wizard join-command`,
	'answers.joinNotWanted': 'join is for role join-worker and join-control-plane only.',
	'answers.tooFewCpus': ({ found, least }: { found: number; least: number }) =>
		`A control plane needs ${least} CPUs; this host has ${found}.`,
	'answers.tooLittleMemory': ({ found, least }: { found: number; least: number }) =>
		`A control plane needs ${least} MiB of memory; this host has ${found} MiB.`,
	'answers.noFile': ({ key, path }: { key: string; path: string }) => `${key}: there is no file ${path}.`,
	'answers.notFile': ({ key, path }: { key: string; path: string }) => `${key}: ${path} is not a file.`,
	'answers.secretReadable': ({ key, path, command }: { key: string; path: string; command: string }) =>
		`${key}: others can read ${path}, which holds a secret. Mend it with: ${command}`,

	'answers.why.clusterVersion': 'the version of the cluster',
	'answers.why.newestAllowed': ({ version }: { version: string }) =>
		`${version} is the newest that kernel, cgroups, containerd and mirror allow`,
	'answers.why.mirrorByTimezone': ({ timezone }: { timezone: string }) => `the clock of this host is in ${timezone}`,
	'answers.why.defaultRoute': ({ device }: { device: string }) => `the default route goes through ${device}`,
	'answers.why.endpoint': 'a name in /etc/hosts, so that more control planes can come later',
	'answers.why.schedulable': 'a cluster of one host has nowhere else to run pods',
	'answers.why.firewall': ({ firewall }: { firewall: string }) => `${firewall} runs here`,
	'answers.why.noFirewall': 'no firewall runs here',
	'answers.why.firewallUnknown': 'which firewall runs here could not be found out',
	'answers.why.selinux': 'SELinux is enforcing here',

	'answers.help.apiVersion': 'The form of this file.',
	'answers.help.role': 'init: a new cluster. join-worker, join-control-plane: into one that runs.',
	'answers.help.hostname': 'The host\'s name, and the node\'s. Lower-case letters, digits and "-".',
	'answers.help.mirror':
		'Where packages and images come from: aliyun, upstream, or a map with kubernetes, containerd, registry,\nplainHttp, ca, authFile, keys: [{file, fingerprint}], unsigned.',
	'answers.help.kernel': "stock: the kernel stays. lt, ml: ELRepo's long-term or mainline kernel (EL hosts).",
	'answers.help.podSubnet': 'Addresses of pods; every node takes a /24 of it. Must not overlap networks in use.',
	'answers.help.cni':
		'Network of the pods: flannel, calico, bridge (one host), none, or {name, version, manifest, sha256}.',
	'answers.help.kubernetesVersion': 'Kubernetes, exactly.',
	'answers.help.serviceSubnet': 'Addresses of services. Must not overlap networks in use.',
	'answers.help.nodeAddress': 'The address of this host that the cluster uses.',
	'answers.help.controlPlaneEndpoint': 'Name and port that nodes find the API server by.',
	'answers.help.certSANs': "More names and addresses for the API server's certificate.",
	'answers.help.schedulable': 'May ordinary pods run on this control plane?',
	'answers.help.proxyMode': 'How kube-proxy leads to services: iptables, ipvs, nftables.',
	'answers.help.proxy':
		'HTTP proxy for the package manager, containerd and probes: {http, https, noProxy, credentialsFile}.',
	'answers.help.osRepos': "keep: the system's own repositories. mirror: replace those that are gone.",
	'answers.help.unknownSystem': 'refuse, or go-on: treat a system that is not known as the one it resembles.',
	'answers.help.trustKeys': 'Fingerprints of signing keys that you have confirmed yourself.',
	'answers.help.firewall':
		"open-ports: only the role's ports. iptables: iptables-services in place of firewalld. leave.",
	'answers.help.selinux': 'permissive, disabled (needs a reboot) or leave.',
	'answers.help.timezone': 'keep, or a name as in Asia/Shanghai.',
	'answers.help.tuning': 'ipv6: keep or disable. nrOpen: keep, or the value that fs.nr_open is raised to.',
	'answers.help.optional': 'tools: jq, vim, git and the like. unneeded-services: stop postfix.',
	'answers.help.replaceVersions': 'May other versions of kubeadm, kubelet and kubectl be replaced?',
	'answers.help.removeOldKernels': 'May old kernels be removed? Never the running one.',
	'answers.help.kubeadmExtra': "Merged into kubeadm's documents, by their kind: ClusterConfiguration: {…}",
	'answers.help.join':
		'endpoint, token or tokenFile, caCertHash; certificateKey or certificateKeyFile for another control plane.',
	'answers.help.ask': 'Keys of this file that are asked for on the terminal.',
	'answers.help.reboot': 'May the run reboot without asking?',

	'join.unreachable': ({ endpoint, reason }: { endpoint: string; reason: string }) =>
		`The API server at ${endpoint} cannot be reached: ${reason}. Refused: nothing listens there. Timed out or no route: a firewall, or the wrong address.`,
	'join.notApi': ({ endpoint, found }: { endpoint: string; found: string }) =>
		`What answers at ${endpoint} is not the API server of a cluster that kubeadm made: ${found}`,
	'join.otherCa': ({ endpoint, found }: { endpoint: string; found: string }) =>
		`The cluster at ${endpoint} has another CA than the answers name; its hash is ${found}. It is another cluster, one made anew, or somebody in between.`,
	'join.otherServer': ({ reason }: { reason: string }) =>
		`The server answers with a certificate that the cluster's CA did not sign: ${reason}`,
	'join.notInCertificate': ({ reason }: { reason: string }) =>
		`The API server's certificate is not for this name or address: ${reason}. It has to be in certSANs of the first control plane.`,
	'join.certificateTime': ({ reason }: { reason: string }) =>
		`By this host's clock the API server's certificate is not valid now: ${reason}. The clock is wrong, or the certificate has run out.`,
	'join.clockBehind': ({ minutes }: { minutes: number }) =>
		`This host's clock is ${minutes} minutes behind the cluster's. Set it first (chronyc makestep): certificates would not be valid here yet.`,
	'join.clockAhead': ({ minutes }: { minutes: number }) =>
		`This host's clock is ${minutes} minutes ahead of the cluster's. Set it first (chronyc makestep): tokens and certificates would run out early.`,
	'join.tokenUnknown':
		'The cluster does not know this token: it has expired, or was never made there. A fresh one comes from a control plane: k8s-wizard join-command',
	'join.tokenWrong':
		"The token's second half is wrong: the cluster knows its id, but it was signed with another secret. A fresh one comes from a control plane: k8s-wizard join-command",
	'join.notKubeadm': ({ reason }: { reason: string }) =>
		`The cluster does not say how it was made, as kubeadm's clusters do: ${reason}`,
	'join.nameTaken': ({ name }: { name: string }) =>
		`The cluster has a node ${name} already, and it is Ready. Name this host otherwise, or take the other away first:\nkubectl delete node ${name}`,
	'join.noEndpoint':
		'The cluster was made without a control-plane endpoint, so it takes no second control plane. Its kubeadm-config has to get one first.',
	'join.certificatesGone':
		'The certificates for another control plane are not in the cluster any more: they stay for two hours. To put them there again: k8s-wizard join-command, on a control plane',
	'join.certificateKeyWrong':
		'The certificate key does not open the certificates in the cluster: a later upload made another key. A fresh one: k8s-wizard join-command, on a control plane',
	'join.otherMinor': ({ version, cluster }: { version: string; cluster: string }) =>
		`kubernetesVersion ${version} cannot join a cluster of ${cluster}: a node joins with the same minor version. Leave the key out to take the cluster's.`,
	'join.otherSubnet': ({ key, found, cluster }: { key: string; found: string; cluster: string }) =>
		`${key} is ${cluster} in this cluster, not ${found}. Leave the key out to take the cluster's.`,
	'join.otherEndpoint': ({ found, cluster }: { found: string; cluster: string }) =>
		`controlPlaneEndpoint is ${cluster} in this cluster, not ${found}. Leave the key out to take the cluster's.`,
	'join.subnetClash': ({ key, subnet, other }: { key: string; subnet: string; other: string }) =>
		`${key} of the cluster is ${subnet}, and this host uses ${other} itself: it would lose one of them. The host needs another network, or the cluster has to be made with another ${key}.`,

	'answers.certificateKeyMissing': 'role join-control-plane needs join.certificateKey or join.certificateKeyFile.',
	'answers.rule.addressOrDns': ({ key, found }: AtKey) => `${key}: ${found} is neither an IP address nor "dns".`,
	'answers.rule.certificateKey': ({ key }: AtKey) =>
		`${key}: a certificate key has 64 hexadecimal digits, and stands here or in a file, not in both.`,
	'answers.rule.joinToken': ({ key }: AtKey) => `${key} needs token or tokenFile, one of them.`,
	'answers.rule.network': ({ key, found }: AtKey) => `${key}: ${found} is neither an IP address nor a network.`,
	'answers.rule.token': ({ key }: AtKey) => `${key}: a token is six characters, a dot and sixteen more, a-z and 0-9.`,
	'answers.why.endpointAddress': 'the name stands in the marked block of /etc/hosts',
	'answers.why.endpointDns': 'DNS knows the name, or it is an address',
	'answers.help.endpointAddress':
		"What the endpoint's name means in this host's /etc/hosts; dns: it is not written there.",
	'answers.help.nodes': 'Addresses or networks of the other nodes: a firewall here lets them reach kubelet and etcd.',

	'facts.noOsRelease': 'This host does not say what it is: there is no /etc/os-release.',
	'facts.unknownOs': ({ name, resembles }: { name: string; resembles?: string | undefined }) =>
		`${name} is not a system that this program knows.${resembles === undefined ? '' : ` It resembles ${resembles}, but its repositories were never tried.`}`,
	'facts.unknownRelease': ({ name, known }: { name: string; known: readonly string[] }) =>
		`This release of ${name} is not one that this program knows: ${list(known)}.`,
	'facts.noPackageManager': ({ name }: { name: string }) => `${name} has neither apt-get nor dnf nor yum.`,
	'facts.noSystemd': 'This host is not run by systemd, which the wizard and the kubelet need.',
	'facts.architecture': ({ machine }: { machine: string }) =>
		`The architecture ${machine} is not supported: amd64 and arm64 are.`,
	'facts.unreadable': ({ what }: { what: string }) => `${what} cannot be read, and nothing can be planned without it.`,
} as const

interface Overlap {
	key: string
	subnet: string
	other: string
	suggestion?: string | undefined
}
