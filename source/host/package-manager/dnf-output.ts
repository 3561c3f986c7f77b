import type { TransactionItem } from './package-manager.ts'

const headings: readonly (readonly [RegExp, TransactionItem['action'] | undefined])[] = [
	[/^(Installing|Reinstalling)( .*)?:$/, 'install'],
	[/^(Upgrading|Updating)( .*)?:$/, 'upgrade'],
	[/^Downgrading( .*)?:$/, 'downgrade'],
	[/^Removing( .*)?:$/, 'remove'],
	[/^(Skipping|Skipped|Transaction Summary|Installed|Dependencies).*$/, undefined],
]

/**
 * What the table of dnf or yum announces, by name:
 *   Installing:
 *    kubeadm        x86_64   1.20.2-0   kubernetes   8.3 M
 *   Installing dependencies:
 *    a-package-with-a-name-too-long-for-its-column
 *                   noarch   1:2.3-4    baseos        12 k
 *        replacing  other.x86_64 1.0-1
 */
export function announced(output: string): TransactionItem[] {
	const items: TransactionItem[] = []
	let action: TransactionItem['action'] | undefined
	let begun: string[] = []
	for (const line of output.split('\n')) {
		const heading = headings.find(([pattern]) => pattern.test(line))
		if (heading) {
			action = heading[1]
			begun = []
			continue
		}
		const replaced = /^ +replacing +(\S+)\.[^.\s]+ (\S+)/.exec(line)
		if (replaced?.[1] !== undefined && replaced[2] !== undefined) {
			items.push({ name: replaced[1], version: withoutZero(replaced[2]), action: 'remove' })
			continue
		}
		if (action === undefined || !/^ \s*\S/.test(line)) {
			begun = []
			continue
		}
		const words = line.trim().split(/\s+/)
		begun = /^ \S/.test(line) ? words : [...begun, ...words]
		const [name, , version, repository] = begun
		if (name === undefined || version === undefined || repository === undefined) continue
		items.push({ name, version: withoutZero(version), action })
		begun = []
	}
	return items.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** '0:1.2-3' is '1.2-3'. */
export function withoutZero(version: string): string {
	return version.replace(/^0:/, '')
}
