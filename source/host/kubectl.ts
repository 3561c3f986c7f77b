import type { Argv, Host } from './host.ts'

/** kubectl keeps what it learned about an API server in the user's home unless it is told another place. */
const cache = '/run/k8s-wizard/kubectl'

/** The argv of a kubectl that leaves nothing in the user's home; a server that does not answer costs ten seconds. */
export function kubectl(kubeconfig: string, ...rest: readonly string[]): Argv {
	return ['kubectl', `--kubeconfig=${kubeconfig}`, `--cache-dir=${cache}`, '--request-timeout=10s', ...rest]
}

/** The API server that this kubeconfig names answers and is ready. */
export async function apiAnswers(host: Host, kubeconfig: string): Promise<boolean> {
	if (!(await host.stat(kubeconfig))) return false
	const result = await host.look(kubectl(kubeconfig, 'get', '--raw=/readyz'), { timeout: 15_000 })
	return result.exitCode === 0 && result.stdout.trim() === 'ok'
}
