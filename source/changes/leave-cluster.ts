import { HostError, succeeded } from '../host/errors.ts'
import { kubectl } from '../host/kubectl.ts'
import { message } from '../locales/message.ts'
import type { Leave, UndoContext } from './change.ts'

const copy = '/run/k8s-wizard/leave.conf'

/** Keeps the way into the cluster open while a reset removes this node's own. */
export async function keepAccess({ host }: UndoContext, { kubeconfig }: Leave): Promise<void> {
	const content = await host.readText(kubeconfig)
	if (content === undefined) throw new HostError('read', kubeconfig, 'ENOENT')
	await host.writeFile(copy, content, { mode: 0o600, uid: 0, gid: 0 })
}

/** Takes the node's object out of the cluster, through a control plane that stays. */
export async function removeNode({ host, log, progress }: UndoContext, { node, server }: Leave): Promise<void> {
	try {
		const words = ['delete', 'node', node, '--ignore-not-found', '--wait=false']
		succeeded(
			await host.act(kubectl(copy, ...(server === undefined ? [] : [`--server=${server}`]), ...words), { log }),
			log,
		)
		progress(message('change.leave.node', { node }))
	} finally {
		await host.remove(copy)
	}
}
