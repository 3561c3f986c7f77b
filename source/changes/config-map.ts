import { succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { apiAnswers, kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { diffLines } from './diff-lines.ts'
import { commandLine } from './quote.ts'
import { sha256 } from './sha256.ts'

/** One key of a ConfigMap that is in the cluster already. */
export interface ConfigMapChange extends ChangeBase {
	readonly kind: 'config-map'
	readonly namespace: string
	readonly name: string
	/** 'Corefile' */
	readonly key: string
	readonly content: string
	/** '/etc/kubernetes/admin.conf' */
	readonly kubeconfig: string
}

interface Before {
	/** Hash of what the key held. */
	readonly content: string
}

type Place = Pick<ConfigMapChange, 'namespace' | 'name' | 'key' | 'kubeconfig'>

/** What a key of a ConfigMap holds; undefined: there is no such map or key. Throws CommandError. */
export async function configMapKey(
	host: Pick<Host, 'look'>,
	{ namespace, name, key, kubeconfig }: Place,
): Promise<string | undefined> {
	const argv = kubectl(kubeconfig, '-n', namespace, 'get', 'configmap', name, '--ignore-not-found', '-o', 'json')
	const { stdout } = succeeded(await host.look(argv, { timeout: 15_000 }))
	if (stdout.trim() === '') return undefined
	const value: unknown = JSON.parse(stdout)
	const data = typeof value === 'object' && value !== null && 'data' in value ? value.data : undefined
	if (typeof data !== 'object' || data === null) return undefined
	const content = (data as Readonly<Record<string, unknown>>)[key]
	return typeof content === 'string' ? content : undefined
}

function patch({ namespace, name, key, kubeconfig }: Place, content: string) {
	const data = JSON.stringify({ data: { [key]: content } })
	return kubectl(kubeconfig, '-n', namespace, 'patch', 'configmap', name, '--type=merge', `--patch=${data}`)
}

export const configMap: ChangeKind<ConfigMapChange, Before> = {
	kind: 'config-map',
	describe: ({ namespace, name, key }) => message('change.configMap', { name: `${namespace}/${name}`, key }),

	async inspect(change, { host, keep }) {
		const { namespace, name, key, content, kubeconfig } = change
		if (!(await apiAnswers(host, kubeconfig)))
			return { state: 'unknown', reason: `${kubeconfig}: the API server does not answer` }
		const now = await configMapKey(host, change)
		if (now === content) return { state: 'settled' }
		const path = `${namespace}/${name}/${key}`
		return {
			state: 'pending',
			before: { content: await keep(Buffer.from(now ?? '')) },
			diff: diffLines(path, now, content),
			after: { configMap: path, content: sha256(content) },
		}
	},

	async apply(change, { host, log, signal }) {
		succeeded(await host.act(patch(change, change.content), { log, signal }), log)
	},

	async undo(change, before, { host, log, kept }) {
		// A reset has taken the whole cluster away, this map with it.
		if (!(await apiAnswers(host, change.kubeconfig))) return { undone: true }
		const now = await configMapKey(host, change)
		const old = Buffer.from(await kept(before.content)).toString('utf8')
		if (now === undefined || now === old) return { undone: true }
		const { namespace, name, key } = change
		if (now !== change.content) {
			return { undone: false, kept: message('change.kept.edited', { path: `${namespace}/${name}/${key}` }) }
		}
		succeeded(await host.act(patch(change, old), { log }), log)
		return { undone: true }
	},

	shell: ({ namespace, name, key, content, kubeconfig }) => [
		commandLine([
			'kubectl',
			`--kubeconfig=${kubeconfig}`,
			'-n',
			namespace,
			'patch',
			'configmap',
			name,
			'--type=merge',
			`--patch=${JSON.stringify({ data: { [key]: content } })}`,
		]),
	],
}
