import { clusterInterface } from '../catalog/interfaces.ts'
import { message } from '../locales/message.ts'
import type { Facts, HostAddress } from './facts.ts'
import { factsCommands } from './facts-commands.ts'
import type { Host } from './host.ts'
import { HostUnsupported } from './unsupported.ts'

type NetworkFacts = Pick<Facts, 'addresses' | 'defaultAddress' | 'routes' | 'nameservers' | 'resolvConf'>

/** Throws HostUnsupported when `ip` does not answer: no plan can be made without addresses. */
export async function readNetwork(host: Host): Promise<NetworkFacts> {
	const [addressText, routes4, routes6, resolver] = await Promise.all([
		host.look(factsCommands.addresses),
		host.look(factsCommands.routes4),
		host.look(factsCommands.routes6),
		readResolver(host),
	])
	for (const result of [addressText, routes4]) {
		if (result.exitCode !== 0) {
			throw new HostUnsupported(message('facts.unreadable', { what: result.argv.join(' ') }))
		}
	}
	const addresses = parseAddresses(addressText.stdout)
	const routes = [...parseRoutes(routes4.stdout, 4), ...parseRoutes(routes6.exitCode === 0 ? routes6.stdout : '', 6)]
	return {
		addresses,
		defaultAddress: defaultAddressOf(routes, addresses),
		routes: [...new Set(routes.filter(isHostsOwn).map(route => route.destination))],
		...resolver,
	}
}

/** Lines of `ip -o addr`: `2: eth0    inet 192.0.2.2/24 brd … scope global eth0\ valid_lft …`. */
export function parseAddresses(text: string): HostAddress[] {
	return text.split('\n').flatMap((line): HostAddress[] => {
		const match = /^\d+:\s+(\S+)\s+inet(6?)\s+([0-9a-fA-F.:]+)(?:\s+peer\s+\S+?)?(?:\/(\d+))?\s/.exec(line)
		if (match === null) return []
		const family = match[2] === '6' ? 6 : 4
		const whole = family === 6 ? 128 : 32
		const prefix = match[4] ?? /\speer\s+\S+\/(\d+)/.exec(line)?.[1]
		return [
			{
				interface: (match[1] ?? '').replace(/@.*$/, ''),
				address: match[3] ?? '',
				prefix: prefix === undefined ? whole : Number(prefix),
				family,
			},
		]
	})
}

export interface Route {
	/** 'default' or a CIDR. */
	readonly destination: string
	/** 'unicast', or how it refuses: 'blackhole', 'unreachable', 'prohibit'. */
	readonly type: string
	readonly device: string | undefined
	readonly source: string | undefined
	readonly metric: number
	/** Who made it: 'kernel', 'dhcp', 'bird'. */
	readonly protocol: string | undefined
	readonly family: 4 | 6
}

/** Lines of `ip route`. */
export function parseRoutes(text: string, family: 4 | 6): Route[] {
	return text.split('\n').flatMap((line): Route[] => {
		const words = line.trim().split(/\s+/)
		const typed = /^[a-z]+$/.test(words[0] ?? '') && words[0] !== 'default'
		const type = typed ? (words[0] ?? '') : 'unicast'
		const destination = words[typed ? 1 : 0]
		if (destination === undefined || !/^(default$|[0-9a-fA-F.:]+(\/\d+)?$)/.test(destination)) return []
		const after = (name: string) => {
			const index = words.indexOf(name)
			return index < 0 ? undefined : words[index + 1]
		}
		const whole = family === 6 ? 128 : 32
		const bare = destination === 'default' || destination.includes('/')
		return [
			{
				destination: bare ? destination : `${destination}/${whole}`,
				type,
				device: after('dev'),
				source: after('src'),
				metric: Number(after('metric') ?? 0),
				protocol: after('proto'),
				family,
			},
		]
	})
}

/** Routes that CNIs make belong to the cluster; link-local and multicast ones are on every host. */
function isHostsOwn(route: Route): boolean {
	if (route.destination === 'default' || route.type !== 'unicast' || route.protocol === 'bird') return false
	if (route.device !== undefined && clusterInterface.test(route.device)) return false
	return !/^(fe80:|ff|169\.254\.|127\.|::1)/i.test(route.destination)
}

function defaultAddressOf(routes: readonly Route[], addresses: readonly HostAddress[]): HostAddress | undefined {
	const usable = addresses.filter(entry => !/^(fe80:|169\.254\.)/i.test(entry.address))
	const defaults = routes
		.filter(route => route.destination === 'default' && route.device !== undefined && route.type === 'unicast')
		.sort((one, other) => one.family - other.family || one.metric - other.metric)
	for (const route of defaults) {
		const named = usable.find(entry => entry.address === route.source)
		const first = usable.find(entry => entry.interface === route.device && entry.family === route.family)
		if (named ?? first) return named ?? first
	}
	return undefined
}

const stub = '/etc/resolv.conf'
const behindResolved = '/run/systemd/resolve/resolv.conf'

/** systemd-resolved's stub (127.0.0.53) is of no use to pods: the file behind it names the real servers. */
async function readResolver(host: Host): Promise<Pick<Facts, 'nameservers' | 'resolvConf'>> {
	const [own, behind] = await Promise.all([host.readText(stub), host.readText(behindResolved)])
	const servers = nameserversIn(own ?? '')
	if (behind !== undefined && servers.includes('127.0.0.53')) {
		return { nameservers: nameserversIn(behind), resolvConf: behindResolved }
	}
	return { nameservers: servers, resolvConf: stub }
}

function nameserversIn(text: string): string[] {
	return text.split('\n').flatMap(line => {
		const match = /^\s*nameserver\s+([0-9a-fA-F.:]+)/.exec(line)
		return match?.[1] === undefined ? [] : [match[1]]
	})
}
