import { succeeded } from '../host/errors.ts'
import type { Argv, Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, ChangeBase, ChangeKind } from './change.ts'
import { commands, editSaved, inserted, saved } from './firewall/iptables.ts'
import { giveBackFiles } from './firewall-ports.ts'
import { imageOf, type PathImage } from './path-image.ts'
import { commandLine } from './quote.ts'

/** Pods of other nodes reach those of this host through its firewall, which would refuse what it has to forward. */
export interface FirewallPodsChange extends ChangeBase {
	readonly kind: 'firewall-pods'
	readonly backend: 'firewalld' | 'ufw' | 'iptables'
	/** CIDRs of the cluster's pods. */
	readonly networks: readonly string[]
}

/** One rule at one place: firewalld's 'runtime' or 'permanent', 'ufw', a command of iptables, a file that it is restored from. */
interface Rule {
	readonly where: string
	readonly network: string
	readonly direction: 'from' | 'to'
}

interface Before {
	readonly missing: readonly Rule[]
	readonly files: Readonly<Record<string, PathImage>>
}

const zoneFile = '/etc/firewalld/zones/trusted.xml'

/** Every rule that belongs there. A source that firewalld trusts may send; what answers it may always return. */
async function rulesOf(host: Host, { backend, networks }: FirewallPodsChange): Promise<Rule[]> {
	const both = ['from', 'to'] as const
	if (backend === 'firewalld')
		return networks.flatMap(network =>
			['runtime', 'permanent'].map(where => ({ where, network, direction: 'from' as const })),
		)
	const rules: Rule[] = []
	for (const network of networks) {
		const family = network.includes(':') ? 6 : 4
		const places = backend === 'ufw' ? ['ufw'] : [commands[family]]
		for (const { path } of saved.filter(file => backend === 'iptables' && file.family === family))
			if (await host.stat(path)) places.push(path)
		rules.push(...places.flatMap(where => both.map(direction => ({ where, network, direction }))))
	}
	return rules
}

async function isMissing(host: Host, rule: Rule): Promise<boolean> {
	if (rule.where === 'ufw') {
		const lines = succeeded(await host.look(['ufw', 'show', 'added'])).stdout.split('\n')
		return !lines.map(line => line.trim()).includes(`ufw ${ufwWords(rule).join(' ')}`)
	}
	if (rule.where.startsWith('/'))
		return !((await host.readText(rule.where)) ?? '').split('\n').includes(`-A FORWARD ${tableWords(rule).join(' ')}`)
	const result = await host.look(argvOf(rule, 'query'))
	// Not there yet: it comes with a package of the same plan.
	if (result.cut === 'not-found') return true
	if (result.exitCode !== 0 && result.exitCode !== 1) succeeded(result)
	return result.exitCode === 1
}

async function missingOf(host: Host, change: FirewallPodsChange): Promise<Rule[]> {
	const missing: Rule[] = []
	for (const rule of await rulesOf(host, change)) if (await isMissing(host, rule)) missing.push(rule)
	return missing
}

const ufwWords = ({ direction, network }: Rule): string[] => ['route', 'allow', direction, network]

const tableWords = ({ direction, network }: Rule): string[] => [
	direction === 'from' ? '-s' : '-d',
	network,
	...['-m', 'comment', '--comment', 'k8s-wizard', '-j', 'ACCEPT'],
]

function argvOf(rule: Rule, verb: 'query' | 'add' | 'remove'): Argv {
	const { where, network } = rule
	if (where === 'ufw') {
		const [first = '', ...rest] = ufwWords(rule)
		return verb === 'add' ? ['ufw', first, ...rest] : ['ufw', first, 'delete', ...rest]
	}
	if (where === 'runtime' || where === 'permanent')
		return [
			'firewall-cmd',
			...(where === 'permanent' ? ['--permanent'] : []),
			'--zone=trusted',
			`--${verb}-source=${network}`,
		]
	return [where, '-w', { query: '-C', add: '-I', remove: '-D' }[verb], 'FORWARD', ...tableWords(rule)]
}

async function tell({ host, log, signal }: ApplyContext, rule: Rule, verb: 'add' | 'remove'): Promise<void> {
	if (!rule.where.startsWith('/')) {
		succeeded(await host.act(argvOf(rule, verb), { log, signal }), log)
		return
	}
	const line = `-A FORWARD ${tableWords(rule).join(' ')}`
	await editSaved(host, rule.where, lines =>
		verb === 'add' ? inserted(lines, line, 'FORWARD') : lines.filter(other => other !== line),
	)
}

export const firewallPods: ChangeKind<FirewallPodsChange, Before> = {
	kind: 'firewall-pods',
	lock: 'firewall',
	describe: ({ backend, networks }) => message('change.firewallPods', { backend, networks: networks.join(', ') }),

	async inspect(change, { host, keep }) {
		const missing = await missingOf(host, change)
		if (missing.length === 0) return { state: 'settled' }
		const files: Record<string, PathImage> = {}
		const paths = missing.some(({ where }) => where === 'permanent') ? [zoneFile, `${zoneFile}.old`] : []
		for (const path of paths) files[path] = await imageOf(host, path, keep)
		return {
			state: 'pending',
			before: { missing, files },
			diff: missing.map(
				({ where, network, direction }) => `+${direction === 'from' ? '←' : '→'} ${network} (${where})`,
			),
			after: { firewall: change.backend, pods: change.networks },
		}
	},

	async apply(change, context) {
		for (const rule of await missingOf(context.host, change)) await tell(context, rule, 'add')
	},

	async undo(_change, before, context) {
		for (const rule of before.missing) if (!(await isMissing(context.host, rule))) await tell(context, rule, 'remove')
		await giveBackFiles(before.files, context)
		return { undone: true }
	},

	shell({ backend, networks }) {
		const places = { firewalld: ['runtime', 'permanent'], ufw: ['ufw'], iptables: ['iptables'] }[backend]
		const directions = backend === 'firewalld' ? (['from'] as const) : (['from', 'to'] as const)
		return networks.flatMap(network =>
			places.flatMap(place =>
				directions.map(direction => {
					const where = place === 'iptables' ? commands[network.includes(':') ? 6 : 4] : place
					return commandLine(argvOf({ where, network, direction }, 'add'))
				}),
			),
		)
	},
}
