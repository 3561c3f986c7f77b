import type { Argv, Host, Looked } from '../../host/host.ts'

export interface NodeStatus {
	readonly name: string
	readonly ready: boolean
	readonly version: string
	/** Why it is not ready, in the kubelet's words. */
	readonly detail: string
}

export interface PodStatus {
	readonly namespace: string
	readonly name: string
	readonly phase: string
	/** Containers that are ready, of all. */
	readonly ready: number
	readonly containers: number
	readonly restarts: number
}

interface List<Item> {
	items?: Item[]
}
interface RawNode {
	metadata?: { name?: string }
	status?: {
		nodeInfo?: { kubeletVersion?: string }
		conditions?: { type?: string; status?: string; message?: string }[]
	}
}
interface RawPod {
	metadata?: { name?: string; namespace?: string }
	status?: { phase?: string; containerStatuses?: { ready?: boolean; restartCount?: number }[] }
	spec?: { containers?: unknown[] }
}

const kubeconfig = '/etc/kubernetes/admin.conf'

/** The cluster's nodes, as its API server tells them. */
export async function readNodes(host: Host): Promise<Looked<readonly NodeStatus[]>> {
	const list = await kubectl<RawNode>(host, ['get', 'nodes'])
	return mapped(list, ({ metadata, status }) => {
		const ready = status?.conditions?.find(({ type }) => type === 'Ready')
		return {
			name: metadata?.name ?? '',
			ready: ready?.status === 'True',
			version: status?.nodeInfo?.kubeletVersion ?? '',
			detail: ready?.message ?? '',
		}
	})
}

/** All pods of all namespaces. */
export async function readPods(host: Host): Promise<Looked<readonly PodStatus[]>> {
	const list = await kubectl<RawPod>(host, ['get', 'pods', '--all-namespaces'])
	return mapped(list, ({ metadata, status, spec }) => ({
		namespace: metadata?.namespace ?? '',
		name: metadata?.name ?? '',
		phase: status?.phase ?? '',
		ready: (status?.containerStatuses ?? []).filter(({ ready }) => ready).length,
		containers: spec?.containers?.length ?? 0,
		restarts: (status?.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
	}))
}

/** Names of the images that containerd has for Kubernetes. */
export async function readImages(host: Host): Promise<Looked<readonly string[]>> {
	const looked = await host.look(['ctr', '-n', 'k8s.io', 'images', 'list', '-q'])
	if (looked.exitCode !== 0) return { looked: false, reason: reasonOf(looked) }
	const names = looked.stdout.split('\n').filter(name => name !== '' && !/^sha256:|@sha256:/.test(name))
	return { looked: true, value: names.sort() }
}

async function kubectl<Item>(host: Host, words: readonly string[]): Promise<Looked<readonly Item[]>> {
	const argv: Argv = ['kubectl', `--kubeconfig=${kubeconfig}`, '--request-timeout=5s', ...words, '--output=json']
	const looked = await host.look(argv)
	if (looked.exitCode !== 0) return { looked: false, reason: reasonOf(looked) }
	try {
		return { looked: true, value: (JSON.parse(looked.stdout) as List<Item>).items ?? [] }
	} catch {
		return { looked: false, reason: 'kubectl: no JSON' }
	}
}

function mapped<From, To>(looked: Looked<readonly From[]>, to: (item: From) => To): Looked<readonly To[]> {
	return looked.looked ? { looked: true, value: looked.value.map(to) } : looked
}

function reasonOf({ argv, stderr, stdout, cut }: Awaited<ReturnType<Host['look']>>): string {
	const words = `${stderr}\n${stdout}`.split('\n').filter(line => line.trim() !== '')
	return words.at(-1) ?? `${argv[0]}: ${cut ?? 'failed'}`
}
