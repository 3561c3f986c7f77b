import { succeeded } from '../host/errors.ts'
import { apiAnswers, kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { commandLine } from './quote.ts'
import { sha256 } from './sha256.ts'

/** Objects of a manifest file in the cluster, by `kubectl apply`. */
export interface ManifestChange extends ChangeBase {
	readonly kind: 'manifest'
	/** Of the rendered manifest on the host. */
	readonly path: string
	/** SHA-256 of its content, so that another content is another change. */
	readonly sha256: string
	/** '/etc/kubernetes/admin.conf' */
	readonly kubeconfig: string
}

interface Before {
	/** Objects of the manifest that the cluster had: 'daemonset.apps/kube-flannel-ds'. */
	readonly present: readonly string[]
}

const minute = 60_000

export const manifest: ChangeKind<ManifestChange, Before> = {
	kind: 'manifest',
	describe: ({ path }) => message('change.manifest', { path }),

	async inspect(change, { host }) {
		const { path, kubeconfig } = change
		const pending = (present: readonly string[], diff: readonly string[]) =>
			({ state: 'pending', before: { present }, diff, after: { manifest: path, sha256: change.sha256 } }) as const
		// Without a cluster there is nothing to compare with: that comes with an earlier step of the same plan.
		if (!(await host.stat(kubeconfig))) return pending([], [`+kubectl apply -f ${path}`])
		if (!(await apiAnswers(host, kubeconfig)))
			return { state: 'unknown', reason: `${kubeconfig}: the API server does not answer` }
		const content = await host.readBytes(path)
		if (content === undefined || sha256(content) !== change.sha256) return pending([], [`+kubectl apply -f ${path}`])
		const present = await host.look(kubectl(kubeconfig, 'get', '-f', path, '-o', 'name', '--ignore-not-found'), {
			timeout: minute,
		})
		const names = present.stdout.split('\n').filter(line => line !== '')
		const result = await host.look(kubectl(kubeconfig, 'diff', '-f', path), { timeout: minute })
		if (result.exitCode === 0) return { state: 'settled' }
		// diff asks the server, which knows nothing about objects in a namespace that the same manifest makes.
		if (/^Error from server \(NotFound\): namespaces /m.test(result.stderr))
			return pending(names, [`+kubectl apply -f ${path}`])
		if (result.exitCode !== 1 || result.cut !== undefined) return { state: 'unknown', reason: result.stderr.trim() }
		return pending(
			names,
			result.stdout.split('\n').filter(line => /^[-+]/.test(line)),
		)
	},

	async apply({ path, kubeconfig }, { host, log, signal }) {
		succeeded(await host.act(kubectl(kubeconfig, 'apply', '-f', path), { log, signal, timeout: 5 * minute }), log)
	},

	async undo({ path, kubeconfig }, before, { host, log }) {
		// A reset has taken the whole cluster away, these objects with it.
		if (!(await apiAnswers(host, kubeconfig))) return { undone: true }
		if (before.present.length > 0) {
			return { undone: false, kept: message('change.kept.objects', { objects: before.present.join(', ') }) }
		}
		const argv = kubectl(kubeconfig, 'delete', '-f', path, '--ignore-not-found', '--wait=false')
		succeeded(await host.act(argv, { log, timeout: 5 * minute }), log)
		return { undone: true }
	},

	shell: ({ path, kubeconfig }) => [commandLine(['kubectl', `--kubeconfig=${kubeconfig}`, 'apply', '-f', path])],
}
