import type { engine as english } from '../en/engine.ts'

export const engine: {
	readonly [Key in keyof typeof english]: (typeof english)[Key] extends string ? string : (typeof english)[Key]
} = {
	'engine.bug': 'k8s-wizard 自身发生意外错误，详情见日志',
	'engine.bug.todo': '请附上日志提交问题报告。',
	'engine.hostError': ({ operation, subject }) => `主机拒绝操作：${operation} ${subject}`,
	'engine.unknownKind': ({ kind }) => `账本中有当前版本不认识的变更类型：${kind}`,
	'engine.command.failed': ({ program, exitCode }) => `${program} 执行失败，退出码 ${exitCode}`,
	'engine.command.not-found': ({ program }) => `找不到可执行的 ${program}`,
	'engine.command.timed-out': ({ program }) => `${program} 超时，已被终止`,
	'engine.command.stopped': ({ program }) => `${program} 在完成之前被停止`,
	'engine.couldNotLook': ({ what }) => `无法检查：${what}`,
	'engine.noEffect': ({ what }) => `执行未报错，但仍未生效：${what}`,
	'engine.notAsAnnounced': ({ what }) => `生成计划之后主机发生了变化：${what}`,
	'engine.notAsAnnounced.todo': '对此未做任何操作。请重新启动 k8s-wizard，它会按主机当前状态给出新的计划。',
	'engine.cutOffStop': ({ what }) => `此操作曾被中断，按主机当前状态不会再次执行：${what}`,
	'engine.recovery.unknown': '无法从主机判断它执行到了哪一步。',
	'engine.checkFailed': ({ what, seconds }) => (seconds === 0 ? `未满足：${what}` : `${seconds} 秒内未达到：${what}`),
	'engine.checkBroken': ({ what, seconds }) =>
		seconds === 0 ? `无法检查：${what}` : `${seconds} 秒内始终无法检查：${what}`,
	'engine.endedEarly': ({ title }) => `已提前结束，继续等待也无济于事：${title}`,
	'engine.damagedImage': ({ path }) => `无法恢复原状：${path} 丢失或已被改动`,
	'engine.runnerNotStarted': 'systemd 无法启动本次运行',
	'engine.notBuilt': '运行必须从构建好的程序启动，请先执行构建（npm run build）',
	'engine.nodeUnreadable': '无法读取 node 可执行文件，因而不能生成仅 root 可修改的副本',
	'engine.planDiffers': '当前版本生成的计划与已确认的计划不一致',
	'engine.requestMissing': ({ path }) => `无法读取本次运行的请求：${path}`,
	'engine.residue.journal': '历次运行的日志账本、变更前的备份，以及程序副本',
	'engine.residue.logs': '历次运行的日志',
	'engine.residue.scratch': '临时文件，下次启动后消失',
	'engine.residue.account': '软件包增删账户时，账户工具自动生成的备份',
	'engine.residue.packages': '包管理器自己的记录：它记住每一次事务，而不仅是最终结果',
	'engine.residue.lists': '已下载的软件包列表和软件包',
	'engine.residue.packageLogs': '包管理器的日志',
	'engine.residue.cache': '软件包增删动态库时会重新生成的缓存',
	'engine.residue.hostLogs': '主机自身的日志',
}
