interface ServiceWords {
	unit: string
	enabled?: boolean
	running?: boolean
	masked?: boolean
}

function serviceWords({ unit, enabled, running, masked }: ServiceWords): string {
	const words = [
		...(masked === undefined ? [] : [masked ? '屏蔽（mask）' : '取消屏蔽（unmask）']),
		...(enabled === undefined ? [] : [enabled ? '开机自启' : '不开机自启']),
		...(running === undefined ? [] : [running ? '运行' : '停止']),
	]
	return `服务 ${unit}${words.length > 0 ? `：${words.join('、')}` : ''}`
}

export const changes = {
	'change.absent': ({ path }: { path: string }) => `移除 ${path}`,
	'change.block': ({ path, marker }: { path: string; marker: string }) => `${path} 中的标记块 “${marker}”`,
	'change.configMap': ({ name, key }: { name: string; key: string }) => `ConfigMap ${name} 中的 ${key}`,
	'change.file': ({ path }: { path: string }) => `文件 ${path}`,
	'change.firewallPods': ({ backend, networks }: { backend: string; networks: string }) =>
		`让 Pod 的流量通过 ${backend}：${networks}`,
	'change.firewallPorts': ({ backend, ports }: { backend: string; ports: string }) => `在 ${backend} 中放行：${ports}`,
	'change.hostname': ({ name }: { name: string }) => `主机名 ${name}`,
	'change.image': ({ reference }: { reference: string }) => `镜像 ${reference}`,
	'change.image.pulled': ({ reference }: { reference: string }) => `镜像已拉取：${reference}`,
	'change.image.otherDigest': ({ reference }: { reference: string }) =>
		`${reference} 的摘要与已知的不符，不是同一个镜像`,
	'change.kubeadm.phase': ({ phase, words }: { phase: string; words: string }) => `[${phase}] ${words}`,
	'change.kubeadmInit': ({ version }: { version: string }) => `kubeadm init，Kubernetes ${version}`,
	'change.kubeadm.remains': ({ command }: { command: string }) =>
		`此主机上有集群的残留，不会在其上执行 kubeadm ${command}`,
	'change.kubeadm.recover.nothing': ({ command }: { command: string }) =>
		`kubeadm ${command} 在产生任何内容之前就被中断，可以重新执行`,
	'change.kubeadm.recover.partly': ({ command, paths }: { command: string; paths: string }) =>
		`kubeadm ${command} 中途被中断（已存在：${paths}），重新执行前会先重置节点`,
	'change.kubeadm.recover.others': ({ command }: { command: string }) =>
		`kubeadm ${command} 被中断，而在它之前就有另一个集群的残留，哪些可以删除只有您知道`,
	'change.kubeadmJoin.worker': ({ version }: { version: string }) =>
		`kubeadm join，作为工作节点，Kubernetes ${version}`,
	'change.kubeadmJoin.controlPlane': ({ version }: { version: string }) =>
		`kubeadm join，作为控制平面，Kubernetes ${version}`,
	'change.hostNetworkHosts': ({ name, address }: { name: string; address: string }) =>
		`使用主机网络的 Pod 也把 ${name} 解析为 ${address}`,
	'change.joinAnswers': ({ folder }: { folder: string }) => `${folder} 中供其他主机加入用的应答文件`,
	'change.joinAnswers.until': ({ path, until }: { path: string; until: string }) => `${path}：有效期至 ${until}`,
	'change.leave.node': ({ node }: { node: string }) => `节点 ${node} 已从集群中移除`,
	'change.leave.etcdMember': ({ node }: { node: string }) =>
		`无法把 etcd 成员 ${node} 从集群中移除；可在另一个控制平面上用 etcdctl member list 和 member remove 完成`,
	'change.kubeconfig': ({ path, user }: { path: string; user: string }) => `用户 ${user} 的 kubeconfig：${path}`,
	'change.linesOff': ({ path, count }: { path: string; count: number }) => `注释掉 ${path} 中的 ${count} 行`,
	'change.link': ({ path, target }: { path: string; target: string }) => `符号链接 ${path} 指向 ${target}`,
	'change.localRtcOff': '硬件时钟使用 UTC',
	'change.manifest': ({ path }: { path: string }) => `将 ${path} 中的对象应用到集群`,
	'change.module': ({ name }: { name: string }) => `加载内核模块 ${name}`,
	'change.movedAside': ({ path, to }: { path: string; to: string }) => `把 ${path} 移到旁边的 ${to}`,
	'change.networkLinkAbsent': ({ name }: { name: string }) => `删除网络接口 ${name}`,
	'change.networkLinkAbsent.irreversible': '网络插件会按当前地址重新创建该接口',
	'change.packages': ({ packages }: { packages: string }) => `软件包 ${packages}`,
	'change.packages.fetching': ({ name }: { name: string }) => `正在下载 ${name}`,
	'change.packages.unpacking': ({ name }: { name: string }) => `正在解包 ${name}`,
	'change.packages.settingUp': ({ name }: { name: string }) => `正在配置 ${name}`,
	'change.packages.waiting': ({ lock }: { lock: string }) => `另一个包管理器正在运行（占用锁 ${lock}），等待其结束`,
	'change.packages.refused.listed-twice': '本主机的某个软件源列表用另一把密钥列出了同一软件源',
	'change.packages.refused.broken': '包管理器无法得出可行的方案',
	'change.packages.refused.conflict': '这些软件包与本机现有的软件包冲突，无法安装',
	'change.packages.refused.not-offered': '计划中的某个软件包版本已不再提供',
	'change.packages.refused.signature': '软件仓库的签名缺失或不正确',
	'change.packages.refused.unreachable': '软件仓库无响应',
	'change.packages.refused.otherTransaction': '包管理器现在要执行的操作与计划不一致',
	'change.defaultKernel': ({ image }: { image: string }) => `下次启动使用 ${image}`,
	'change.defaultKernel.notSaved': ({ path }: { path: string }) =>
		`${path} 中没有 GRUB_DEFAULT=saved，在那里设置的默认项不会生效`,
	'change.defaultKernel.notThere': ({ image }: { image: string }) => `GRUB 中没有 ${image}`,
	'change.selinuxMode': ({ mode }: { mode: string }) => `SELinux 设为 ${mode}`,
	'change.service': serviceWords,
	'change.swapOff': '关闭 swap',
	'change.sysctl': ({ key, value }: { key: string; value: string }) => `内核参数 ${key} = ${value}`,
	'change.timezone': ({ zone }: { zone: string }) => `时区 ${zone}`,
	'change.untaint': ({ node, taint }: { node: string; taint: string }) => `移除节点 ${node} 的污点 ${taint}`,
	'change.kept.defaultKernel': ({ chosen }: { chosen: string }) => `默认内核之后被改为 ${chosen}，保持不变`,
	'change.kept.edited': ({ path }: { path: string }) => `${path} 在我们写入之后被修改过，保持原样`,
	'change.kept.hostname': ({ name }: { name: string }) => `主机名之后被改为 ${name}，保持不变`,
	'change.kept.module': ({ name, by }: { name: string; by: string }) =>
		`内核模块 ${name} 正在使用${by === '' ? '' : `（${by}）`}，保持加载`,
	'change.kept.mounted': ({ paths }: { paths: string }) => `仍处于挂载状态，予以保留：${paths}`,
	'change.kept.movedAside': ({ path, to }: { path: string; to: string }) =>
		`已有新的 ${path}，原来的内容仍保留在 ${to}`,
	'change.kept.objects': ({ objects }: { objects: string }) => `集群中原本就有，予以保留：${objects}`,
	'change.kept.packages': ({ packages }: { packages: string }) =>
		`被其他软件包依赖、之后被改动，或原版本已不再提供，予以保留：${packages}`,
	'change.kept.swap': ({ path }: { path: string }) => `${path} 已不存在，没有可启用的 swap`,
	'change.kept.sysctl': ({ key, value }: { key: string; value: string }) =>
		`sysctl ${key} 之后被设为 ${value}，保持不变`,
	'change.kept.timezone': ({ zone }: { zone: string }) => `时区之后被设为 ${zone}，保持不变`,
	'change.kept.unit': ({ unit }: { unit: string }) => `${unit} 的状态之后被改动过，保持不变`,
} as const
