export interface HostsEntry {
	readonly address: string
	readonly names: readonly string[]
}

/** Lines of the marked block in /etc/hosts: one for each address, names once. */
export function hostsBlock(entries: readonly HostsEntry[]): string[] {
	const byAddress = new Map<string, Set<string>>()
	for (const { address, names } of entries) {
		const known = byAddress.get(address) ?? new Set<string>()
		for (const name of names) known.add(name)
		byAddress.set(address, known)
	}
	return [...byAddress].map(([address, names]) => `${address}\t${[...names].join(' ')}`)
}
