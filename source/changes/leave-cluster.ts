import { HostError, succeeded } from '../host/errors.ts'
import type { CommandResult } from '../host/host.ts'
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
	{ node, kubeconfig, servers }: Leave,
	reset: () => Promise<Result>,
): Promise<Result> {
	const content = await host.readText(kubeconfig)
	if (content === undefined) throw new HostError('read', kubeconfig, 'ENOENT')
	return withSecretFile(host, 'leave.conf', content, async path => {
		const result = await reset()
		const remove = (...through: string[]): Promise<CommandResult> =>
			host.act(kubectl(path, ...through, 'delete', 'node', node, '--ignore-not-found', '--wait=false'), { log })
		const [first, ...others] = servers.map(url => `--server=${url}`)
		let removed = await (first === undefined ? remove() : remove(first))
		for (const other of others) if (removed.exitCode !== 0) removed = await remove(other)
		succeeded(removed, log)
		progress(message('change.leave.node', { node }))
		return result
	})
}
