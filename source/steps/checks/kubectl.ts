import * as v from 'valibot'
import type { Host, Looked } from '../../host/host.ts'
import { kubectl } from '../../host/kubectl.ts'
import { adminKubeconfig } from '../changes.ts'

/** What `kubectl get` says, read by a schema. An API server that does not answer is a look that failed. */
export async function kubectlGet<Schema extends v.GenericSchema>(
	host: Host,
	schema: Schema,
	what: readonly string[],
	kubeconfig: string = adminKubeconfig,
): Promise<Looked<v.InferOutput<Schema>>> {
	const result = await host.look(kubectl(kubeconfig, 'get', ...what, '-o', 'json'), { timeout: 15_000 })
	if (result.exitCode !== 0) return { looked: false, reason: lastLine(`${result.stdout}\n${result.stderr}`) }
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), result.stdout)
	if (parsed.success) return { looked: true, value: parsed.output }
	return { looked: false, reason: `kubectl get ${what.join(' ')}: ${parsed.issues[0].message}` }
}

function lastLine(text: string): string {
	return text.trim().split('\n').pop() ?? ''
}
