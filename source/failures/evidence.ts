import type { Host } from '../host/host.ts'
import { kubectl } from '../host/kubectl.ts'
import { strip } from '../host/strip.ts'
import type { Evidence, EvidenceSource } from './failure.ts'

/** Lines taken of each journal, and of each container's log. */
const journalLines = 3000
const podLines = 80
/** Containers whose logs are read, the newest first. */
const mostContainers = 24
/** Milliseconds for each source. */
const timeout = 8_000

const adminConfig = '/etc/kubernetes/admin.conf'
const podLogs = '/var/log/pods'
/** Namespaces of pods that the cluster itself is made of. */
const systemNamespaces = /^(?:kube-system|kube-flannel|calico-system|tigera-operator)_/

export interface EvidenceRequest {
	/** Only what was written in this many seconds before now. */
	readonly seconds: number
	/** Texts that are at hand already: the output of the failed command. */
	readonly given: readonly EvidenceSource[]
	/** Leaves out what pods can write: it proves nothing, and takes time to collect. */
	readonly trustedOnly?: boolean
}

type Looked = { source: EvidenceSource } | { unread: { name: string; reason: string } }

/** Collects evidence on a host: all at once, read-only, each with a time-out. Never throws. */
export async function collectEvidence(host: Host, { seconds, given, trustedOnly }: EvidenceRequest): Promise<Evidence> {
	const looked = (
		await Promise.all([
			journalOf(host, 'kubelet', seconds),
			journalOf(host, 'containerd', seconds),
			...(trustedOnly ? [] : [containerLogs(host), events(host)]),
		])
	).flat()
	return {
		sources: [...given, ...looked.flatMap(one => ('source' in one ? [one.source] : []))],
		unread: looked.flatMap(one => ('unread' in one ? [one.unread] : [])),
	}
}

async function journalOf(host: Host, unit: string, seconds: number): Promise<Looked[]> {
	// Of options that systemd 219 knows.
	const argv = ['journalctl', '-u', `${unit}.service`, `--since=-${Math.ceil(seconds)}s`, `-n${journalLines}`] as const
	return textOf(host, unit, 'host', [...argv, '--no-pager', '-o', 'cat'])
}

async function textOf(
	host: Host,
	name: string,
	trust: EvidenceSource['trust'],
	argv: readonly [string, ...string[]],
): Promise<Looked[]> {
	try {
		const { stdout, stderr, cut, exitCode } = await host.look(argv, { timeout })
		if (cut !== undefined || exitCode !== 0) {
			return [{ unread: { name, reason: cut ?? strip(stderr).trim().split('\n')[0] ?? '' } }]
		}
		return stdout.trim() === '' ? [] : [{ source: { name, trust, text: stdout } }]
	} catch (error) {
		return [{ unread: { name, reason: String(error) } }]
	}
}

/** The last lines of each container of the cluster's own pods; those that died left nothing else. */
async function containerLogs(host: Host): Promise<Looked[]> {
	try {
		const pods = ((await host.list(podLogs)) ?? []).filter(name => systemNamespaces.test(name))
		const files = (await Promise.all(pods.map(pod => newestLogs(host, `${podLogs}/${pod}`)))).flat()
		return (
			await Promise.all(
				files
					.slice(0, mostContainers)
					.map(({ name, path }) => textOf(host, `pod ${name}`, 'pods', ['tail', '-n', String(podLines), path])),
			)
		).flat()
	} catch (error) {
		return [{ unread: { name: podLogs, reason: String(error) } }]
	}
}

/** '/var/log/pods/NAMESPACE_POD_UID/CONTAINER/N.log': the two newest of each container, of which one may be starting. */
async function newestLogs(host: Host, pod: string): Promise<{ name: string; path: string }[]> {
	const containers = (await host.list(pod)) ?? []
	const logs = await Promise.all(
		containers.map(async container => {
			const numbers = ((await host.list(`${pod}/${container}`)) ?? [])
				.map(file => /^(\d+)\.log$/.exec(file)?.[1])
				.flatMap(number => (number === undefined ? [] : [Number(number)]))
				.sort((one, other) => other - one)
			return numbers.slice(0, 2).map(number => ({ name: container, path: `${pod}/${container}/${number}.log` }))
		}),
	)
	return logs.flat()
}

async function events(host: Host): Promise<Looked[]> {
	try {
		if (!(await host.stat(adminConfig))) return []
	} catch (error) {
		return [{ unread: { name: 'events', reason: String(error) } }]
	}
	return textOf(
		host,
		'events',
		'pods',
		kubectl(adminConfig, 'get', 'events', '--all-namespaces', '--field-selector=type=Warning'),
	)
}
