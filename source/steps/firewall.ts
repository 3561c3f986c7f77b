import { cnis } from '../catalog/cni.ts'
import { type Port, rolePorts } from '../catalog/ports.ts'
import type { OpenPort } from '../changes/firewall-ports.ts'
import type { Change } from '../changes/index.ts'
import type { PlanContext, Step } from './step.ts'

/** Rows 3 and 19: the role's ports are opened in whatever firewall runs, or the post's iptables takes its place. */
export const firewall: Step = {
	id: 'firewall',
	rows: [3, 19],
	needs: ['host-packages'],
	when: context => backendOf(context) !== undefined,
	changes: context => {
		const backend = backendOf(context)
		return backend === undefined
			? []
			: [
					...replaced(context),
					{ kind: 'firewall-ports', backend, ports: opened(context) },
					...(cnis[context.answers.cni.name].manyNodes
						? [{ kind: 'firewall-pods' as const, backend, networks: context.answers.podSubnet }]
						: []),
				]
	},
}

/** Undefined: nothing is to be opened, because nothing is closed or the answer says so. */
function backendOf({ answers, facts }: PlanContext): 'firewalld' | 'ufw' | 'iptables' | undefined {
	if (answers.firewall === 'leave') return undefined
	if (answers.firewall === 'iptables') return 'iptables'
	return facts.firewall.looked && facts.firewall.value !== 'none' ? facts.firewall.value : undefined
}

const iptablesUnit = { rpm: 'iptables.service', deb: 'netfilter-persistent.service' } as const

/** Stopped and disabled, never removed. */
function replaced({ answers, facts }: PlanContext): Change[] {
	if (answers.firewall !== 'iptables') return []
	return [
		{ kind: 'service', unit: 'firewalld.service', enabled: false, running: false },
		{ kind: 'service', unit: iptablesUnit[facts.os.family], enabled: true, running: true },
	]
}

function opened({ answers }: PlanContext): OpenPort[] {
	const role = answers.role === 'join-worker' ? 'worker' : 'control-plane'
	const ports: readonly Port[] = [...rolePorts[role].ports, ...cnis[answers.cni.name].ports]
	const nodes = [...new Set([answers.nodeAddress, ...answers.nodes].map(asNetwork))]
	return ports.flatMap(({ port, protocol, from }) =>
		from === 'nobody' ? [] : [{ port: range(port), protocol, ...(from === 'nodes' ? { sources: nodes } : {}) }],
	)
}

function asNetwork(address: string): string {
	if (address.includes('/')) return address
	return `${address}/${address.includes(':') ? 128 : 32}`
}

function range(port: string): number | readonly [number, number] {
	const [first = 0, last] = port.split('-').map(Number)
	return last === undefined ? first : [first, last]
}
