import { clusterInterface } from '../catalog/interfaces.ts'
import { existsIn } from '../catalog/kubernetes.ts'
import type { Facts } from '../host/facts.ts'
import { type Message, message } from '../locales/message.ts'
import type { Answers } from './answers.ts'
import { isEndpoint, shown } from './formats.ts'
import { freeNetwork, type Network, overlap, parseNetwork, reservedNetworks } from './network.ts'
import type { Found } from './problem.ts'

type Subnets = 'podSubnet' | 'serviceSubnet'
const purposeOf = { podSubnet: 'pods', serviceSubnet: 'services' } as const

/**
 * Prefixes that kubeadm and the controller manager take: a pod subnet is cut into one /24 (IPv6: /64) for each node, at
 * most 16 bits of them; a service subnet has 10 to 2^20 addresses. Source: kubernetes cmd/kubeadm validation.go.
 */
const prefixes = {
	podSubnet: { 4: { least: 8, most: 24 }, 6: { least: 48, most: 64 } },
	serviceSubnet: { 4: { least: 12, most: 28 }, 6: { least: 108, most: 124 } },
} as const

const dualStack = { from: 23, to: undefined }

/** Addresses, subnets and what they must not meet. */
export function checkNetwork(answers: Answers, facts: Facts): Found[] {
	const pods = parseAll(answers, 'podSubnet')
	const services = parseAll(answers, 'serviceSubnet')
	const host = hostNetworks(facts).filter(entry => !isClusterRoute(entry, pods.networks, facts))
	const taken = host.map(entry => entry.network)
	const found: Found[] = [
		...pods.found,
		...services.found,
		...families(answers, pods.networks, services.networks),
		...pods.networks.flatMap(entry => clashes(answers, entry, host, [...taken, ...networksOf(services.networks)])),
		...services.networks.flatMap(entry => clashes(answers, entry, host, [...taken, ...networksOf(pods.networks)])),
	]
	for (const pod of pods.networks) {
		for (const service of services.networks) {
			if (!overlap(pod.network, service.network)) continue
			const suggestion = freeNetwork(
				'pods',
				pod.network.family,
				[...taken, ...networksOf(services.networks)],
				pod.network.prefix,
			)
			const subnet = pod.network.text
			found.push(usage(pod.key, message('answers.podsInServices', { subnet, other: service.network.text, suggestion })))
		}
	}
	return [...found, ...checkNodeAddress(answers, facts), ...checkEndpoint(answers)]
}

const usage = (key: string, what: Message): Found => ({ key, what, exit: 2 })

interface Placed {
	readonly key: string
	readonly name: Subnets
	readonly network: Network
}

const networksOf = (placed: readonly Placed[]) => placed.map(entry => entry.network)

function parseAll(answers: Answers, name: Subnets): { networks: Placed[]; found: Found[] } {
	const networks: Placed[] = []
	const found: Found[] = []
	answers[name].forEach((text, index) => {
		const key = answers[name].length === 1 ? name : `${name}.${index}`
		const network = text.includes('/') ? parseNetwork(text) : undefined
		if (network === undefined) {
			found.push(usage(key, message('answers.notSubnet', { key, found: shown(text) })))
			return
		}
		networks.push({ key, name, network })
		if (network.hadHostBits) {
			found.push(usage(key, message('answers.hostBits', { key, found: shown(text), suggestion: network.text })))
			return
		}
		const { least, most } = prefixes[name][network.family]
		if (network.prefix < least || network.prefix > most) {
			const what = name === 'podSubnet' ? 'answers.podSubnetSize' : 'answers.serviceSubnetSize'
			found.push(usage(key, message(what, { subnet: network.text, least, most })))
		}
	})
	return { networks, found }
}

