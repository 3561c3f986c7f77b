import { splitEndpoint } from '../answers/formats.ts'
import { hostsBlock } from './render/hosts-block.ts'
import type { Step } from './step.ts'

/** Row 1: the host's name, and a marked block in /etc/hosts with this node and the control plane's endpoint. */
export const hostnameAndHosts: Step = {
	id: 'hostname-and-hosts',
	rows: [1],
	needs: [],
	changes: ({ answers: { hostname, nodeAddress, controlPlaneEndpoint, endpointAddress } }) => {
		const endpoint = splitEndpoint(controlPlaneEndpoint).host
		const lines = hostsBlock([
			{ address: nodeAddress, names: [hostname] },
			...(endpointAddress === 'dns' ? [] : [{ address: endpointAddress, names: [endpoint] }]),
		])
		return [
			{ kind: 'hostname', name: hostname },
			{ kind: 'block', path: '/etc/hosts', marker: 'hosts', lines },
			...(endpointAddress === 'dns'
				? []
				: [{ kind: 'host-network-hosts' as const, name: endpoint, address: endpointAddress }]),
		]
	},
}
