import type { commands as english } from '../en/commands.ts'
import { grouped } from '../en/commands.ts'

function orUndo(again: string): string {
	return again.endsWith('undo') ? '' : '。全部还原：k8s-wizard undo'
}

export const commands: {
	readonly [Key in keyof typeof english]: (typeof english)[Key] extends string ? string : (typeof english)[Key]
} = {
	'command.help': `k8s-wizard 把一台裸 Linux 主机变成 Kubernetes 节点。

  k8s-wizard                       向导：提问、计划、执行
  k8s-wizard --answers 文件|-      显示计划，征得同意后执行
      --yes, -y                    视为已同意，不再提问
      --fix=none|safe              步骤失败又无人可问时：不修复（默认），
                                   或只做无风险的修复
      --changed-answers            用与未完成的运行不同的答案继续
      --full                       显示全部差异内容
      --json                       输出 JSON 行而不是文本
  k8s-wizard plan [--answers 文件] 会改动什么、为什么；不触碰主机
      --format text|json|sh        sh：计划的 bash 脚本
  k8s-wizard resume [--yes]        继续未完成的运行
  k8s-wizard troubleshoot          本机哪里有问题、为什么、如何修复
      --log 文件|- | --json        读取别处的日志；以 JSON 输出报告
  k8s-wizard status [--json]       节点、Pod、镜像、证书，以及本工具的改动
  k8s-wizard join-command          重新生成下一台主机加入所需的内容
      --role worker|control-plane --format answers|line|kubeadm
  k8s-wizard endpoint --to 地址    在本机把端点名称指向别处
  k8s-wizard reset [--yes]         移除集群，保留主机的准备工作
      --leave [--kubeconfig 文件]  同时把本节点从集群中移除
  k8s-wizard undo [--yes]          先 reset，再把其余改动全部还原
  k8s-wizard --demo[=主机]         在模型主机上运行向导，不触碰任何东西
  k8s-wizard --version | --help
      --lang en|zh                 默认按系统语言环境

退出码：0 完成 · 1 有步骤失败或仍有问题 · 2 用法或答案有误
· 3 此主机无法执行该计划或无法检查 · 4 需要重启 · 5 被拒绝 · 130 被中断`,
	'command.usageHint': '开始使用：在终端里执行 k8s-wizard，或加 --answers 文件。不用主机也想看看：k8s-wizard --demo',
	'command.seeHelp': '用法说明：k8s-wizard --help',
	'command.verbatim': ({ text }) => text,
	'command.unknownFlag': ({ flag, near }) => `未知参数：${flag}${near === '' ? '' : `。是否想用 ${near}？`}`,
	'command.unknownCommand': ({ command, near }) => `未知命令：${command}${near === '' ? '' : `。是否想用 ${near}？`}`,
	'command.tooManyWords': ({ word }) => `多余的参数：${word}`,
	'command.flagNeedsValue': ({ flag }) => `${flag} 需要一个值`,
	'command.flagTakesNoValue': ({ flag }) => `${flag} 不带值`,
	'command.flagElsewhere': ({ flag, command }) =>
		command === '' ? `${flag} 须与某个命令一起使用` : `${command} 不支持 ${flag}`,
	'command.flagOneOf': ({ flag, value, choices }) => `${flag} 只能是 ${choices} 之一，而不是 ${value}`,
	'command.noAnswersFile': ({ file }) => `无法读取答案文件：${file}`,
	'command.needsRoot': '只有 root 才能执行，请用 sudo 启动。未做任何改动',
	'command.needsLinux': '只能在 Linux 主机上使用；k8s-wizard --demo 可在任何系统上运行',
	'command.needsSystemd': '此主机没有运行 systemd，而运行需要它。未做任何改动',
	'command.otherRun': ({ run }) => `另一次运行正占用此主机：${run}。未做任何改动`,
	'command.attached': ({ run }) => `回到正在进行的运行：${run}`,
	'command.failed': '失败：',
	'command.failure.command': ({ command }) => `命令：${command}`,
	'command.failure.log': ({ log }) => `日志：${log}`,
	'command.consent': '执行此计划吗？',
	'command.needsConsent': '未做任何改动：没有终端，无法征得同意。加上 --yes 即执行上述计划',
	'command.noConsent': '未做任何改动：未获同意',
	'command.choose': ({ count }) => `请输入 1-${count}，直接回车为 1：`,
	'command.nothingToDo': ({ settled }) => `0 项改动：全部 ${settled} 项均已就绪，无需操作`,
	'command.script.head': ({ hostname, os }) =>
		`k8s-wizard 为 ${hostname}（${os}）制定的计划。\n脚本不保留改动前的内容：它做过的事，“k8s-wizard undo” 一概不知。`,
	'command.script.root': '只有 root 才能执行',
	'command.script.secrets': '机密内容从您自己的文件读取，脚本中不含任何机密。',
	'command.script.checks': '向导会在此检查：',
	'command.proofs.head': '所需内容的来源：',
	'command.proofs.ownPlace': '本机自带的软件源',
	'command.proofs.found': ({ proven, present, missing, milliseconds }) =>
		[
			...(proven > 0 ? [`已确认 ${proven} 项`] : []),
			...(present > 0 ? [`本机已有 ${present} 项`] : []),
			...(missing > 0 ? [`缺少 ${missing} 项`] : []),
			...(milliseconds === undefined ? [] : [`${milliseconds} 毫秒`]),
		].join('，'),
	'command.confirmKey': ({ where, fingerprint, owner }) =>
		`${where} 中有一个本程序不认识的签名密钥：\n  ${grouped(fingerprint)}\n  ${owner}\n请与其所有者公布的指纹核对。是这个密钥吗？`,
	'command.keyRefused': ({ fingerprint }) => `没有做任何改动：密钥 ${fingerprint} 未经确认`,
	'command.plan.head': ({ hostname, os, kernel }) => `${hostname} 的计划（${os}，内核 ${kernel}）`,
	'command.plan.counts': ({ steps, pending, settled, unknown }) =>
		`共 ${steps} 个步骤：${pending} 项待改动，${settled} 项已就绪${unknown === 0 ? '' : `，${unknown} 项无法检查`}`,
	'command.plan.stepCount': ({ pending, changes }) => {
		if (changes === 0) return '仅检查'
		return pending === 0 ? '已就绪' : `${pending} 项改动`
	},
	'command.plan.irreversible': ({ why }) => `! undo 无法还原：${why}`,
	'command.plan.couldNotLook': ({ reason }) => `无法检查：${reason}`,
	'command.plan.recovery.repeat': ({ why }) => `曾被中断，可直接执行：${why}`,
	'command.plan.recovery.clean-up': ({ why }) => `! 曾被中断：先清理残留，再重新执行：${why}`,
	'command.plan.recovery.stop': ({ why }) => `! 曾被中断，不会再次执行：${why}`,
	'command.plan.moreLines': ({ count }) => `还有 ${count} 行（全部显示：--full）`,
	'command.plan.mark.pending': '+ 将要改动',
	'command.plan.mark.settled': '= 已就绪',
	'command.plan.mark.unknown': '? 无法检查',
	'command.event.run': ({ run }) => `运行 ${run} 开始`,
	'command.event.undo': ({ run }) => `正在还原全部改动（运行 ${run}）`,
	'command.event.reset': ({ run }) => `正在移除集群（运行 ${run}）`,
	'command.event.waiting': ({ what, detail }) => `等待：${what}（${detail}）`,
	'command.event.stepDone': ({ title, changed, time }) =>
		`${title}：${changed === 0 ? '已就绪' : `完成 ${changed} 项改动`}（${time}）`,
	'command.event.stepFailed': ({ title }) => `${title}：失败`,
	'command.event.stepBlocked': ({ title, by }) => `${title}：未开始，它依赖“${by}”`,
	'command.event.stepStopped': ({ title }) => `${title}：已停止`,
	'command.event.answered': ({ choice }) => `已选择：${choice}`,
	'command.event.fixApplied': ({ title }) => `已修复：${title}`,
	'command.event.fixFailed': ({ title }) => `修复没有成功：${title}`,
	'command.event.stepSkipped': ({ title }) => `${title}：按选择略过`,
	'command.diagnosis.title': ({ title, sure }) => `${title}（${sure}）`,
	'command.diagnosis.certain': '确定',
	'command.diagnosis.likely': '很可能',
	'command.diagnosis.possible': '有可能',
	'command.diagnosis.fix': ({ what, danger }) => `修复（${danger}）：${what}`,
	'command.diagnosis.risk.safe': '无风险',
	'command.diagnosis.risk.ask': '同意前请先看清',
	'command.diagnosis.risk.manual': '需手工处理',
	'command.diagnosis.destructive': '会清除现有内容',
	'command.diagnosis.unknown': '不属于已知故障。最能说明问题的几行：',
	'command.choice': ({ title }) => `“${title}”失败了，接下来怎么办？`,
	'command.choice.fix': ({ title }) => `应用修复并继续：${title}`,
	'command.choice.retry': '重试此步骤',
	'command.choice.skip': '略过此步骤，继续其余步骤',
	'command.choice.stop': '到此为止，已完成的改动保留',
	'command.choice.undo': '到此为止，并还原全部改动',
	'command.event.kept': ({ what, why }) => `保留：${what}：${why}`,
	'command.event.undoFailed': ({ what }) => `无法还原：${what}`,
	'command.event.ended.done': ({ time }) => `完成，用时 ${time}`,
	'command.event.ended.failed': ({ time }) => `有步骤失败，用时 ${time}`,
	'command.event.ended.stopped': ({ time }) => `已停止，用时 ${time}`,
	'command.ended.done': ({ logs, journal }) => `日志：${logs}；账本：${journal}`,
	'command.ended.answers': ({ answers }) => `本次运行的答案，可用于下一台主机：${answers}`,
	'command.ended.join': ({ folder }) =>
		`供后续主机使用：${folder}/join-worker.yaml（24 小时内有效）和 join-control-plane.yaml（2 小时）。复制其中一个过去，然后执行：k8s-wizard --answers 文件。随时可重新生成：k8s-wizard join-command`,
	'command.join.notHere': '只有控制平面才能生成加入所需的内容：本机没有 /etc/kubernetes/admin.conf',
	'command.join.noRecord': '本机不是由 k8s-wizard 变成节点的，因此不知道集群是怎样建立的',
	'command.join.until': ({ until }) => `有效期至 ${until}。其中含有机密：拿到它的人就能加入集群`,
	'command.endpoint.to': '请说明端点应指向哪里：k8s-wizard endpoint --to 地址（IP 地址，或 dns）',
	'command.endpoint.noName': ({ endpoint }) => `该集群的端点就是地址 ${endpoint}，地址无法改指别处`,
	'command.endpoint.noNode': '本机不是任何集群的节点：没有 /etc/kubernetes/pki/ca.crt',
	'command.endpoint.dead': ({ to }) => `用端点名称访问 ${to}，没有本集群的 API server 应答。未做任何改动`,
	'command.leave.holdsNode': ({ node }) => `没有本机，集群仍会继续运行。集群里还有：节点 ${node}`,
	'command.leave.holdsBoth': ({ node }) => `没有本机，集群仍会继续运行。集群里还有：etcd 成员 ${node}、节点 ${node}`,
	'command.leave.last': ({ names }) => `这是唯一的控制平面：集群将随之结束，其余节点将失去控制平面：${names}`,
	'command.leave.majority': ({ ready, of }) =>
		`其他控制平面中只有 ${ready}/${of} 个处于 Ready：没有本机，etcd 就没有多数派，集群将停摆。请先恢复它们，或先移除它们的 etcd 成员`,
	'command.leave.noRights': ({ node }) =>
		`没有本机，集群仍会继续运行，并保留节点 ${node}。从本机无法移除它：工作节点没有这个权限，可用 --kubeconfig 指定有权限的文件`,
	'command.leave.couldNotLook': ({ reason }) => `无法查看集群里保留了本机的哪些内容：${reason}`,
	'command.leave.consent': ({ node }) => `是否同时把 ${node} 从集群中移除（如有 etcd 成员则先移除，再移除节点）？`,
	'command.leave.byHand': ({ node }) =>
		`集群里保留的内容会一直存在，直到在控制平面上执行：\nkubectl delete node ${node}`,
	'command.ended.failed': ({ logs, again }) => `已完成的改动保留。继续：${again}${orUndo(again)}。日志：${logs}`,
	'command.ended.stopped': ({ again }) => `已停止。继续：${again}${orUndo(again)}`,
	'command.ended.died': ({ log, again }) => `运行被中断：其进程已不存在。继续：${again}。最后的信息可能在 ${log}`,
	'command.ended.detached': '运行在后台继续。要回到它：k8s-wizard resume',
	'command.stopping': '运行将在当前改动完成后停止。再按一次 Ctrl-C 离开界面，运行仍会停止',
	'command.interrupt': '运行仍在进行：',
	'command.interrupt.goOn': '让它继续，留在此界面',
	'command.interrupt.stop': '在当前改动完成后停止',
	'command.interrupt.leave': '让它继续，离开此界面',
	'command.wasCutOff': ({ run }) => `之前的一次运行被中断：${run}`,
	'command.wasNotFinished': ({ run }) => `之前的一次运行没有完成：${run}`,
	'command.wasDone': ({ changes, steps, of }) => `它做了 ${changes} 项改动，完成了 ${of} 个步骤中的 ${steps} 个`,
	'command.standing.applied': ({ step, what }) => `在“${step}”中被中断：${what}。从主机看，已经生效`,
	'command.standing.not-applied': ({ step, what }) => `在“${step}”中被中断：${what}。从主机看，没有生效或没有完全生效`,
	'command.standing.unknown': ({ step, what }) => `在“${step}”中被中断：${what}。它不在此计划中，或无法检查`,
	'command.nothingToResume': '没有未完成的运行，无需操作',
	'command.requestGone': ({ run }) => `已无法读取运行 ${run} 的请求。请重新给出答案：k8s-wizard --answers 文件`,
	'command.changedAnswers': ({ run }) => `这些答案与未完成的运行 ${run} 开始时的答案不同：`,
	'command.changedAnswers.line': ({ key, was, is }) => `${key}：${was} -> ${is}`,
	'command.changedAnswers.todo':
		'未做任何改动。k8s-wizard resume 用原来的答案继续，--changed-answers 用新的答案继续，k8s-wizard undo 全部还原',
	'command.changedAnswers.confirm': '用新的答案继续吗？',
	'command.undo.nothing': '没有可还原的内容：本工具未改动过此主机',
	'command.undo.head': ({ changes }) => `将还原 ${changes} 项改动，从最后一项开始：`,
	'command.undo.line': ({ step, what }) => `  - ${step}：${what}`,
	'command.undo.consent': '全部还原吗？',
	'command.undo.residue': '只有以下路径可能与之前不同：',
	'command.undo.residueLine': ({ path, why }) => `  ${path}：${why}`,
	'command.reset.nothing': '此主机上没有由本工具建立的集群',
	'command.reset.head': ({ changes }) => `此主机上的集群及其中运行的一切都将消失；还原 ${changes} 项改动：`,
	'command.reset.consent': '移除集群吗？',
	'command.status.nodes': '节点',
	'command.status.node': ({ name, ready, version, detail }) =>
		ready ? `${name}：Ready，${version}` : `${name}：未就绪，${version}：${detail}`,
	'command.status.pods': 'Pod',
	'command.status.pod': ({ namespace, name, phase, ready, containers, restarts }) =>
		`${namespace}/${name}：${phase}，就绪 ${ready}/${containers}，重启 ${restarts} 次`,
	'command.status.noCluster': '此主机上没有集群',
	'command.status.images': '镜像',
	'command.status.certificates': '证书',
	'command.status.certificate': ({ path, date, daysLeft }) =>
		daysLeft < 0 ? `${path}：已于 ${date} 过期` : `${path}：有效期至 ${date}，剩余 ${daysLeft} 天`,
	'command.status.changes': 'k8s-wizard 的改动',
	'command.status.change': ({ step, what }) => `${step}：${what}`,
	'command.status.cutOff': ({ step, what }) => `${step}：${what}（已开始，未报告完成）`,
	'command.status.lastRun': ({ run, result, logs }) => `最近一次运行：${run}，${result}。日志：${logs}`,
	'command.status.running': ({ run }) => `有一次运行正在进行：${run}。查看：k8s-wizard resume`,
	'command.status.couldNotLook': ({ reason }) => `无法检查：${reason}`,
	'command.status.none': '无',
	'command.event.fix': ({ run }) => `正在执行修复（运行 ${run}）`,
	'troubleshoot.looking': '正在检查本机，不做任何改动',
	'troubleshoot.choose': '接下来怎么办？',
	'troubleshoot.choose.apply': '应用修复',
	'troubleshoot.choose.skip': '先不管，看下一项',
	'troubleshoot.choose.explain': '说明',
	'troubleshoot.choose.stop': '到此为止',
	'troubleshoot.stopped': '已停止。已修复的部分保留',
	'troubleshoot.holds': ({ what }) => `满足以下条件即为修复：${what}`,
	'troubleshoot.source': ({ source }) => `依据：${source}`,
	'troubleshoot.left': ({ count }) => `还剩 ${count} 项`,
	'troubleshoot.nothing': '没有发现问题：未见已知故障',
	'troubleshoot.unread': ({ name, reason }) => `无法检查：${name}：${reason}`,
	'troubleshoot.noLog': ({ file }) => `无法读取日志：${file}`,
	'troubleshoot.jsonReports': '--json 只输出报告；要应用修复请去掉它',
	'troubleshoot.title': '故障排查',
	'command.demo.composed': '这是拼装的模型主机：仿照真实主机，不触碰任何主机，也不使用网络',
	'command.demo.unknownHost': ({ host, hosts }) => `没有名为 ${host} 的模型主机。现有：${hosts}`,
}
