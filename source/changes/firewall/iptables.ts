import { succeeded } from '../../host/errors.ts'
import type { Argv, Host } from '../../host/host.ts'
import type { Firewall, Missing, Opening } from '../firewall-ports.ts'
import { commandLine } from '../quote.ts'

/** Where rules are kept for the next boot, by the services that restore them (iptables-services, netfilter-persistent). */
export const saved: readonly { readonly path: string; readonly family: 4 | 6 }[] = [
	{ path: '/etc/sysconfig/iptables', family: 4 },
	{ path: '/etc/iptables/rules.v4', family: 4 },
	{ path: '/etc/sysconfig/ip6tables', family: 6 },
	{ path: '/etc/iptables/rules.v6', family: 6 },
]

export const commands = { 4: 'iptables', 6: 'ip6tables' } as const

export const iptables: Firewall = {
	async missing(host, openings) {
		const missing: Missing[] = []
		for (const opening of openings) {
			for (const family of familiesOf(opening)) {
				const command = commands[family]
				const result = await host.look([command, '-w', '-C', 'INPUT', ...rule(opening)])
				// Not there yet: it comes with a package of the same plan.
				const isMissing = result.exitCode === 1 || result.cut === 'not-found'
				if (!isMissing) succeeded(result)
				if (isMissing) missing.push({ ...opening, where: command })
				for (const { path } of saved.filter(file => file.family === family)) {
					const text = await host.readText(path)
					if (text !== undefined && !text.split('\n').includes(savedLine(opening)))
						missing.push({ ...opening, where: path })
				}
			}
		}
		return missing
	},

	async open({ host, log, signal }, missing) {
		for (const opening of missing) {
			if (isCommand(opening.where)) {
				// In front: a rule that refuses the rest stands at the end.
				const argv: Argv = [opening.where, '-w', '-I', 'INPUT', ...rule(opening)]
				succeeded(await host.act(argv, { log, signal }), log)
			} else {
				await editSaved(host, opening.where, lines => inserted(lines, savedLine(opening), 'INPUT'))
			}
		}
	},

	async close({ host, log, signal }, opened) {
		for (const opening of opened) {
			if (isCommand(opening.where)) {
				succeeded(await host.act([opening.where, '-w', '-D', 'INPUT', ...rule(opening)], { log, signal }), log)
			} else {
				await editSaved(host, opening.where, lines => lines.filter(line => line !== savedLine(opening)))
			}
		}
	},

	files: () => [],

	shell: openings =>
		openings.flatMap(opening =>
			familiesOf(opening).map(family => commandLine([commands[family], '-w', '-I', 'INPUT', ...rule(opening)])),
		),
}

function isCommand(where: string): boolean {
	return where === commands[4] || where === commands[6]
}

function familiesOf({ source }: Opening): (4 | 6)[] {
	if (source === null) return [4]
	return [source.includes(':') ? 6 : 4]
}

/** In the order in which iptables-save writes it. */
function rule({ first, last, protocol, source }: Opening): string[] {
	const port = first === last ? `${first}` : `${first}:${last}`
	const from = source === null ? [] : ['-s', source]
	return [
		...from,
		'-p',
		protocol,
		'-m',
		protocol,
		'--dport',
		port,
		'-m',
		'comment',
		'--comment',
		'k8s-wizard',
		'-j',
		'ACCEPT',
	]
}

function savedLine(opening: Opening): string {
	return `-A INPUT ${rule(opening).join(' ')}`
}

/** Before the first rule of its chain, or at the end of the filter table. */
export function inserted(lines: readonly string[], line: string, chain: string): string[] {
	const table = lines.indexOf('*filter')
	if (table === -1) return [...lines]
	const at = lines.findIndex(
		(other, index) => index > table && (other.startsWith(`-A ${chain} `) || other === 'COMMIT'),
	)
	return at === -1 ? [...lines] : [...lines.slice(0, at), line, ...lines.slice(at)]
}

export async function editSaved(host: Host, path: string, edit: (lines: readonly string[]) => string[]): Promise<void> {
	const [text, state] = [await host.readText(path), await host.stat(path)]
	if (text === undefined || state === undefined) return
	await host.writeFile(path, edit(text.split('\n')).join('\n'), { mode: state.mode, uid: state.uid, gid: state.gid })
}
