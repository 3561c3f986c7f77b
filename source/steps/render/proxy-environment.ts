import type { Answers } from '../../answers/answers.ts'
import type { ProxyPlan } from '../resolution.ts'

/** An environment file for programs that fetch through the proxy. */
export function proxyEnvironment(proxy: ProxyPlan, answers: Answers): string {
	const values: readonly (readonly [string, string | undefined])[] = [
		['HTTP_PROXY', proxy.http],
		['HTTPS_PROXY', proxy.https],
		['NO_PROXY', withoutProxy(answers).join(',')],
	]
	const lines = values.flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${value}"`]))
	return `# Written by k8s-wizard.\n${lines.join('\n')}\n`
}

/** The operator's own list, and what never leaves the cluster. */
export function withoutProxy({ proxy, hostname, nodeAddress, podSubnet, serviceSubnet }: Answers): string[] {
	const cluster = [
		'localhost',
		'127.0.0.1',
		hostname,
		nodeAddress,
		...podSubnet,
		...serviceSubnet,
		'.svc',
		'.cluster.local',
	]
	return [...new Set([...(proxy?.noProxy ?? []), ...cluster])]
}
