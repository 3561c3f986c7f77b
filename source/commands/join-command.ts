import { type JoinRole, joinAnswersText, joinEndpoint } from '../answers/join/text.ts'
import { type FreshJoin, freshJoin } from '../changes/fresh-join.ts'
import { caHashPlace, filled, untilOf } from '../changes/join-answers.ts'
import { secretPlaces } from '../changes/kubeadm-join.ts'
import { paths } from '../engine/paths.ts'
import { makePrivateDirectory } from '../engine/private-files.ts'
import { message, say } from '../locales/message.ts'
import { adminKubeconfig } from '../steps/changes.ts'
import { criSocket } from '../steps/node.ts'
import type { Arguments } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { readHost } from './prepare.ts'
import { Refusal } from './refusal.ts'
import type { Terminal } from './terminal.ts'
import type { World } from './world.ts'

/**
 * `k8s-wizard join-command`: a fresh token, for a control plane the certificates put into the cluster again, and what the next host is
 * started with. That alone goes to standard output, so that it can be piped to the host; the rest is said on the other.
 */
export async function joinCommand(
	world: World,
	terminal: Terminal,
	{ role, joinFormat }: Pick<Arguments, 'role' | 'joinFormat'>,
): Promise<ExitCode> {
	const { host } = world.tools
	const { record } = await readHost(world)
	if (!(await host.stat(adminKubeconfig))) throw new Refusal(exitCodes.hostCannot, message('command.join.notHere'))
	if (!record) throw new Refusal(exitCodes.hostCannot, message('command.join.noRecord'))
	const { answers } = record
	await makePrivateDirectory(host, paths.logs)
	await makePrivateDirectory(host, paths.scratch)
	const context = { host, log: `${paths.logs}/join-command.log`, signal: new AbortController().signal }
	const controlPlane = role === 'join-control-plane'
	const node = { kubeconfig: adminKubeconfig, criSocket, nodeAddress: answers.nodeAddress }
	const fresh = await freshJoin(context, node, controlPlane)
	const file = filled(joinAnswersText(answers, role, { ...secretPlaces, caCertHash: caHashPlace }), fresh, controlPlane)
	const formats = {
		answers: () => file.trimEnd(),
		line: () => asLine(file, role),
		kubeadm: () => asKubeadm(joinEndpoint(answers), fresh),
	}
	terminal.out(formats[joinFormat]())
	const until = untilOf(fresh, controlPlane)
	terminal.error(say(message('command.join.until', { until }), terminal.language))
	return exitCodes.done
}

/** To be pasted into a root shell: the secrets reach a file of root's, and no program's arguments. */
function asLine(file: string, role: JoinRole): string {
	const path = `/root/${role}.yaml`
	const text = Buffer.from(file).toString('base64')
	return `(umask 077; base64 -d >${path} <<<'${text}') && k8s-wizard --answers ${path}`
}

function asKubeadm(endpoint: string, { token, caCertHash, certificateKey }: FreshJoin): string {
	const more = certificateKey === undefined ? '' : ` --control-plane --certificate-key ${certificateKey}`
	return `kubeadm join ${endpoint} --token ${token} --discovery-token-ca-cert-hash ${caCertHash}${more}`
}
