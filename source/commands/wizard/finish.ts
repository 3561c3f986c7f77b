import { createHash, X509Certificate } from 'node:crypto'
import * as v from 'valibot'
import { runPaths } from '../../engine/paths.ts'
import { readRequest } from '../../engine/request.ts'
import type { Host } from '../../host/host.ts'
import { message } from '../../locales/message.ts'
import { adminKubeconfig } from '../../steps/changes.ts'
import type { Finish } from '../../ui/port.ts'
import type { FrontEnd } from '../front-ends/front-end.ts'
import type { Terminal } from '../terminal.ts'

const Token = v.object({
	token: v.string(),
	expires: v.optional(v.string()),
	usages: v.optional(v.array(v.string()), []),
})

/** What there is to know when a run is done. Only looks: no token is made for it. */
export async function finishOf(host: Host, run: string): Promise<Finish> {
	const { answers, logs } = runPaths(run)
	const request = await readRequest(host, run)
	const endpoint = request?.purpose === 'run' ? request.context.answers.controlPlaneEndpoint : undefined
	const kubeconfig = (await host.stat(adminKubeconfig)) ? adminKubeconfig : undefined
	const join = endpoint !== undefined && kubeconfig ? await joinLine(host, endpoint) : undefined
	return { answers, logs, kubeconfig, join }
}

/** The command that joins a worker by the token that kubeadm made and that lives longest; undefined: there is none. */
async function joinLine(host: Host, endpoint: string): Promise<Finish['join']> {
	const [list, ca] = await Promise.all([
		host.look(['kubeadm', 'token', 'list', '--kubeconfig', adminKubeconfig, '-o', 'json']),
		host.readText('/etc/kubernetes/pki/ca.crt'),
	])
	const hash = ca === undefined ? undefined : publicKeyHash(ca)
	if (list.exitCode !== 0 || hash === undefined) return undefined
	const tokens = tokensIn(list.stdout).filter(({ usages }) => usages.includes('authentication'))
	const [longest] = tokens.sort((one, other) => (other.expires ?? '9').localeCompare(one.expires ?? '9'))
	if (!longest) return undefined
	return {
		command: `kubeadm join ${endpoint} --token ${longest.token} --discovery-token-ca-cert-hash sha256:${hash}`,
		until: longest.expires?.slice(0, 16).replace('T', ' ') ?? '-',
	}
}

/** kubeadm prints one JSON object after the other. */
function tokensIn(text: string): v.InferOutput<typeof Token>[] {
	return text
		.split(/\n(?=\{)/)
		.map(part => v.safeParse(v.pipe(v.string(), v.parseJson(), Token), part.trim()))
		.flatMap(parsed => (parsed.success ? [parsed.output] : []))
}

function publicKeyHash(pem: string): string | undefined {
	try {
		const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })
		return createHash('sha256').update(key).digest('hex')
	} catch {
		return undefined
	}
}

/** Neither broken nor boxed: it is there to be copied. */
export function tellJoin(frontEnd: FrontEnd, terminal: Terminal, join: Finish['join']): void {
	if (!join) return
	frontEnd.say(message('ui.done.join', { until: join.until }))
	terminal.out(join.command)
}
