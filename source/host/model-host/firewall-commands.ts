import type { Handler, Handlers, Model } from './model.ts'

const yes = { exitCode: 0 }
const no = { exitCode: 1 }

/** firewalld, ufw and iptables, as far as Changes open and close ports. */
export const firewallCommands: Handlers = {
	'firewall-cmd'(model, { rest }) {
		if (rest[0] === '--get-default-zone') return { stdout: 'public\n' }
		if (rest[0]?.startsWith('--get-zone-of-interface=')) return { stdout: 'public\n' }
		const time = rest.includes('--permanent') ? 'permanent' : 'runtime'
		const zone = rest.find(word => word.startsWith('--zone='))?.slice('--zone='.length) ?? 'public'
		if (rest.at(-1) === '--list-all') return { stdout: listed(placeOf(model, `${time} ${zone}`)) }
		const [, verb, what, value] = /^--(query|add|remove)-(port|rich-rule|source)=(.*)$/.exec(rest.at(-1) ?? '') ?? []
		if (verb === undefined) return undefined
		return alter(placeOf(model, `${time} ${zone}`), verb, `${what} ${value}`)
	},

	ufw(model, { rest }) {
		const added = placeOf(model, 'ufw')
		if (rest.join(' ') === 'show added')
			return { stdout: ['Added user rules:', ...[...added].map(rule => `ufw ${rule}`), ''].join('\n') }
		if (rest[0] === 'delete') return alter(added, 'remove', rest.slice(1).join(' '))
		if (rest[0] === 'route')
			return alter(added, rest[1] === 'delete' ? 'remove' : 'add', rest.filter(word => word !== 'delete').join(' '))
		return rest[0] === 'allow' ? alter(added, 'add', rest.join(' ')) : undefined
	},

	iptables: tables,
	ip6tables: tables,
}

/** As `firewall-cmd --list-all` lays out a zone. */
function listed(place: ReadonlySet<string>): string {
	const of = (what: string): string[] =>
		[...place].filter(rule => rule.startsWith(`${what} `)).map(rule => rule.slice(what.length + 1))
	return `public\n  target: default\n  ports: ${of('port').join(' ')}\n  rich rules: \n${of('rich-rule')
		.map(rule => `\t${rule}\n`)
		.join('')}`
}

function tables(model: Model, { argv, rest }: Parameters<Handler>[1]): ReturnType<Handler> {
	const verb = { '-C': 'query', '-I': 'add', '-D': 'remove' }[rest[1] ?? '']
	return verb === undefined ? undefined : alter(placeOf(model, argv[0]), verb, rest.slice(2).join(' '))
}

function placeOf({ firewall }: Model, name: string): Set<string> {
	const place = firewall.get(name) ?? new Set<string>()
	firewall.set(name, place)
	return place
}

function alter(place: Set<string>, verb: string, rule: string): { exitCode: number } {
	if (verb === 'query') return place.has(rule) ? yes : no
	if (verb === 'add') place.add(rule)
	else place.delete(rule)
	return yes
}