function families(answers: Answers, pods: readonly Placed[], services: readonly Placed[]): Found[] {
	const shape = (list: readonly Placed[]) => list.map(entry => entry.network.family).join('+')
	const dual = [answers.podSubnet, answers.serviceSubnet].some(list => list.length === 2)
	if (pods.length !== answers.podSubnet.length || services.length !== answers.serviceSubnet.length) return []
	if (dual && !existsIn(dualStack, answers.kubernetesVersion)) {
		return [usage('podSubnet', message('answers.dualStackVersion', { from: `1.${dualStack.from}` }))]
	}
	if (
		['4+4', '6+6'].some(same => shape(pods) === same || shape(services) === same) ||
		shape(pods) !== shape(services)
	) {
		return [usage('podSubnet', message('answers.families'))]
	}
	return []
}

interface HostNetwork {
	readonly network: Network
	/** How the host uses it, and what to call it. */
	readonly use: 'address' | 'route' | 'nameserver'
	readonly name: string
}

/** What the host itself uses: its addresses with their networks, its routes, its nameservers. */
function hostNetworks(facts: Facts): HostNetwork[] {
	const own = facts.addresses.filter(entry => entry.interface !== 'lo' && !clusterInterface.test(entry.interface))
	return [
		...own.map(entry => ({
			text: `${entry.address}/${entry.prefix}`,
			use: 'address' as const,
			name: `${entry.address}/${entry.prefix} (${entry.interface})`,
		})),
		...facts.routes.map(route => ({ text: route, use: 'route' as const, name: route })),
		...facts.nameservers.map(server => ({ text: server, use: 'nameserver' as const, name: server })),
	].flatMap(({ text, use, name }) => {
		const network = parseNetwork(text)
		return network === undefined ? [] : [{ network, use, name }]
	})
}

/** A host in a cluster has routes to the pods of other nodes, through its ordinary interface (flannel's host-gw). */
function isClusterRoute({ use, network }: HostNetwork, pods: readonly Placed[], facts: Facts): boolean {
	if (use !== 'route' || facts.cluster.role === 'none') return false
	return pods.some(
		pod =>
			pod.network.family === network.family && pod.network.first <= network.first && network.last <= pod.network.last,
	)
}

function clashes({ role }: Answers, entry: Placed, host: readonly HostNetwork[], taken: readonly Network[]): Found[] {
	const { network, name, key } = entry
	const subnet = network.text
	const reserved = reservedNetworks.find(other => overlap(network, other))
	const suggestion = freeNetwork(purposeOf[name], network.family, taken, network.prefix)
	if (reserved !== undefined) {
		return [usage(key, message('answers.reserved', { key, subnet, other: reserved.text, suggestion }))]
	}
	const other = host.find(candidate => overlap(network, candidate.network))
	if (other === undefined) return []
	// The cluster's networks are as they are; only the host's can be others.
	if (role !== 'init') return [{ key, what: message('join.subnetClash', { key, subnet, other: other.name }), exit: 3 }]
	return [usage(key, message(`answers.overlaps.${other.use}`, { key, subnet, other: other.name, suggestion }))]
}

function checkNodeAddress(answers: Answers, facts: Facts): Found[] {
	const { nodeAddress } = answers
	// Empty: the host has no default route, which was told already.
	if (nodeAddress === '') return []
	const own = facts.addresses.filter(
		entry => !clusterInterface.test(entry.interface) && !/^(127\.|169\.254\.|fe80:|::1$)/i.test(entry.address),
	)
	const asked = parseNetwork(nodeAddress)
	const mine = own.some(entry => parseNetwork(entry.address)?.text === asked?.text)
	if (mine) return []
	const addresses = own.map(entry => entry.address)
	return [usage('nodeAddress', message('answers.notMyAddress', { address: shown(nodeAddress), addresses }))]
}

function checkEndpoint(answers: Answers): Found[] {
	const { controlPlaneEndpoint: endpoint } = answers
	return isEndpoint(endpoint)
		? []
		: [
				usage(
					'controlPlaneEndpoint',
					message('answers.rule.endpoint', { key: 'controlPlaneEndpoint', found: shown(endpoint) }),
				),
			]
}
