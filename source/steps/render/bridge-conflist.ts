/**
 * A CNI configuration for one host without any other node: a bridge, addresses of the pod subnets, port mappings, and
 * pods let through a firewall whose FORWARD chain drops (firewalld, Docker). The loopback is containerd's own doing.
 */
export function bridgeConflist(podSubnets: readonly string[]): string {
	const conflist = {
		// The only version that every release of the firewall plugin knows.
		cniVersion: '0.4.0',
		name: 'k8s-wizard',
		plugins: [
			{
				type: 'bridge',
				bridge: 'cni0',
				isDefaultGateway: true,
				ipMasq: true,
				hairpinMode: true,
				ipam: { type: 'host-local', ranges: podSubnets.map(subnet => [{ subnet }]) },
			},
			{ type: 'portmap', capabilities: { portMappings: true } },
			{ type: 'firewall' },
		],
	}
	return `${JSON.stringify(conflist, null, 2)}\n`
}
