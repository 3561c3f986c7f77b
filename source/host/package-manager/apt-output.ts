import type { TransactionItem } from './package-manager.ts'

/**
 * What `apt-get -s` would do, by name:
 *   Inst kubeadm [1.20.1-1] (1.20.2-1 repository:suite [amd64]) …
 *   Remv systemd-timesyncd [252.39-1~deb12u1] …
 * That a new version is lower stands only in the list above: 'The following packages will be DOWNGRADED:'.
 */
export function simulated(output: string): TransactionItem[] {
	const lower = listed(output, 'The following packages will be DOWNGRADED:')
	const items = output.split('\n').flatMap((line): TransactionItem[] => {
		const [, verb, name, old, next] = /^(Inst|Remv|Purg) (\S+)(?: \[([^\]]+)\])?(?: \((\S+))?/.exec(line) ?? []
		if (name === undefined) return []
		if (verb !== 'Inst') return [{ name, version: old ?? '', action: 'remove' }]
		if (next === undefined) return []
		const action = old === undefined ? 'install' : lower.has(name) ? 'downgrade' : 'upgrade'
		return [{ name, version: next, action }]
	})
	return items.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function listed(output: string, heading: string): Set<string> {
	const lines = output.split('\n')
	const from = lines.indexOf(heading)
	if (from === -1) return new Set()
	const until = lines.findIndex((line, index) => index > from && !line.startsWith('  '))
	return new Set(
		lines
			.slice(from + 1, until === -1 ? undefined : until)
			.join(' ')
			.split(/\s+/)
			.filter(name => name !== ''),
	)
}
