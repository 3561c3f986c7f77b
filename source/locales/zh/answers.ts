interface AtKey {
	key: string
	found: string
}

const meant = (nearest: string | undefined) => (nearest === undefined ? '' : `是不是想写 ${nearest}？`)
const instead = (suggestion: string | undefined) => (suggestion === undefined ? '' : `可改用空闲的 ${suggestion}。`)
const list = (items: readonly string[]) => items.join('、')

export const answers = {
	'answers.fileHead': 'k8s-wizard 的应答文件。请像保护主机本身一样保管它。',

	'answers.tooLarge': ({ file, kibibytes }: { file: string; kibibytes: number }) =>
		`${file} 超过 ${kibibytes} KiB，不是应答文件。`,
	'answers.tooDeep': ({ levels }: { levels: number }) => `嵌套超过 ${levels} 层，不是应答文件。`,
	'answers.empty': ({ file }: { file: string }) => `${file} 是空的；空文件等于什么都没有要求。至少写一行：role: init`,
	'answers.notText': ({ found }: { found: string }) => `这不是文本：此处不能出现字符 ${found}。`,
	'answers.more': ({ count }: { count: number }) => `……还有 ${count} 处。`,
	'answers.yaml.tab': 'YAML 不能用制表符（Tab）缩进，请改用空格。',
	'answers.yaml.documents': '一个文件只能有一个文档：第二个“---”之后不能再有内容。',
	'answers.yaml.indent': '缩进不对，或者键的后面缺少冒号加空格。',
	'answers.yaml.unclosed': '有引号或括号没有闭合。',
	'answers.yaml.tag': '这里不接受 YAML 标签（!…）。',
	'answers.yaml.other': ({ code }: { code: string }) => `无法按 YAML 解析（${code}）。`,
	'answers.alias': ({ name }: { name: string }) => `不接受别名 *${name}：应答文件不使用锚点和别名，请把值直接写出来。`,
	'answers.badKey': '键必须是一个普通的单词。',
	'answers.duplicateKey': ({ key, line }: { key: string; line: number }) =>
		`${key} 重复出现，第 ${line} 行已经有了，请只保留一个。`,
	'answers.unknownKey': ({ key, nearest }: { key: string; nearest?: string | undefined }) =>
		`未知的键 ${key}。${meant(nearest)}`,
	'answers.missing': ({ key }: { key: string }) => `缺少 ${key}。`,
	'answers.noValue': ({ key }: { key: string }) => `${key} 没有值。请填写，或者删掉这一行。`,
	'answers.notOneOf': ({
		key,
		found,
		choices,
		nearest,
	}: AtKey & { choices: readonly string[]; nearest?: string | undefined }) =>
		`${key} 不能是 ${found}，可选值：${list(choices)}。${meant(nearest)}`,
	'answers.notBoolean': ({ key, found }: AtKey) => `${key} 只能是 true 或 false，不能是 ${found}。`,
	'answers.notNumber': ({ key, found }: AtKey) => `${key} 应为数字，而不是 ${found}。`,
	'answers.notList': ({ key, found }: AtKey) => `${key} 应为列表，如 [a, b]，而不是 ${found}。`,
	'answers.notMap': ({ key, found }: AtKey) =>
		key === ''
			? `应答文件由“键: 值”的行组成${found === '' ? '。' : `，而不是 ${found}。`}`
			: `${key} 应为一组键和值，而不是 ${found}。`,
	'answers.notString': ({ key, found }: AtKey) => `${key} 应为文本，而不是 ${found}。如果确实是这个值，请加引号。`,

	'answers.rule.address': ({ key, found }: AtKey) => `${key}：${found} 不是 IP 地址。`,
	'answers.rule.control': ({ key }: AtKey) => `${key} 含有控制字符。`,
	'answers.rule.credentials': ({ key }: AtKey) =>
		`${key} 里写了用户名或密码。请把它们放进权限为 0600 的文件，用 mirror.authFile 指定。`,
	'answers.rule.dnsName': ({ key, found }: AtKey) => `${key}：${found} 既不是 DNS 名称，也不是 IP 地址。`,
	'answers.rule.empty': ({ key }: AtKey) => `${key} 是空的。请填写，或者删掉这一行。`,
	'answers.rule.endpoint': ({ key, found }: AtKey) =>
		`${key}：${found} 不是“名称:端口”的形式，例如 cluster.local:6443。`,
	'answers.rule.fingerprint': ({ key }: AtKey) =>
		`${key} 应为密钥的完整指纹：40 位十六进制数，即 gpg --show-keys 所显示的。`,
	'answers.rule.hash': ({ key }: AtKey) => `${key} 的形式是 sha256: 加 64 位十六进制数。`,
	'answers.rule.keyPlace': ({ key }: AtKey) => `${key} 需要 file 或 url 其中之一，不能两者都写。`,
	'answers.rule.locator': ({ key, found }: AtKey) => `${key}：${found} 既不是 http(s) 地址，也不是绝对路径。`,
	'answers.rule.nrOpen': ({ key, found }: AtKey) =>
		`${key}：${found} 不是 1024 到 2147483584 之间的整数，也不是 keep。`,
	'answers.rule.path': ({ key, found }: AtKey) => `${key}：${found} 不是文件的绝对路径。`,
	'answers.rule.registry': ({ key, found }: AtKey) =>
		`${key}：${found} 不是镜像仓库名称，例如 10.0.0.1:5000/k8s，前面不带 http://。`,
	'answers.rule.repository': ({ key, found }: AtKey) =>
		`${key}：${found} 不是 http(s) 地址；使用 apt 的主机可在其后写 suite 和 component。`,
	'answers.rule.sha256': ({ key }: AtKey) => `${key} 应为 SHA-256：64 位十六进制数，即 sha256sum 所显示的。`,
	'answers.rule.twoAtMost': ({ key }: AtKey) => `${key} 可以是一个子网，或者 IPv4、IPv6 各一个。`,
	'answers.rule.version': ({ key, found }: AtKey) => `${key}：${found} 不是完整的版本号，例如 1.24.17。`,
	'answers.rule.webUrl': ({ key, found }: AtKey) => `${key}：${found} 不是 http(s) 地址。`,

	'answers.unknownSystem': ({ name, resembles }: { name: string; resembles: string }) =>
		`本程序不认识 ${name} 这个系统。它与 ${resembles} 相近，会按后者处理，但没有人试过。若仍要继续：unknownSystem: go-on`,
	'answers.localhost': ({ found }: { found: string }) =>
		`${found} 是所有主机通用的名字。请给这台主机起一个自己的名字：hostname: node-1`,
	'answers.badHostname': ({ found, suggestion }: { found: string; suggestion?: string | undefined }) =>
		`主机名 ${found} 不符合 RFC 1123：只能用小写字母、数字和“-”，最长 63 个字符，不能有“_”，首尾不能是“-”。${
			suggestion === undefined ? '' : `可以用 ${suggestion}。`
		}`,
	'answers.customNeedsMap':
		'自定义镜像源需要完整写出：mirror: { kubernetes: URL, containerd: URL, registry: 主机:端口, keys: […] }',
	'answers.rpmNeedsContainerd': '缺少 mirror.containerd：rpm 系发行版自己不提供 containerd 软件包。',
	'answers.mirrorNeedsKeys': ({ artefacts }: { artefacts: readonly string[] }) =>
		`缺少 mirror.keys：${list(artefacts)} 将没有签名可验。请写明密钥及其指纹，或明确写 unsigned: [${artefacts.join(', ')}]。`,
	'answers.versionOfCustomMirror': '使用自定义镜像源时必须写明 kubernetesVersion：无法猜测源里有哪些版本。',
	'answers.versionToJoin': '缺少 kubernetesVersion：节点加入时必须与集群版本一致。',
	'answers.unknownVersion': ({ version, nearest }: { version: string; nearest: string }) =>
		`本程序不认识 Kubernetes ${version}。相近的版本：${nearest}。`,
	'answers.newestHere': ({ version }: { version: string }) => `这台主机最高可用 Kubernetes ${version}。`,
	'answers.ceiling.mirrorFrom': ({ version, mirror, from }: { version: string; mirror: string; from: string }) =>
		`镜像源 ${mirror} 上没有 Kubernetes ${version}，它从 ${from} 开始提供；更早的版本只能来自自定义镜像源。`,
	'answers.ceiling.mirrorTo': ({ version, mirror, to }: { version: string; mirror: string; to: string }) =>
		`镜像源 ${mirror} 上没有见到 Kubernetes ${version}，它最高到 ${to}。`,
	'answers.ceiling.kernel': ({ version, kernel, oldest }: { version: string; kernel: string; oldest: string }) =>
		`Kubernetes ${version} 需要 ${oldest} 或更高的内核，这台主机是 ${kernel}。`,
	'answers.ceiling.cgroup': ({ version, from }: { version: string; from: string }) =>
		`Kubernetes ${version} 需要 cgroup v2（从 ${from} 起），这台主机是 v1。`,
	'answers.ceiling.containerd': ({
		version,
		containerd,
		needs,
	}: {
		version: string
		containerd: string
		needs: string
	}) => `Kubernetes ${version} 需要 containerd ${needs}，这台主机已有或只能装到 ${containerd}。`,
	'answers.ceiling.containerdTooNew': ({
		version,
		containerd,
		below,
	}: {
		version: string
		containerd: string
		below: string
	}) => `Kubernetes ${version} 需要低于 ${below} 的 containerd，这台主机是 ${containerd}。`,

	'answers.cniTakesNone': ({ name }: { name: string }) => `cni ${name} 没有版本，也没有清单文件。`,
	'answers.cniNeedsSha': ({ manifest }: { manifest: string }) =>
		`缺少 cni.sha256：只有写明 SHA-256，才会使用清单 ${manifest}。`,
	'answers.cniNotPinned': ({ name, known }: { name: string; known: readonly string[] }) =>
		known.length === 0
			? `cni ${name} 需要清单文件：{ name: ${name}, version, manifest, sha256 }。`
			: `本程序没有收录 ${name} 的这个版本（已收录：${list(known)}）。请写明它的 manifest 和 sha256。`,
	'answers.cniNeedsModules': ({ name, modules }: { name: string; modules: readonly string[] }) =>
		`cni ${name} 需要内核模块 ${list(modules)}，而当前内核没有。`,
	'answers.cniNeedsKernel': ({ name, kernel }: { name: string; kernel: string }) =>
		`${name} 需要 ${kernel} 或更高的内核。`,
	'answers.cniOneHost': ({ name }: { name: string }) => `cni ${name} 只用于单机集群，没有可加入的集群。`,
	'answers.proxyModeVersion': ({ mode, version, from }: { mode: string; version: string; from: string }) =>
		`proxyMode ${mode} 从 Kubernetes ${from} 起才有，${version} 没有。`,
	'answers.proxyModeKernel': ({ mode, kernel, release }: { mode: string; kernel: string; release: string }) =>
		`proxyMode ${mode} 需要 ${kernel} 或更高的内核，这台主机是 ${release}。`,
	'answers.proxyModeModules': ({ mode, modules }: { mode: string; modules: readonly string[] }) =>
		`proxyMode ${mode} 需要内核模块 ${list(modules)}，而当前内核没有。`,
	'answers.kernelOfContainer': ({ container }: { container: string }) =>
		`这台主机是容器（${container}），使用宿主机的内核，只能写 kernel: stock`,
	'answers.kernelOnlyRpm': 'ELRepo 的内核只适用于 EL 系主机，请写 kernel: stock',

	'answers.notSubnet': ({ key, found }: AtKey) => `${key}：${found} 不是子网，例如 10.244.0.0/16。`,
	'answers.hostBits': ({ key, found, suggestion }: AtKey & { suggestion: string }) =>
		`${key}：${found} 是子网里的一个地址，子网本身应写作 ${suggestion}。`,
	'answers.podSubnetSize': ({ subnet, least, most }: { subnet: string; least: number; most: number }) =>
		`podSubnet ${subnet}：每个节点从中取一个 /${most === 24 ? 24 : 64}，所以前缀应在 /${least} 到 /${most} 之间。`,
	'answers.serviceSubnetSize': ({ subnet, least, most }: { subnet: string; least: number; most: number }) =>
		`serviceSubnet ${subnet}：前缀应在 /${least} 到 /${most} 之间。`,
	'answers.dualStackVersion': ({ from }: { from: string }) => `两个子网（双栈）需要 Kubernetes ${from} 或更高版本。`,
	'answers.families': 'podSubnet 与 serviceSubnet 的地址族及其顺序必须一致，IPv4、IPv6 各最多一个。',
	'answers.podsInServices': ({
		subnet,
		other,
		suggestion,
	}: {
		subnet: string
		other: string
		suggestion?: string | undefined
	}) => `podSubnet ${subnet} 与 serviceSubnet ${other} 重叠。${instead(suggestion)}`,
	'answers.reserved': ({ key, subnet, other, suggestion }: Overlap) =>
		`${key} ${subnet} 位于保留地址段 ${other} 内。${instead(suggestion)}`,
	'answers.overlaps.address': ({ key, subnet, other, suggestion }: Overlap) =>
		`${key} ${subnet} 与本机所在网络 ${other} 重叠。${instead(suggestion)}`,
	'answers.overlaps.route': ({ key, subnet, other, suggestion }: Overlap) =>
		`${key} ${subnet} 与本机路由可达的网络 ${other} 重叠。${instead(suggestion)}`,
	'answers.overlaps.nameserver': ({ key, subnet, other, suggestion }: Overlap) =>
		`${key} ${subnet} 包含本机的 DNS 服务器 ${other}。${instead(suggestion)}`,
	'answers.notMyAddress': ({ address, addresses }: { address: string; addresses: readonly string[] }) =>
		`nodeAddress ${address} 不是本机地址。本机地址有：${list(addresses)}。`,
	'answers.noDefaultAddress': '本机没有默认路由，必须写明 nodeAddress。',
	'answers.badTimezone': ({ found }: { found: string }) =>
		`没有 ${found} 这个时区。写法如 Asia/Shanghai，可用 timedatectl list-timezones 查看。`,
	'answers.askUnknown': ({ found, nearest }: { found: string; nearest?: string | undefined }) =>
		`ask：没有 ${found} 这一项。${meant(nearest)}`,
	'answers.joinMissing': ({ role }: { role: string }) =>
		`role ${role} 需要 join: { endpoint, token, caCertHash }。可在集群的控制平面上生成：k8s-wizard join-command`,
	'answers.joinNotWanted': 'join 只用于 role 为 join-worker 或 join-control-plane 的情况。',
	'answers.tooFewCpus': ({ found, least }: { found: number; least: number }) =>
		`控制平面至少需要 ${least} 个 CPU，这台主机有 ${found} 个。`,
	'answers.tooLittleMemory': ({ found, least }: { found: number; least: number }) =>
		`控制平面至少需要 ${least} MiB 内存，这台主机有 ${found} MiB。`,
	'answers.noFile': ({ key, path }: { key: string; path: string }) => `${key}：文件 ${path} 不存在。`,
	'answers.notFile': ({ key, path }: { key: string; path: string }) => `${key}：${path} 不是文件。`,
	'answers.secretReadable': ({ key, path, command }: { key: string; path: string; command: string }) =>
		`${key}：${path} 里有机密，却能被其他用户读取。请执行：${command}`,

	'answers.why.clusterVersion': '集群的版本',
	'answers.why.newestAllowed': ({ version }: { version: string }) =>
		`${version} 是内核、cgroup、containerd 和镜像源都允许的最新版本`,
	'answers.why.mirrorByTimezone': ({ timezone }: { timezone: string }) => `本机时区是 ${timezone}`,
	'answers.why.defaultRoute': ({ device }: { device: string }) => `默认路由经过 ${device}`,
	'answers.why.endpoint': '写在 /etc/hosts 里的名称，便于以后增加控制平面',
	'answers.why.schedulable': '单机集群没有别的节点可以运行 Pod',
	'answers.why.firewall': ({ firewall }: { firewall: string }) => `本机正在运行 ${firewall}`,
	'answers.why.noFirewall': '本机没有运行防火墙',
	'answers.why.firewallUnknown': '无法确定本机运行的是哪种防火墙',
	'answers.why.selinux': '本机 SELinux 处于 enforcing 状态',

	'answers.help.apiVersion': '本文件的格式版本。',
	'answers.help.role': 'init：新建集群。join-worker、join-control-plane：加入已有集群。',
	'answers.help.hostname': '主机名，也是节点名。小写字母、数字和“-”。',
	'answers.help.mirror':
		'软件包和镜像的来源：aliyun、upstream，或一组键值：kubernetes、containerd、registry、\nplainHttp、ca、authFile、keys: [{file, fingerprint}]、unsigned。',
	'answers.help.kernel': 'stock：保留当前内核。lt、ml：ELRepo 的长期支持版或主线版内核（EL 系主机）。',
	'answers.help.podSubnet': 'Pod 的地址段，每个节点从中取一个 /24。不能与已用网络重叠。',
	'answers.help.cni': 'Pod 网络：flannel、calico、bridge（单机）、none，或 {name, version, manifest, sha256}。',
	'answers.help.kubernetesVersion': 'Kubernetes 的确切版本。',
	'answers.help.serviceSubnet': 'Service 的地址段。不能与已用网络重叠。',
	'answers.help.nodeAddress': '集群使用的本机地址。',
	'answers.help.controlPlaneEndpoint': '各节点访问 API server 的名称和端口。',
	'answers.help.certSANs': 'API server 证书里额外的名称和地址。',
	'answers.help.schedulable': '控制平面上是否可以运行普通 Pod？',
	'answers.help.proxyMode': 'kube-proxy 的转发方式：iptables、ipvs、nftables。',
	'answers.help.proxy': '包管理器、containerd 和探测所用的 HTTP 代理：{http, https, noProxy, credentialsFile}。',
	'answers.help.osRepos': 'keep：保留系统自带的软件源。mirror：替换已失效的软件源。',
	'answers.help.unknownSystem': 'refuse，或 go-on：把不认识的系统当作与它相近的系统来处理。',
	'answers.help.trustKeys': '由您亲自确认过的签名密钥的指纹。',
	'answers.help.firewall':
		'open-ports：只开放该角色所需端口。iptables：用 iptables-services 代替 firewalld。leave：不动。',
	'answers.help.selinux': 'permissive、disabled（需要重启）或 leave（不动）。',
	'answers.help.timezone': 'keep（不变），或如 Asia/Shanghai 的时区名。',
	'answers.help.tuning': 'ipv6：keep 或 disable。nrOpen：keep，或 fs.nr_open 要提高到的值。',
	'answers.help.optional': 'tools：jq、vim、git 等工具。unneeded-services：停用 postfix。',
	'answers.help.replaceVersions': '是否可以替换其他版本的 kubeadm、kubelet、kubectl？',
	'answers.help.removeOldKernels': '是否可以删除旧内核？正在运行的绝不会删除。',
	'answers.help.kubeadmExtra': '按 kind 合并进 kubeadm 的配置，例如 ClusterConfiguration: {…}',
	'answers.help.join':
		'endpoint、token 或 tokenFile、caCertHash；加入控制平面时还要 certificateKey 或 certificateKeyFile。',
	'answers.help.ask': '留到终端上再问的键。',
	'answers.help.reboot': '运行中是否可以不经询问直接重启？',

	'join.unreachable': ({ endpoint, reason }: { endpoint: string; reason: string }) =>
		`无法连接 ${endpoint} 的 API server：${reason}。被拒绝：那里没有服务在监听。超时或没有路由：防火墙阻挡，或地址有误。`,
	'join.notApi': ({ endpoint, found }: { endpoint: string; found: string }) =>
		`${endpoint} 应答的不是 kubeadm 所建集群的 API server：${found}`,
	'join.otherCa': ({ endpoint, found }: { endpoint: string; found: string }) =>
		`${endpoint} 上集群的 CA 与应答文件所写的不同，其哈希为 ${found}。可能是另一个集群、重建过的集群，或有人居中。`,
	'join.otherServer': ({ reason }: { reason: string }) => `服务器出示的证书不是由该集群的 CA 签发的：${reason}`,
	'join.notInCertificate': ({ reason }: { reason: string }) =>
		`API server 的证书不包含这个名称或地址：${reason}。它必须写在第一个控制平面的 certSANs 里。`,
	'join.certificateTime': ({ reason }: { reason: string }) =>
		`按本机时钟，API server 的证书此刻无效：${reason}。要么时钟不对，要么证书已过期。`,
	'join.clockBehind': ({ minutes }: { minutes: number }) =>
		`本机时钟比集群慢 ${minutes} 分钟。请先校时（chronyc makestep），否则证书在本机看来尚未生效。`,
	'join.clockAhead': ({ minutes }: { minutes: number }) =>
		`本机时钟比集群快 ${minutes} 分钟。请先校时（chronyc makestep），否则令牌和证书会提前失效。`,
	'join.tokenUnknown': '集群不认识这个令牌：已过期，或从未在那里创建。请在控制平面上重新生成：k8s-wizard join-command',
	'join.tokenWrong':
		'令牌的后半部分不对：集群认识它的 ID，但签名用的是另一个密钥。请在控制平面上重新生成：k8s-wizard join-command',
	'join.notKubeadm': ({ reason }: { reason: string }) => `集群没有像 kubeadm 集群那样说明自己的配置：${reason}`,
	'join.nameTaken': ({ name }: { name: string }) =>
		`集群里已有名为 ${name} 的节点，且处于 Ready 状态。请给本机另起一个名字，或先移除那个节点：\nkubectl delete node ${name}`,
	'join.noEndpoint': '该集群创建时没有设置控制平面端点，不能再加入控制平面。须先在它的 kubeadm-config 中设置。',
	'join.certificatesGone':
		'集群中已没有供其他控制平面使用的证书：它们只保留两小时。请在控制平面上重新上传：k8s-wizard join-command',
	'join.certificateKeyWrong':
		'证书密钥解不开集群里的证书：之后的上传生成了新的密钥。请在控制平面上重新生成：k8s-wizard join-command',
	'join.otherMinor': ({ version, cluster }: { version: string; cluster: string }) =>
		`kubernetesVersion ${version} 不能加入 ${cluster} 的集群：节点须以相同的次版本加入。删掉这个键即采用集群的版本。`,
	'join.otherSubnet': ({ key, found, cluster }: { key: string; found: string; cluster: string }) =>
		`该集群的 ${key} 是 ${cluster}，不是 ${found}。删掉这个键即采用集群的值。`,
	'join.otherEndpoint': ({ found, cluster }: { found: string; cluster: string }) =>
		`该集群的 controlPlaneEndpoint 是 ${cluster}，不是 ${found}。删掉这个键即采用集群的值。`,
	'join.subnetClash': ({ key, subnet, other }: { key: string; subnet: string; other: string }) =>
		`集群的 ${key} 是 ${subnet}，而本机自己正在使用 ${other}：二者不能并存。要么给主机换一个网络，要么用别的 ${key} 重建集群。`,

	'answers.certificateKeyMissing': 'role 为 join-control-plane 时需要 join.certificateKey 或 join.certificateKeyFile。',
	'answers.rule.addressOrDns': ({ key, found }: AtKey) => `${key}：${found} 既不是 IP 地址，也不是“dns”。`,
	'answers.rule.certificateKey': ({ key }: AtKey) =>
		`${key}：证书密钥是 64 位十六进制数，写在这里或写在文件里，不能两处都写。`,
	'answers.rule.joinToken': ({ key }: AtKey) => `${key} 需要 token 或 tokenFile 其中之一。`,
	'answers.rule.network': ({ key, found }: AtKey) => `${key}：${found} 既不是 IP 地址，也不是网段。`,
	'answers.rule.token': ({ key }: AtKey) => `${key}：令牌由六个字符、一个点和十六个字符组成，只含 a-z 和 0-9。`,
	'answers.why.endpointAddress': '该名称写在 /etc/hosts 的标记块里',
	'answers.why.endpointDns': 'DNS 能解析该名称，或它本身就是地址',
	'answers.help.endpointAddress': '端点名称在本机 /etc/hosts 中指向的地址；dns：不写入该文件。',
	'answers.help.nodes': '其他节点的地址或网段：本机防火墙允许它们访问 kubelet 和 etcd。',

	'facts.noOsRelease': '无法得知这台主机是什么系统：没有 /etc/os-release。',
	'facts.unknownOs': ({ name, resembles }: { name: string; resembles?: string | undefined }) =>
		`本程序不认识 ${name} 这个系统。${resembles === undefined ? '' : `它与 ${resembles} 相近，但它的软件源没有试过。`}`,
	'facts.unknownRelease': ({ name, known }: { name: string; known: readonly string[] }) =>
		`本程序不认识 ${name} 的这个版本，已知的有：${list(known)}。`,
	'facts.noPackageManager': ({ name }: { name: string }) => `${name} 上没有 apt-get、dnf 或 yum。`,
	'facts.noSystemd': '这台主机不是由 systemd 管理的，而本向导和 kubelet 都需要 systemd。',
	'facts.architecture': ({ machine }: { machine: string }) => `不支持架构 ${machine}，只支持 amd64 和 arm64。`,
	'facts.unreadable': ({ what }: { what: string }) => `无法读取 ${what}，没有它就无法制定计划。`,
} as const

interface Overlap {
	key: string
	subnet: string
	other: string
	suggestion?: string | undefined
}
