import { type History, readHistory } from '../engine/history.ts'
import { lockHolder } from '../engine/lock.ts'
import { runPaths } from '../engine/paths.ts'
import type { Host, Looked } from '../host/host.ts'
import { strip } from '../host/strip.ts'
import { type Message, message, say } from '../locales/message.ts'
import { stepTitle } from '../locales/step-words.ts'
import { indent, wrap } from '../locales/wrap.ts'
import type { Arguments } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { needsRoot } from './refusal.ts'
import { type Certificate, readCertificates } from './status/certificates.ts'
import { type NodeStatus, type PodStatus, readImages, readNodes, readPods } from './status/cluster.ts'
import type { Terminal } from './terminal.ts'
import type { World } from './world.ts'

interface Status {
	/** Undefined: no cluster was ever made or joined here. */
	readonly cluster: { nodes: Looked<readonly NodeStatus[]>; pods: Looked<readonly PodStatus[]> } | undefined
	readonly images: Looked<readonly string[]>
	readonly certificates: Looked<readonly Certificate[]>
	readonly changes: readonly { step: string; what: Message; run: string; applied: boolean }[]
	readonly lastRun: { run: string; purpose: string; result: string | undefined; logs: string } | undefined
	readonly running: string | undefined
}

/** `k8s-wizard status`: node, pods, images, certificates' expiry and what we changed. Exit 3: something could not be looked at. */
export async function status({ tools: { host } }: World, terminal: Terminal, { json }: Arguments): Promise<ExitCode> {
	if (host.kind === 'real' && process.getuid?.() !== 0) throw needsRoot()
	const found = await readStatus(host)
	if (json) terminal.out(JSON.stringify(found))
	else for (const line of statusText(found, terminal)) terminal.out(line)
	return looksOf(found).every(({ looked }) => looked) ? exitCodes.done : exitCodes.hostCannot
}

async function readStatus(host: Host): Promise<Status> {
	const [history, holder, admin, containerd] = await Promise.all([
		readHistory(host),
		lockHolder(host),
		host.stat('/etc/kubernetes/admin.conf'),
		host.stat('/run/containerd/containerd.sock'),
	])
	const none = { looked: true, value: [] } as const
	const [cluster, images, certificates] = await Promise.all([
		admin ? Promise.all([readNodes(host), readPods(host)]) : undefined,
		containerd ? readImages(host) : none,
		readCertificates(host),
	])
	return {
		cluster: cluster && { nodes: cluster[0], pods: cluster[1] },
		images,
		certificates,
		changes: history.changes
			.filter(({ undone }) => !undone)
			.map(({ step, what, run, applied }) => ({ step, what, run, applied })),
		lastRun: lastRunOf(history),
		running: holder?.run,
	}
}

function lastRunOf({ runs }: History): Status['lastRun'] {
	const last = runs.at(-1)
	return last && { run: last.run, purpose: last.purpose, result: last.result, logs: runPaths(last.run).logs }
}

function looksOf({ cluster, images, certificates }: Status): Looked<unknown>[] {
	return [...(cluster ? [cluster.nodes, cluster.pods] : []), images, certificates]
}

function statusText(found: Status, { language, columns }: Terminal): string[] {
	const words = (what: Message): string => strip(say(what, language))
	const lines: string[] = []
	const part = <Item>(title: Message, looked: Looked<readonly Item[]>, row: (item: Item) => Message): void => {
		lines.push(...wrap(words(title), columns))
		if (!looked.looked) {
			lines.push(...indent(words(message('command.status.couldNotLook', { reason: looked.reason })), '  ? ', columns))
		} else if (looked.value.length === 0) {
			lines.push(`  ${words(message('command.status.none'))}`)
		} else {
			lines.push(...looked.value.flatMap(item => indent(words(row(item)), '  ', columns)))
		}
	}

	if (found.running) lines.push(...wrap(words(message('command.status.running', { run: found.running })), columns))
	if (found.cluster) {
		part(message('command.status.nodes'), found.cluster.nodes, node => message('command.status.node', { ...node }))
		part(message('command.status.pods'), found.cluster.pods, pod => message('command.status.pod', { ...pod }))
	} else {
		lines.push(words(message('command.status.noCluster')))
	}
	part(message('command.status.images'), found.images, image => message('command.verbatim', { text: image }))
	part(message('command.status.certificates'), found.certificates, certificate =>
		message('command.status.certificate', { ...certificate, date: certificate.notAfter.slice(0, 10) }),
	)
	part(message('command.status.changes'), { looked: true, value: found.changes }, ({ step, what, applied }) =>
		message(applied ? 'command.status.change' : 'command.status.cutOff', { step: stepTitle(step), what }),
	)
	if (found.lastRun) {
		const { run, logs, result } = found.lastRun
		lines.push(...wrap(words(message('command.status.lastRun', { run, logs, result: result ?? 'cut off' })), columns))
	}
	return lines
}
