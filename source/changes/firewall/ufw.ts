import { succeeded } from '../../host/errors.ts'
import type { Firewall, Opening } from '../firewall-ports.ts'
import { commandLine } from '../quote.ts'

/** ufw keeps one list for now and for after a boot. */
const where = 'ufw'

export const ufw: Firewall = {
	async missing(host, openings) {
		const lines = succeeded(await host.look(['ufw', 'show', 'added'])).stdout.split('\n')
		const added = new Set(lines.map(line => line.trim()))
		return openings
			.filter(opening => !added.has(`ufw ${rule(opening).join(' ')}`))
			.map(opening => ({ ...opening, where }))
	},

	async open({ host, log, signal }, missing) {
		for (const opening of missing) succeeded(await host.act(['ufw', ...rule(opening)], { log, signal }), log)
	},

	async close({ host, log, signal }, opened) {
		for (const opening of opened) succeeded(await host.act(['ufw', 'delete', ...rule(opening)], { log, signal }), log)
	},

	files: () => [],

	shell: openings => openings.map(opening => commandLine(['ufw', ...rule(opening)])),
}

/** In the very words in which `ufw show added` gives it back. */
function rule({ first, last, protocol, source }: Opening): string[] {
	const port = first === last ? `${first}` : `${first}:${last}`
	if (source === null) return ['allow', `${port}/${protocol}`]
	// An address alone is given back without the prefix that says so.
	const from = source.replace(/\/(32|128)$/, '')
	return ['allow', 'from', from, 'to', 'any', 'port', port, 'proto', protocol]
}
