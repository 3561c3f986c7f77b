import { succeeded } from '../../host/errors.ts'
import type { Argv, Host } from '../../host/host.ts'
import type { ApplyContext } from '../change.ts'
import { type Firewall, type FirewallPortsChange, type Missing, type Opening, portWords } from '../firewall-ports.ts'
import { commandLine } from '../quote.ts'

/** 'runtime ZONE' or 'permanent ZONE': both are told, so that nothing has to be reloaded. */
const times = ['runtime', 'permanent'] as const

export const firewalld: Firewall = {
	async missing(host, openings, change) {
		const zone = await zoneOf(host, change)
		const missing: Missing[] = []
		for (const time of times) {
			for (const opening of openings) {
				const where = `${time} ${zone}`
				const result = await host.look(command({ ...opening, where }, 'query'))
				// 1 is "no", everything else is an error.
				if (result.exitCode !== 0 && result.exitCode !== 1) succeeded(result)
				if (result.exitCode === 1) missing.push({ ...opening, where })
			}
		}
		return missing
	},

	async open(context, missing) {
		for (const opening of missing) await tell(context, command(opening, 'add'))
	},

	async close(context, opened) {
		for (const opening of opened) await tell(context, command(opening, 'remove'))
	},

	files: missing =>
		[...new Set(missing.map(({ where }) => where))].flatMap(where => {
			const [time, zone] = where.split(' ')
			const path = `/etc/firewalld/zones/${zone}.xml`
			return time === 'permanent' && zone !== undefined ? [path, `${path}.old`] : []
		}),

	shell: openings =>
		times.flatMap(time => openings.map(opening => commandLine(command({ ...opening, where: time }, 'add')))),
}

async function tell({ host, log, signal }: ApplyContext, argv: Argv): Promise<void> {
	succeeded(await host.act(argv, { log, signal }), log)
}

async function zoneOf(host: Host, change: FirewallPortsChange): Promise<string> {
	if (change.interface !== undefined) {
		const bound = await host.look(['firewall-cmd', `--get-zone-of-interface=${change.interface}`])
		if (bound.exitCode === 0) return bound.stdout.trim()
	}
	return succeeded(await host.look(['firewall-cmd', '--get-default-zone'])).stdout.trim()
}

function command(opening: Missing, verb: 'query' | 'add' | 'remove'): Argv {
	const [time, zone] = opening.where.split(' ')
	const place = [...(time === 'permanent' ? ['--permanent'] : []), ...(zone === undefined ? [] : [`--zone=${zone}`])]
	if (opening.source === null) return ['firewall-cmd', ...place, `--${verb}-port=${portWords(opening)}`]
	return ['firewall-cmd', ...place, `--${verb}-rich-rule=${richRule(opening, opening.source)}`]
}

function richRule({ first, last, protocol }: Opening, source: string): string {
	const family = source.includes(':') ? 'ipv6' : 'ipv4'
	const port = first === last ? `${first}` : `${first}-${last}`
	return `rule family="${family}" source address="${source}" port port="${port}" protocol="${protocol}" accept`
}
