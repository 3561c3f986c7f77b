import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'

/**
 * What a name means to the pods that use the host's own network (kube-proxy): the kubelet gave each a copy of /etc/hosts
 * when it started, and never looks at it again. Copies are overwritten in place, for they are mounted.
 */
export interface HostNetworkHostsChange extends ChangeBase {
	readonly kind: 'host-network-hosts'
	readonly name: string
	readonly address: string
}

const pods = '/var/lib/kubelet/pods'
const head = '# Kubernetes-managed hosts file (host network).\n'

interface Copy {
	readonly path: string
	/** What the name means in it; undefined: it is not in there. */
	readonly address: string | undefined
}

async function copiesOf(host: Host, name: string): Promise<Copy[]> {
	const found: Copy[] = []
	for (const pod of (await host.list(pods)) ?? []) {
		const path = `${pods}/${pod}/etc-hosts`
		const text = await host.readText(path)
		if (text?.startsWith(head)) found.push({ path, address: meaningOf(name, text) })
	}
	return found
}

function meaningOf(name: string, text: string): string | undefined {
	const lines = text.split('\n').map(line => line.replace(/#.*$/, '').trim().split(/\s+/))
	return lines.find(([, ...names]) => names.includes(name))?.[0]
}

export const hostNetworkHosts: ChangeKind<HostNetworkHostsChange, null> = {
	kind: 'host-network-hosts',
	describe: ({ name, address }) => message('change.hostNetworkHosts', { name, address }),

	async inspect({ name, address }, { host }) {
		const stale = (await copiesOf(host, name)).filter(copy => copy.address !== address)
		if (stale.length === 0) return { state: 'settled' }
		return {
			state: 'pending',
			before: null,
			diff: stale.flatMap(copy => [
				...(copy.address === undefined ? [] : [`-${copy.path}: ${copy.address} ${name}`]),
				`+${copy.path}: ${address} ${name}`,
			]),
			after: { name, address },
		}
	},

	async apply({ name, address }, { host }) {
		const hosts = (await host.readText('/etc/hosts')) ?? ''
		for (const copy of await copiesOf(host, name)) {
			if (copy.address !== address) await host.rewrite(copy.path, `${head}${hosts}`)
		}
	},

	// They go with their pods, and new ones get what stands in /etc/hosts then.
	undo: async () => ({ undone: true }),

	shell: () => [
		`for copy in ${pods}/*/etc-hosts; do`,
		`	! head -n1 "$copy" | grep -q 'host network' || { echo '${head.trimEnd()}'; cat /etc/hosts; } >"$copy"`,
		'done',
	],
}
