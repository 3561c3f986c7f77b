/** Chains of kube-proxy, the kubelet and CNI plugins. */
const ours = /^(KUBE|CNI|CNI-HOSTPORT|FLANNEL|cali)-/
/** Rules that they put into the host's own chains. */
const oursInRule = /-j (KUBE|CNI|FLANNEL|cali)-|flanneld |kubernetes |"?cali:/

interface Table {
	readonly name: string
	readonly chains: readonly string[]
	readonly rules: readonly string[]
}

/**
 * Input for `iptables-restore --noflush` that takes away what the cluster has added since `before`: its own chains, and
 * its rules in the chains of others. Everything else is not even mentioned. Empty: there is nothing to take away.
 */
export function ruleRemovals(before: string, now: string): string {
	const old = new Map(tablesOf(before).map(table => [table.name, table]))
	return tablesOf(now)
		.map(table => removals(table, old.get(table.name)))
		.join('')
}

function removals({ name, chains, rules }: Table, old: Table | undefined): string {
	const gone = chains.filter(chain => ours.test(chain) && !old?.chains.includes(chain))
	const leaving = rules.filter(rule => {
		const chain = chainOf(rule)
		return !gone.includes(chain) && !old?.rules.includes(rule) && (oursInRule.test(rule) || jumpsTo(rule, gone))
	})
	if (gone.length + leaving.length === 0) return ''
	return [
		`*${name}`,
		...leaving.map(rule => rule.replace(/^-A/, '-D')),
		...gone.map(chain => `-F ${chain}`),
		...gone.map(chain => `-X ${chain}`),
		'COMMIT',
		'',
	].join('\n')
}

function chainOf(rule: string): string {
	return rule.split(' ')[1] ?? ''
}

function jumpsTo(rule: string, chains: readonly string[]): boolean {
	const target = / -[jg] (\S+)/.exec(rule)?.[1]
	return target !== undefined && chains.includes(target)
}

/** '*nat', ':POSTROUTING ACCEPT', '-A POSTROUTING …', 'COMMIT' */
function tablesOf(saved: string): Table[] {
	const tables: { name: string; chains: string[]; rules: string[] }[] = []
	for (const line of saved.split('\n')) {
		const table = tables.at(-1)
		if (line.startsWith('*')) tables.push({ name: line.slice(1), chains: [], rules: [] })
		else if (line.startsWith(':')) table?.chains.push(line.slice(1).split(' ')[0] ?? '')
		else if (line.startsWith('-A ')) table?.rules.push(line)
	}
	return tables
}
