import { HostError, succeeded } from '../host/errors.ts'
import { kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import type { Leave, UndoContext } from './change.ts'
import { withSecretFile } from './scratch.ts'

/**
 * Resets, and then takes the node's object out of the cluster through a control plane that stays: the way into the
 * cluster is kept open while the reset removes this node's own.
 */
export async function resetAndLeave<Result>(
	{ host, log, progress }: UndoContext,
	{ node, kubeconfig, server }: Leave,
	reset: () => Promise<Result>,
): Promise<Result> {
	const content = await host.readText(kubeconfig)
	if (content === undefined) throw new HostError('read', kubeconfig, 'ENOENT')
	return withSecretFile(host, 'leave.conf', content, async path => {
		const result = await reset()
		const through = server === undefined ? [] : [`--server=${server}`]
		const argv = kubectl(path, ...through, 'delete', 'node', node, '--ignore-not-found', '--wait=false')
		succeeded(await host.act(argv, { log }), log)
		progress(message('change.leave.node', { node }))
		return result
	})
}
