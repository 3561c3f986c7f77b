import type { failures as english } from '../en/failures.ts'

export const failures: {
	readonly [Key in keyof typeof english]: (typeof english)[Key] extends string ? string : (typeof english)[Key]
} = {
	'failure.bridge.title': '网桥流量不经过 iptables：br_netfilter 未生效',
	'failure.bridge.cause':
		'bridge-nf-call-iptables 不是 1：内核模块 br_netfilter 没有加载，或者该值被改了回去。缺少它，同一节点上的 Pod 就无法通过 Service 互访；1.30 之前的 kubeadm 会拒绝继续。',
	'failure.bridge.advice':
		'加载模块（modprobe br_netfilter），在 /etc/modules-load.d 中写入文件使其开机加载，并在 /etc/sysctl.d 的文件中设置 net.bridge.bridge-nf-call-iptables = 1。',
	'failure.bridge.fix': '立即加载 br_netfilter 并设为开机加载，把 bridge-nf-call-iptables 设为 1',
	'failure.bridge.onTheMachine':
		'本机是容器：请在它所在的物理机（或虚拟机）上加载 br_netfilter（modprobe br_netfilter），然后重试。',
	'failure.bridge.check': '/proc/sys/net/bridge/bridge-nf-call-iptables 为 1',
	'failure.forward.title': 'IPv4 转发没有打开',
	'failure.forward.cause':
		'net.ipv4.ip_forward 不是 1，Pod 与其他节点之间无法通信。常见原因是 /etc/sysctl.d 中某个文件把它设成了 0。',
	'failure.forward.advice':
		'在 /etc/sysctl.d 的文件中设置 net.ipv4.ip_forward = 1，删除把它设为 0 的行，再执行 sysctl --system。',
	'failure.forward.fix': '打开 IPv4 转发，立即生效并在开机后保持',
	'failure.forward.check': '/proc/sys/net/ipv4/ip_forward 为 1',
	'failure.inotify.title': 'inotify 实例已用尽',
	'failure.inotify.cause':
		'kubelet 通过 inotify 监视文件，而 fs.inotify.max_user_instances（默认 128）已被同一用户运行的程序用完，kubelet 一启动就退出。',
	'failure.inotify.advice':
		'在 /etc/sysctl.d 的文件中设置 fs.inotify.max_user_instances = 8192，执行 sysctl --system，再重启 kubelet。',
	'failure.inotify.onTheMachine':
		'本机是容器：请在它所在的物理机（或虚拟机）上提高该限制（sysctl -w fs.inotify.max_user_instances=8192），然后重试。',
	'failure.inotify.fix': '允许 8192 个 inotify 实例，立即生效并在开机后保持',
	'failure.inotify.check': '/proc/sys/fs/inotify/max_user_instances 不小于 8192',
	'failure.swap.title': 'swap 处于开启状态',
	'failure.swap.cause': '只要有 swap，kubelet 就不会启动，除非其配置中写明 failSwapOn: false。',
	'failure.swap.advice':
		'关闭 swap（swapoff -a）并保持关闭：注释掉 /etc/fstab 中的对应行，屏蔽 swap 单元，移除 zram 生成器。',
	'failure.swap.fix': '关闭 swap，立即生效并在开机后保持',
	'failure.swap.onTheMachine':
		'本机是容器，swap 属于它所在的机器：请在那里关闭，或在 kubelet 配置中设置 failSwapOn: false。',
	'failure.swap.check': '/proc/swaps 中没有条目',
	'failure.criDisabled.title': 'containerd 没有启用 Kubernetes 所需的 CRI 插件',
	'failure.criDisabled.cause':
		'containerd 的配置禁用了 CRI 插件（containerd.io 软件包自带的配置就是如此），Kubernetes 的任何请求都得不到响应。',
	'failure.criDisabled.advice':
		'从 /etc/containerd/config.toml 的 disabled_plugins 中去掉 "cri"，然后重启 containerd。低于 1.6 的 containerd 不支持 Kubernetes 1.26 及以上所用的 CRI 版本。',
	'failure.criDisabled.fix': '在 containerd 的配置中启用 CRI 插件并重启 containerd',
	'failure.criDisabled.check': 'containerd 的配置没有禁用 CRI 插件',
	'failure.notRunning.title': '容器运行时没有运行',
	'failure.notRunning.cause': '容器运行时的套接字无人响应：服务已停止、被禁用或启动失败。',
	'failure.notRunning.advice':
		'启动它：systemctl enable --now containerd（若运行时是 Docker 则为 docker）。如果它立即退出，原因在日志中：journalctl -u containerd。',
	'failure.notRunning.fix': '启动 containerd，并设为开机自启',
	'failure.notRunning.check': 'containerd.service 处于运行状态',
	'failure.sandbox.title': '无法获得 sandbox（pause）镜像',
	'failure.sandbox.cause':
		'containerd 启动每个 Pod 都要用到 sandbox 镜像。当前配置的镜像不在本机，也拉取不到，因此无论 kubeadm 预先拉取了什么，Pod 都无法启动。',
	'failure.sandbox.advice':
		'在 /etc/containerd/config.toml 中把 sandbox 镜像改为本机可访问的仓库里、与此 Kubernetes 版本对应的 pause 镜像（kubeadm config images list 会列出），然后重启 containerd。',
	'failure.sandbox.fix': ({ image }) => `把 containerd 的 sandbox 镜像设为 ${image} 并重启 containerd`,
	'failure.sandbox.check': 'containerd 的 sandbox 镜像已在本机',
	'failure.cgroup.title': 'kubelet 与容器运行时的 cgroup 驱动不一致',
	'failure.cgroup.cause':
		'kubelet 把 cgroup 交给 systemd 管理，而容器运行时自己写入。Pod（包括控制平面）会不断被终止并重新启动。',
	'failure.cgroup.advice':
		'让两者都使用 systemd：在 containerd 的 runc 选项中设置 SystemdCgroup = true（Docker 则为 native.cgroupdriver=systemd），在 /var/lib/kubelet/config.yaml 中设置 cgroupDriver: systemd，然后重启两者。',
	'failure.cgroup.fix': '在 containerd 的配置中设置 SystemdCgroup = true 并重启 containerd',
	'failure.cgroup.check': 'kubelet 与 containerd 使用相同的 cgroup 驱动',
	'failure.cgroupsPath.title': 'kubelet 自行管理 cgroup，而 containerd 期望由 systemd 管理',
	'failure.cgroupsPath.cause':
		'containerd 设为 systemd cgroup，而 kubelet 设为 cgroupfs：runc 会拒绝 kubelet 的所有容器。',
	'failure.cgroupsPath.advice': '在 /var/lib/kubelet/config.yaml 中设置 cgroupDriver: systemd，然后重启 kubelet。',
	'failure.cgroupsPath.fix': '在 kubelet 的配置中设置 cgroupDriver: systemd 并重启 kubelet',
	'failure.cgroupsPath.check': 'kubelet 与 containerd 使用相同的 cgroup 驱动',
	'failure.remains.cause': '之前的 init 或 join 留下了文件。新集群不会建在它们之上：证书和数据都对不上。',
	'failure.remains.advice':
		'如果那个集群已不再需要：在本机执行 kubeadm reset，或把 /etc/kubernetes 和 /var/lib/etcd 移走，然后重试。',
	'failure.remains.fix': '停止 kubelet，把以前集群的残留移到旁边；不会删除任何内容，undo 会把它们移回原处',
	'failure.remains.manifests': '以前集群的清单文件仍在本机',
	'failure.remains.kubeletConf': '本机曾经加入过集群',
	'failure.remains.etcd': '以前集群的数据库仍在本机',
	'failure.remains.alive': '那个集群的部分组件仍在本机运行。如果已不再需要，请先用 kubeadm reset 清除，然后重试。',
	'failure.remains.check': '以前集群的文件都已不在原处',
	'failure.nodeName.title': '主机名不能用作节点名',
	'failure.nodeName.cause':
		'节点名只能包含小写字母、数字、连字符和点，且首尾必须是字母或数字。当前主机名含有其他字符，常见的是下划线或大写字母。',
	'failure.nodeName.advice': '给主机换一个名字：hostnamectl set-hostname 名字，然后重试。',
	'failure.nodeName.fix': ({ name }) => `把主机改名为 ${name}`,
	'failure.nodeName.check': '主机名是合法的节点名',
	'failure.nameUnknown.title': '主机名无法解析',
	'failure.nameUnknown.cause':
		'本机的名字既不在 DNS 中，也不在 /etc/hosts 中。启动会变慢，需要查找该名字的程序会出错。',
	'failure.nameUnknown.advice': '在 /etc/hosts 中加入一行本机地址和主机名。',
	'failure.nameUnknown.fix': ({ name, address }) => `在 /etc/hosts 中写入 ${address} ${name}`,
	'failure.nameUnknown.check': '主机名可以解析',
	'failure.join.fresh': '请在控制平面上重新生成本机加入所需的内容：k8s-wizard join-command',
	'failure.join.check': 'kubeadm join 顺利结束',
	'failure.tokenExpired.title': '引导令牌已过期',
	'failure.tokenExpired.cause': '令牌默认 24 小时有效。这个令牌已从集群中删除，它的签名也一并消失。',
	'failure.tokenWrong.title': '令牌的密钥部分不对',
	'failure.tokenWrong.cause': '集群认识令牌的前半部分，但签名与后半部分不符：复制有误，或是别的集群的令牌。',
	'failure.caHash.title': '集群的 CA 与所固定的不同',
	'failure.caHash.cause': 'CA 哈希属于另一个集群，或属于重建之前的这个集群；也可能是有人冒充它应答。',
	'failure.certSan.title': '端点不在 API server 的证书里',
	'failure.certSan.cause': 'API server 有应答，但它的证书是签给别的名称和地址的。',
	'failure.certSan.advice':
		'改用证书中的名称或地址加入；或在集群的 kubeadm-config 里把该地址加入 apiServer.certSANs，在每个控制平面上移走 apiserver.crt 和 apiserver.key，再执行 kubeadm init phase certs apiserver。',
	'failure.clockSkew.title': '本机与集群的时钟不一致',
	'failure.clockSkew.cause':
		'按本机时钟，API server 的证书尚未生效或已经过期。新建的集群多半是时钟问题；旧集群也可能是证书到期。',
	'failure.clockSkew.advice': '校准时钟（chronyc makestep），并由 chrony 保持同步；可在两台主机上用 date -u 比较。',
	'failure.apiUnreachable.title': '无法连接 API server',
	'failure.apiUnreachable.cause':
		'端点没有应答。被拒绝：那里没有服务监听。没有路由或超时：防火墙或安全组。没有该主机：本机不认识端点的名称。',
	'failure.apiUnreachable.advice':
		'在本机检查：curl -k https://ENDPOINT/healthz。控制平面须放行 6443 端口；名称须能由 DNS 或 /etc/hosts 解析。',
	'failure.certificateKey.title': '供其他控制平面使用的证书已不在集群中，或密钥不符',
	'failure.certificateKey.cause': '证书只在集群中保留两小时，每次上传都会生成新的密钥。',
	'failure.nodeExists.title': '集群中已有同名节点',
	'failure.nodeExists.cause': '两台主机的主机名相同（例如克隆的机器），或本机刚刚还是节点。',
	'failure.nodeExists.advice': '给本机换一个主机名；若另一台已不再使用，在控制平面上执行：\nkubectl delete node 名称',
	'failure.noEndpoint.title': '该集群只为一个控制平面而建',
	'failure.noEndpoint.cause': '它没有 controlPlaneEndpoint，节点会一直只访问第一个控制平面。',
	'failure.noEndpoint.advice':
		'在 ConfigMap kube-system/kubeadm-config 的 ClusterConfiguration 中加入 controlPlaneEndpoint，让证书包含该名称，并让各节点的 kubeconfig 指向它。由 k8s-wizard 建立的集群已有端点。',
	'failure.etcdMembers.title': 'etcd 不接受新成员：有一个成员没有运行',
	'failure.etcdMembers.cause': '某个控制平面没有离开 etcd 就消失了，或最近加入的那个从未启动它的成员。',
	'failure.etcdMembers.advice':
		'在控制平面上用 etcdctl member list 查看，用 etcdctl member remove 移除。控制平面可这样干净地离开：k8s-wizard reset --leave',
	'failure.notRoot.title': '没有以 root 身份运行',
	'failure.notRoot.cause': 'kubeadm 会改动整台主机，不允许以普通用户身份开始。',
	'failure.notRoot.advice': '用 sudo 重新执行同一条命令。',
	'failure.notRoot.check': 'kubeadm 以 root 身份运行',
	'failure.repository.check': '仓库文件中没有失效或被改动过的地址',
	'failure.centosGone.title': ({ release }) => `CentOS ${release} 的软件仓库已经下线`,
	'failure.centosGone.cause':
		'这个 CentOS 版本已停止维护：mirrorlist.centos.org 已关闭，镜像站也撤下了它的软件包，因此什么都装不了。',
	'failure.centosGone.advice':
		'把仓库文件指向 vault.centos.org 或它的镜像。在答案中写 osRepos: mirror，k8s-wizard 会代为完成。',
	'failure.centosGone.fix': '用镜像站的归档仓库取代已失效的仓库',
	'failure.googleGone.title': ({ place }) => `${place} 的软件仓库已经下线`,
	'failure.googleGone.cause':
		'Google 的 Kubernetes 软件仓库已被移除。现在每个次版本在 pkgs.k8s.io（及其镜像）上各有一个仓库。',
	'failure.googleGone.advice': '停用旧的仓库列表，改用 pkgs.k8s.io/core:/stable:/v次版本（或其镜像），并配好签名密钥。',
	'failure.googleGone.fix': '停用失效的仓库列表；如有计划，则由计划中的仓库取代',
	'failure.signature.cause':
		'只接受由已知密钥签名的软件包。本机的密钥缺失、过期或不是同一把，或者仓库被改动过。这类问题绝不放行。',
	'failure.signature.advice':
		'重新从密钥所有者处获取密钥（Kubernetes：pkgs.k8s.io 上最新次版本的 Release.key 或 repomd.xml.key），核对指纹，放到仓库列表所指的位置。',
	'failure.signature.fix': '重新写入计划中的仓库列表和固定的密钥',
	'failure.signature.missing': '仓库由本机没有的密钥签名，或根本没有签名',
	'failure.signature.expired': 'Kubernetes 软件包的签名密钥是一份过期的副本',
	'failure.signature.repomd': '仓库元数据的签名不符',
	'failure.signature.rpm': '软件包的签名不符',
	'failure.noVersion.title': '仓库中没有这个版本',
	'failure.noVersion.cause':
		'本机的仓库中没有所要求的确切版本：pkgs.k8s.io 的每个仓库只包含一个次版本，旧仓库则停在 2023 年的版本。',
	'failure.noVersion.advice':
		'先列出现有版本（apt-cache madison kubeadm，或 yum list --showduplicates kubeadm），再从中选择，或改用所需次版本的仓库。',
	'failure.lock.title': '另一个包管理器正在工作',
	'failure.lock.cause': '它占用着锁，常见的是开机后的自动更新。同一时间只能有一个在工作。',
	'failure.lock.advice': '等它结束后再重试。不要强行终止它，也不要删除它的锁：被中断的包管理器会留下装了一半的软件包。',
	'failure.lock.check': '没有程序占用包管理器的锁',
	'failure.noImage.title': '镜像仓库中没有这个镜像',
	'failure.noImage.cause':
		'镜像站没有这个名称和版本的镜像，或者需要密码才能获取：imageRepository 写错，或者镜像站尚未同步。',
	'failure.noImage.advice':
		'用 kubeadm config images list 查看所需镜像，并用 crictl pull 手工尝试，然后换一个镜像站，或选用它已有的版本。',
	'failure.noImage.check': '镜像仓库中有该镜像',
	'failure.cniMissing.title': '还没有 Pod 网络',
	'failure.cniMissing.cause':
		'没有安装网络插件，或者它没有把配置写入 /etc/cni/net.d。节点会一直 NotReady，CoreDNS 也一直等待。',
	'failure.cniMissing.advice':
		'安装与此集群 Pod 网段相符的 Pod 网络（flannel、calico、cilium）。如果它的 Pod 已在运行，其日志会说明卡在哪里。',
	'failure.cniMissing.fix': '安装计划中的 Pod 网络',
	'failure.cniMissing.check': '/etc/cni/net.d 中有网络配置',
	'failure.oldBridge.title': 'cni0 仍是以前集群的地址',
	'failure.oldBridge.cause': 'Pod 网络的网桥是以前的集群留下的，Pod 网段不同。只要它还在，Pod 就得不到地址。',
	'failure.oldBridge.advice': '删除它：ip link delete cni0。网络插件会重新创建。',
	'failure.oldBridge.fix': ({ has, should }) => `删除 cni0（${has}），网络插件会按 ${should} 重新创建`,
	'failure.oldBridge.check': 'cni0 的地址属于本节点的 Pod 网段，或者 cni0 不存在',
	'failure.conntrack.title': '本机不允许 kube-proxy 设置连接跟踪上限',
	'failure.conntrack.cause':
		'本机是容器，nf_conntrack_max 属于它所在的机器。kube-proxy 试图写入被拒绝后退出，Service 因此不可用。',
	'failure.conntrack.advice':
		'在 kube-system 的 ConfigMap kube-proxy 中设置 conntrack.maxPerCore: 0，并删除 kube-proxy 的 Pod。',
	'failure.conntrack.fix': '让 kube-proxy 不再修改该上限（maxPerCore: 0）',
	'failure.conntrack.check': 'kube-proxy 的配置不再修改该上限',
	'failure.resolvConf.title': 'CoreDNS 找不到可用的上游 DNS 服务器',
	'failure.resolvConf.cause':
		'CoreDNS 通过节点的 resolv.conf 中的服务器查询集群外的名字。那里没有服务器，或者只有节点自身的地址（127.0.0.x），CoreDNS 会查询到自己，于是退出。',
	'failure.resolvConf.advice':
		'把 kubelet 配置中的 resolvConf 指向含有真实服务器的文件（systemd-resolved：/run/systemd/resolve/resolv.conf），或在 CoreDNS 的 Corefile 中写明服务器：forward . 服务器。由 NetworkManager 或 systemd-resolved 管理的 /etc/resolv.conf，直接修改不会持久。',
	'failure.resolvConf.fix': ({ servers }) => `让 CoreDNS 直接查询 ${servers}，不再使用节点的 resolv.conf`,
	'failure.resolvConf.check': 'CoreDNS 有可用的上游服务器',
	'failure.resolvConfGone.title': 'kubelet 所用的 resolv.conf 不存在',
	'failure.resolvConfGone.cause':
		'kubelet 的配置指向本机没有的 resolv.conf（常见的是 systemd-resolved 的那个），因此任何 Pod 都无法启动。',
	'failure.resolvConfGone.advice':
		'在 /var/lib/kubelet/config.yaml 中把 resolvConf 设为 /etc/resolv.conf，然后重启 kubelet。',
	'failure.resolvConfGone.fix': '在 kubelet 的配置中把 resolvConf 设为 /etc/resolv.conf 并重启 kubelet',
	'failure.resolvConfGone.check': 'resolvConf 所指的文件存在',
	'failure.port.title': ({ port }) => `端口 ${port} 已被占用`,
	'failure.port.cause': ({ port, own }) => `另一个程序占用了 ${own} 所需的端口 ${port}。`,
	'failure.port.advice': ({ port }) =>
		`用 ss -ltnp 查出是谁，停掉它或让它改用 ${port} 以外的端口。如果属于以前的集群，kubeadm reset 会清除它。`,
	'failure.port.fix': ({ unit, port }) => `停止占用端口 ${port} 的 ${unit}，并取消开机自启`,
	'failure.port.byHand': ({ port, program, pid }) =>
		`端口 ${port} 被 ${program}（进程 ${pid}）占用，它不是可以直接停止的服务。请停掉它或让它改用其他端口；以前集群的组件可用 kubeadm reset 清除。`,
	'failure.port.check': ({ port }) => `端口 ${port} 没有被其他程序占用`,
}
