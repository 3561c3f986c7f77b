import { succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { apiAnswers, kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { commandLine } from './quote.ts'

/** A taint that a node must not have, so that ordinary pods may run there. */
export interface UntaintChange extends ChangeBase {
	readonly kind: 'untaint'
	readonly node: string
	/** Key of the taint: 'node-role.kubernetes.io/master'. */
	readonly taint: string
	readonly kubeconfig: string
}

interface Before {
	/** 'key=value:Effect', as kubectl takes it. */
	readonly taints: readonly string[]
}

async function taintsOf(host: Host, { node, taint, kubeconfig }: UntaintChange): Promise<string[]> {
	const template = '{range .spec.taints[*]}{.key}{"="}{.value}{":"}{.effect}{"\\n"}{end}'
	const result = await host.look(kubectl(kubeconfig, 'get', 'node', node, '-o', `jsonpath=${template}`), {
		timeout: 15_000,
	})
	return succeeded(result)
		.stdout.split('\n')
		.filter(line => line.startsWith(`${taint}=`))
}

export const untaint: ChangeKind<UntaintChange, Before> = {
	kind: 'untaint',
	describe: ({ node, taint }) => message('change.untaint', { node, taint }),

	async inspect(change, { host }) {
		const { node, taint, kubeconfig } = change
		const after = { node, without: taint }
		if (!(await host.stat(kubeconfig)))
			return { state: 'pending', before: { taints: [] }, diff: [`-taint ${taint}`], after }
		if (!(await apiAnswers(host, kubeconfig)))
			return { state: 'unknown', reason: `${kubeconfig}: the API server does not answer` }
		const taints = await taintsOf(host, change)
		if (taints.length === 0) return { state: 'settled' }
		return { state: 'pending', before: { taints }, diff: taints.map(found => `-taint ${found}`), after }
	},

	async apply({ node, taint, kubeconfig }, { host, log, signal }) {
		succeeded(await host.act(kubectl(kubeconfig, 'taint', 'nodes', node, `${taint}-`), { log, signal }), log)
	},

	async undo({ node, kubeconfig }, before, { host, log }) {
		if (!(await apiAnswers(host, kubeconfig))) return { undone: true }
		for (const taint of before.taints) {
			// An empty value is left out.
			const argv = kubectl(kubeconfig, 'taint', 'nodes', node, taint.replace('=:', ':'), '--overwrite')
			succeeded(await host.act(argv, { log }), log)
		}
		return { undone: true }
	},

	shell: ({ node, taint, kubeconfig }) => [
		`${commandLine(['kubectl', `--kubeconfig=${kubeconfig}`, 'taint', 'nodes', node, `${taint}-`])} || true`,
	],
}
