import { existsIn, kubeletFlags } from '../../catalog/kubernetes.ts'
import { containerdSocket } from './containerd-config.ts'

/** Where the kubelet's package reads its extra arguments, by family. */
export const kubeletEnvironmentFile = { rpm: '/etc/sysconfig/kubelet', deb: '/etc/default/kubelet' } as const

/** The kubelet's environment file, with flags that this version knows. */
export function kubeletEnvironment(version: string, nodeAddress: string): string {
	const flags: readonly (readonly [flag: keyof typeof kubeletFlags, value: string])[] = [
		['--container-runtime', 'remote'],
		['--container-runtime-endpoint', `unix://${containerdSocket}`],
		['--runtime-request-timeout', '15m'],
	]
	const known = flags
		.filter(([flag]) => existsIn(kubeletFlags[flag], version))
		.map(([flag, value]) => `${flag}=${value}`)
	return `# Written by k8s-wizard.\nKUBELET_EXTRA_ARGS="${[...known, `--node-ip=${nodeAddress}`].join(' ')}"\n`
}
