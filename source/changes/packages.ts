import {
	type InstalledPackage,
	type PackageWork,
	type PinnedPackage,
	packageManager,
	type TransactionItem,
} from '../host/package-manager/index.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, ChangeBase, ChangeKind } from './change.ts'
import { undoPackages } from './packages-undo.ts'
import { ChangeRefused } from './refused.ts'

/** Packages at exact versions, installed in one transaction that must come out as it was planned. */
export interface PackagesChange extends ChangeBase {
	readonly kind: 'packages'
	readonly manager: 'apt' | 'dnf' | 'yum'
	readonly install: readonly PinnedPackage[]
	/** All that the transaction may do, dependencies included; what of it is done already is left out of account. */
	readonly transaction: readonly TransactionItem[]
	/** Names held back from updates (apt; on rpm the repository file excludes them). */
	readonly hold: readonly string[]
	/** Other versions of the packages named in `install` may be replaced. */
	readonly allowReplace: boolean
	/** Paths that these programs make while they run: undo removes those that were not there before. */
	readonly leaves: readonly string[]
	/** Fingerprints of keys that installing may add to the package manager's own (rpm). */
	readonly keys?: readonly string[]
}

export interface PackagesBefore {
	/** By name; null: not installed. */
	readonly packages: Readonly<Record<string, Pick<InstalledPackage, 'version' | 'auto' | 'held'> | null>>
	/** Those of `leaves` that were there. */
	readonly leaves: readonly string[]
	readonly keys: readonly string[]
}

type Installed = ReadonlyMap<string, InstalledPackage>

/** Every package that this change has to do with. */
export function namesOf({ install, transaction, hold }: PackagesChange): string[] {
	return [...new Set([...install.map(({ name }) => name), ...transaction.map(({ name }) => name), ...hold])]
}

export function isDone({ name, version, action }: TransactionItem, installed: Installed): boolean {
	const now = installed.get(name)
	return action === 'remove' ? now === undefined : now?.version === version && !now.broken
}

function missing({ install }: PackagesChange, installed: Installed): PinnedPackage[] {
	return install.filter(item => !isDone({ ...item, action: 'install' }, installed))
}

function toHold({ manager, hold }: PackagesChange, installed: Installed): string[] {
	return manager === 'apt' ? hold.filter(name => !installed.get(name)?.held) : []
}

function work({ allowReplace }: PackagesChange, install: readonly PinnedPackage[]): PackageWork {
	return { install, remove: [], allowReplace }
}

export const packages: ChangeKind<PackagesChange, PackagesBefore> = {
	kind: 'packages',
	lock: 'package-manager',
	describe: ({ install }) =>
		message('change.packages', { packages: install.map(({ name, version }) => `${name} ${version}`).join(', ') }),

	async inspect(change, { host }) {
		const manager = packageManager(change.manager)
		const names = namesOf(change)
		const installed = await manager.installed(host, names)
		const hold = toHold(change, installed)
		if (missing(change, installed).length === 0 && hold.length === 0) return { state: 'settled' }
		const leaves: string[] = []
		for (const path of change.leaves) if (await host.stat(path)) leaves.push(path)
		return {
			state: 'pending',
			before: {
				packages: Object.fromEntries(names.map(name => [name, stateOf(installed.get(name))])),
				leaves,
				keys: await manager.keys(host),
			},
			diff: [...diffOf(change, installed), ...hold.map(name => `+hold ${name}`)],
			after: {
				packages: Object.fromEntries([
					...change.transaction.map(({ name, version, action }) => [name, action === 'remove' ? null : version]),
					...change.install.map(({ name, version }) => [name, version]),
				]),
				held: change.hold,
			},
		}
	},

	async apply(change, context) {
		const { host, log, signal, progress } = context
		const manager = packageManager(change.manager)
		const installed = await manager.installed(host, namesOf(change))
		const install = missing(change, installed)
		if (install.length > 0) {
			await refuseOther(change, work(change, install), context)
			await manager.carryOut(host, work(change, install), {
				log,
				signal,
				onLine: line => tell(line, progress),
				onWait: lock => progress(message('change.packages.waiting', { lock })),
			})
		}
		await manager.mark(host, toHold(change, await manager.installed(host, change.hold)), 'held', { log, signal })
	},

	undo: undoPackages,

	shell(change) {
		const hold = change.manager === 'apt' && change.hold.length > 0 ? [`apt-mark hold ${change.hold.join(' ')}`] : []
		return [...packageManager(change.manager).shell(work(change, change.install)), ...hold]
	},
}

function stateOf(installed: InstalledPackage | undefined): PackagesBefore['packages'][string] {
	return installed ? { version: installed.version, auto: installed.auto, held: installed.held } : null
}

function diffOf({ transaction }: PackagesChange, installed: Installed): string[] {
	return transaction
		.filter(item => !isDone(item, installed))
		.flatMap(({ name, version, action }) => {
			const now = installed.get(name)
			return [...(now ? [`-${name} ${now.version}`] : []), ...(action === 'remove' ? [] : [`+${name} ${version}`])]
		})
}

/** What was planned is what is done: a repository that changed in between stops the step. */
async function refuseOther(change: PackagesChange, planned: PackageWork, { host }: ApplyContext): Promise<void> {
	const now = await packageManager(change.manager).simulate(host, planned)
	if (!now.ok) throw new ChangeRefused(message(`change.packages.refused.${now.reason}`), now.lines)
	const known = new Set(change.transaction.map(wordsOf))
	const other = now.transaction.filter(item => !known.has(wordsOf(item)))
	if (other.length > 0) throw new ChangeRefused(message('change.packages.refused.otherTransaction'), other.map(wordsOf))
}

function wordsOf({ action, name, version }: TransactionItem): string {
	return `${action} ${name} ${version}`
}

/** Lines of apt, dnf and yum that say which package they are at. */
const steps = [
	[/^Get:\d+ .* (\S+) \S+ \S+ \[(.+)\]$/, 'change.packages.fetching'],
	[/^Unpacking (\S+)/, 'change.packages.unpacking'],
	[/^Setting up (\S+)/, 'change.packages.settingUp'],
	[/^ {2}(?:Installing|Upgrading|Updating|Downgrading) +: (\S+)/, 'change.packages.unpacking'],
] as const

function tell(line: string, progress: ApplyContext['progress']): void {
	for (const [pattern, key] of steps) {
		const name = pattern.exec(line)?.[1]
		if (name !== undefined) progress(message(key, { name }))
	}
}
