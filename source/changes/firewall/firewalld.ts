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
		const missing = await Promise.all(
			times.map(async time => {
				const where = `${time} ${zone}`
				const open = await openIn(host, where)
				return openings.filter(opening => !open(opening)).map(opening => ({ ...opening, where }))
			}),
		)
		return missing.flat()
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

/** What a zone lets in, by one call: each costs a fifth of a second. A port within an open range is open. */
async function openIn(host: Host, where: string): Promise<(opening: Opening) => boolean> {
	const { stdout } = succeeded(await host.look(['firewall-cmd', ...placeOf(where), '--list-all']))
	const lines = stdout.split('\n').map(line => line.trim())
	const ports = lines.find(line => line.startsWith('ports:')) ?? ''
	const ranges = [...ports.matchAll(/(\d+)(?:-(\d+))?\/(\w+)/g)]
	const rules = new Set(lines.filter(line => line.startsWith('rule ')))
	return opening => {
		if (opening.source !== null) return rules.has(richRule(opening, opening.source))
		return ranges.some(
			([, first = '', last = first, protocol]) =>
				protocol === opening.protocol && Number(first) <= opening.first && opening.last <= Number(last),
		)
	}
}

/** 'permanent public' as arguments; a place without a zone is the default one. */
function placeOf(where: string): string[] {
	const [time, zone] = where.split(' ')
	return [...(time === 'permanent' ? ['--permanent'] : []), ...(zone === undefined ? [] : [`--zone=${zone}`])]
}

function command(opening: Missing, verb: 'add' | 'remove'): Argv {
	const place = placeOf(opening.where)
	if (opening.source === null) return ['firewall-cmd', ...place, `--${verb}-port=${portWords(opening)}`]
	return ['firewall-cmd', ...place, `--${verb}-rich-rule=${richRule(opening, opening.source)}`]
}

function richRule({ first, last, protocol }: Opening, source: string): string {
	const family = source.includes(':') ? 'ipv6' : 'ipv4'
	const port = first === last ? `${first}` : `${first}-${last}`
	return `rule family="${family}" source address="${source}" port port="${port}" protocol="${protocol}" accept`
}
