import type { Texts } from '../message.ts'

type StepTexts = Pick<Texts, Extract<keyof Texts, `step.${string}` | `resolve.${string}`>>

export const steps: StepTexts = {
	'step.os-repositories.title': '系统软件源',
	'step.os-repositories.why':
		'该版本的官方软件源已经下线（CentOS 7：自 2024 年 7 月起）。改用镜像站保存的归档；撤销时原文件会恢复。',
	'step.hostname-and-hosts.title': '主机名与 /etc/hosts',
	'step.hostname-and-hosts.why':
		'集群以主机名识别节点。在 /etc/hosts 中写入带标记的区块，包含本节点和控制平面入口；带标记的区块可以随时修改或移除。',
	'step.host-packages.title': 'Kubernetes 所需的软件包',
	'step.host-packages.why':
		'kubeadm、kubelet、kube-proxy 会调用 conntrack、ebtables、ethtool、socat、iptables，而新版 kubelet 软件包不再自动带上它们。编辑器和 ntp 与集群无关，归入可选组 “tools”。',
	'step.firewall.title': '防火墙',
	'step.firewall.why':
		'在当前运行的防火墙中放行本角色的端口：API server 和 NodePort 对所有来源开放，kubelet 和 etcd 只对节点开放；Pod 网络的流量放行，否则其他节点的 Pod 会被拒绝。不清空规则，也不卸载防火墙，以免丢掉主机原有的防护。',
	'step.swap.title': '关闭 swap',
	'step.swap.why': '开启 swap 时 kubelet 拒绝启动。现在就关闭，并同时处理 fstab、swap 单元和 zram，否则重启后会恢复。',
	'step.swap.ofTheMachine': '本主机是容器：正在使用的 swap 属于宿主机，保持不变；kubelet 会被配置为接受它。',
	'step.selinux.title': 'SELinux 设为 permissive',
	'step.selinux.why': 'Kubernetes 官方文档推荐 permissive：违规仍会记录，但不会拦截。完全禁用则需要重启。',
	'step.selinux.needsReboot': '按应答文件的要求，SELinux 立即变为 permissive，下次启动后为 disabled。',
	'step.kernel.title': '来自 ELRepo 的内核',
	'step.kernel.why':
		'由您选择。软件包有签名并经过核对，下次启动按名称选用它：菜单第 0 项不一定是新内核。旧内核予以保留。',
	'step.kernel.needsReboot': ({ release, running }) => `${release} 要到重启后才会运行；在此之前主机运行的是 ${running}`,
	'step.kernel-modules.title': '内核模块',
	'step.kernel-modules.why':
		'没有 br_netfilter，桥接流量就不经过 iptables，Service 将无法访问。现在加载，并通过 /etc/modules-load.d 在每次启动时加载；已编入内核的模块视为已加载。',
	'step.kernel-modules.ofTheMachine': '本主机是容器：使用宿主机的内核模块，自身无法加载。',
	'step.sysctls.title': '内核参数',
	'step.sysctls.why':
		'转发和桥接过滤是 Pod 网络的基础；调优参数只调高、不调低。不设置 tcp_tw_recycle：Linux 4.12 已将其删除，会使 sysctl -p 失败。kubelet 自己会改的参数也一并列出，以便撤销时恢复。',
	'step.sysctls.ofTheMachine': '本主机是容器：属于整台宿主机的参数保持不变，kubelet 必然会写入的除外。',
	'step.sysctls.bridged': '桥接流量经过 iptables（bridge-nf-call-iptables）',
	'step.clock.title': '时钟',
	'step.clock.why':
		'时钟不一致时证书会被拒绝。硬件时钟使用 UTC；没有其他时间同步服务时使用 chrony。新系统已不再提供 ntpdate。',
	'step.clock.ofTheMachine': '本主机是容器：时钟由宿主机维护。',
	'step.unneeded-services.title': '停用不需要的服务',
	'step.unneeded-services.why': '节点不需要邮件服务。按应答文件的要求停用。',
	'step.journald.title': '持久且有上限的日志',
	'step.journald.why': '启动失败的节点最需要的正是它的日志：日志保存在磁盘上，最多 10 GB、保留两周。',
	'step.container-runtime.title': 'containerd',
	'step.container-runtime.why':
		'安装与该 Kubernetes 版本匹配的 containerd，只来自一个软件源并校验签名，而不是同时用两个镜像站。已有的 containerd 或 Docker 会保留。',
	'step.container-runtime.kept': ({ version }) => `主机上已有 containerd ${version}，版本保持不变，只做配置。`,
	'step.container-runtime.keptDocker': ({ version }) =>
		`主机上的 Docker 运行在 containerd ${version} 之上，两者都保留。只配置并重启一次 containerd，不重启 Docker，运行中的容器不受影响。`,
	'step.containerd-config.title': 'containerd 配置',
	'step.containerd-config.why':
		'为这个 containerd 写入完整的 config.toml：所选镜像站中与该 Kubernetes 版本对应的 pause 镜像（写错是 init 超时的典型原因）、systemd cgroup 驱动、镜像仓库。用 sed 修改默认配置在某些版本上会悄悄失效。原文件会保留。',
	'step.containerd-config.oomScore':
		'本主机无权降低 OOM 分值，因此让 containerd 不去尝试（restrict_oom_score_adj），否则任何 Pod 都无法启动。',
	'step.containerd-config.answers': 'containerd 有响应',
	'step.kubernetes-repository.title': 'Kubernetes 软件源',
	'step.kubernetes-repository.why':
		'使用所选镜像站的软件源，并用指纹固定的密钥校验签名；密钥环里的其他密钥不会写入。gpgcheck=0 等于允许中途任何人替换软件包。',
	'step.cri-tools.title': 'crictl',
	'step.cri-tools.why': 'crictl 来自与版本匹配且经过签名的软件包，并配置好 containerd 的监听地址。',
	'step.cri-tools.answers': '容器运行时响应 crictl',
	'step.images.title': '节点镜像',
	'step.images.why': '在安装软件包的同时，由 containerd 拉取该版本每个节点都要运行的镜像，kubeadm 就无需再等待。',
	'step.control-plane-images.title': '控制平面镜像',
	'step.control-plane-images.why': '与其他镜像同时拉取：一个镜像解包时，另一个正在下载。',
	'step.cni-images.title': 'Pod 网络镜像',
	'step.cni-images.why': 'kubeadm 运行时不需要这些镜像，趁此时拉取。',
	'step.kubernetes-packages.title': 'kubeadm、kubelet 与 kubectl',
	'step.kubernetes-packages.why': '安装指定的确切版本并锁定：普通的系统更新不应把集群带到别的版本。',
	'step.kubernetes-packages.newest': ({ version, reason }) => `${version} 是此主机可用的最新版本。${reason}`,
	'step.kubernetes-packages.replaces': '按应答文件的许可，已安装的其他版本会被替换。',
	'step.kubelet-environment.title': 'kubelet 启动参数',
	'step.kubelet-environment.why':
		'写入该发行版系列专用的文件，只用该版本认识的参数：直接修改软件包自带的单元文件会在下次更新时丢失。',
	'step.kubeadm-config.title': 'kubeadm 配置',
	'step.kubeadm-config.why':
		'按该版本的 API 生成，套接字带 unix:// 前缀，明确写出 kube-proxy 的模式，并在使用前由 kubeadm 自己读取检查。',
	'step.kubeadm-config.conntrack':
		'本主机无权写入 conntrack 上限：让 kube-proxy 不去修改（conntrack.maxPerCore: 0），否则它会崩溃。',
	'step.kubeadm-config.extra': ({ kind }) => `${kind} 已与应答文件中的 kubeadmExtra 合并。`,
	'step.kubeadm-config.read': 'kubeadm 能读取该配置',
	'step.kubeadm-config.valid': 'kubeadm 认定该配置有效',
	'step.kubeadm-init.title': '控制平面（kubeadm init）',
	'step.kubeadm-init.why': '由 kubeadm 建立证书、etcd 和控制平面。输出会保存；令牌和证书密钥绝不打印。',
	'step.kubeadm-init.ignores': ({ check }) => `跳过 kubeadm 的 ${check} 检查：它检查的是本容器的宿主机。`,
	'step.kubeadm-join.title': '加入集群（kubeadm join）',
	'step.kubeadm-join.why':
		'制定计划之前已经询问过集群：它的 CA、令牌和版本。令牌通过只有 root 可读的文件交给 kubeadm，用完即删。',
	'step.kubeadm-join.staleWatches':
		'集群的第二个控制平面加入时，etcd 会有几秒没有 leader。1.28 及更早版本（kubernetes#97294）中，第一台主机的 API server 之后最多十分钟内可能延迟通知变更：DNS 和 kube-proxy 看不到新建的 Service。在第一台主机上执行以下命令可立即恢复：crictl stop $(crictl ps -q --name kube-apiserver)',
	'step.join-answers.title': '供后续主机使用的应答文件',
	'step.join-answers.why':
		'工作节点和其他控制平面用这些文件启动：复制其中一个到下一台主机即可。文件里有令牌（24 小时），控制平面的还有证书密钥（2 小时）；k8s-wizard join-command 可随时重新生成。',
	'step.ready.podsOfNode': ({ name }: { name: string }) => `${name} 上的系统 Pod 运行正常`,
	'step.kubeconfig.title': 'kubectl 访问',
	'step.kubeconfig.why': '提供给 root 和 sudo 背后的用户，仅本人可读。已有的 kubeconfig 会在旁边保留一份。',
	'step.cni.title': 'Pod 网络',
	'step.cni.why': '其中写入本集群的 Pod 网段和镜像站的镜像；清单文件在使用前先核对 SHA-256。',
	'step.cni.untested': ({ name, from, to, kubernetesVersion }) =>
		`${name} 是此内核可用的最新版本；其作者测试过 Kubernetes ${from} 到 ${to}，没有测试过 ${kubernetesVersion}`,
	'step.ready.title': '节点就绪',
	'step.ready.why': '只有 Pod 正常运行、并能通过集群地址访问 Service，节点才算完成；检查不会留下任何东西。',
	'step.ready.node': ({ name }) => `节点 ${name} 处于 Ready`,
	'step.ready.pods': '系统 Pod 正常运行',
	'step.ready.podAddress': ({ podSubnet }) => `Pod 获得 ${podSubnet} 中的地址`,
	'step.ready.service': ({ address }) => `API server 在集群地址 ${address} 上有响应`,
	'step.ready.dns': ({ server }) => `集群 DNS 在 ${server} 上有响应`,

	'resolve.registryUnreachable': ({ images, url, reason }) =>
		`无法访问 ${images.join('、')} 所在的镜像仓库：${url}：${reason}`,
	'resolve.imageMissing': ({ images, url }) =>
		`镜像站没有镜像 ${images.join('、')}（${url} 返回 404）。请把缺少的镜像推送到该仓库，或换一个版本或镜像站`,
	'resolve.imageDenied': ({ images, url }) =>
		`镜像仓库拒绝提供 ${images.join('、')}：需要登录，或当前账号无权限（${url}）。若是自建仓库，请把 用户名:密码 写入文件，用 mirror.authFile 指定`,
	'resolve.registryAnswered': ({ images, url, status }) =>
		`查询 ${images.join('、')} 时镜像仓库返回 ${status}（${url}）`,
	'resolve.unreachable': ({ url, reason }) => `无法访问：${url}：${reason}`,
	'resolve.answered': ({ url, status }) => `${url} 返回 ${status}`,
	'resolve.noFile': ({ path }) => `文件不存在：${path}`,
	'resolve.noCredentials': ({ path }) => `${path} 的内容必须是一行：用户名:密码`,
	'resolve.keyUnreadable': ({ where, reason }) => `不是可读取的公钥：${where}：${reason}`,
	'resolve.keyOtherFingerprint': ({ where, wanted, found }) =>
		`${where} 中没有指定指纹的密钥 ${wanted}，其中是 ${found}`,
	'resolve.keyNotPinned': ({ repository }) =>
		`没有已确认指纹的密钥可用于 ${repository}；请使用 custom 镜像并在其中写明密钥`,
	'resolve.keyUnconfirmed': ({ where, fingerprint, owner }) =>
		`${where} 中的密钥 ${fingerprint}（${owner}）还没有人确认过。请与其所有者公布的指纹核对，然后写入应答文件：trustKeys: [${fingerprint}]`,
	'resolve.noRepository': ({ url, status, what }) =>
		`镜像站没有这个软件源：${what}（${url} 返回 ${status}）。请换一个版本或换一个镜像站`,
	'resolve.artefact.os-packages': '系统软件包',
	'resolve.artefact.kernel': '内核',
	'resolve.artefact.containerd': 'containerd',
	'resolve.artefact.kubernetes-packages': 'Kubernetes 软件包',
	'resolve.artefact.images': 'Kubernetes 镜像',
	'resolve.artefact.cni-manifest': 'CNI 清单文件',
	'resolve.artefact.cni-images': 'CNI 镜像',
	'resolve.manifestOtherSum': ({ source, wanted, found }) =>
		`${source} 不是所要的清单文件：其 SHA-256 为 ${found}，而不是 ${wanted}`,
	'resolve.manifestUnreachable': ({ source, reason }) =>
		`无法取得 ${source}（${reason}）。请从别处下载，放到镜像站或本机并写明位置，仍会核对 SHA-256：cni: {name, version, manifest: /root/cni.yaml}`,
	'resolve.manifestUnreadable': ({ source, reason }) => `${source} 不是可用的清单文件：${reason}`,
	'resolve.unknownVersion': ({ version }) => `本版本的 k8s-wizard 不知道 Kubernetes ${version} 的镜像列表`,
	'resolve.notOffered': ({ name, version, repository }) => `${repository} 没有提供 ${name} ${version}`,
	'resolve.noContainerd': ({ name, version, offered, repository }) =>
		`${repository} 没有与 Kubernetes ${version} 匹配的 ${name}；现有版本：${offered || '无'}`,
	'resolve.noModules': ({ name, kernelRelease }) =>
		`软件源中没有与正在运行的内核 ${kernelRelease} 对应的 ${name}。请更新系统、重启后再来`,
	'resolve.containerdUnknown': ({ reason }) => `无法确定主机上是否已有 containerd：${reason}`,
	'resolve.containerdTooOld': ({ version }) => `containerd ${version} 太旧，无法配置；已知最旧的版本为 1.5`,
	'resolve.otherVersion': ({ name, installed, wanted }) =>
		`已安装 ${name} ${installed}，而要求的是 ${wanted}；设置 “replaceVersions: true” 可允许替换`,
	'resolve.deadRepository': ({ path, host }) =>
		`${path} 使用的 ${host} 已经下线；设置 “osRepos: mirror” 可改用镜像站的归档`,
	'resolve.noArchive': ({ path }) => `${path} 使用的软件源已经下线，而该镜像站没有它们的归档`,
	'resolve.packages.unreachable': '无法访问软件源',
	'resolve.packages.signature': '软件源的签名无效',
	'resolve.packages.not-offered': '没有任何软件源提供所需的软件包',
	'resolve.packages.conflict': '这些软件包无法在本主机上一起安装',
	'resolve.packages.listed-twice':
		'本主机已有的软件源列表用另一把密钥列出了计划中的软件源，而 apt 只接受一把。请在下列行首加 #（.sources 文件则写 Enabled: no），向导会写入自己的列表',
	'resolve.packages.broken': '软件包管理器无法算出要安装的内容',
}
