import { type Snapshot, type SnapshotKind, snapshotKinds } from './snapshot.ts'

/** One difference between two snapshots of a host. */
export interface Difference {
	kind: SnapshotKind
	name: string
	/** Undefined: it was not there. */
	before: string | undefined
	/** Undefined: it is not there any more. */
	after: string | undefined
}

/** What a host changes by itself while nobody touches it, with the reason. Everything else counts. */
export const restless: readonly { kind: SnapshotKind; name: RegExp; why: string }[] = [
	{ kind: 'file', name: /^\/var\/log(\/|$)/, why: 'logs grow' },
	{
		kind: 'file',
		name: /^\/var\/lib\/systemd\/(random-seed|timers|timesync|catalog|coredump)/,
		why: 'systemd’s own stamps',
	},
	{ kind: 'file', name: /^\/var\/lib\/(dbus\/machine-id|chrony\/|logrotate)/, why: 'services keep their state' },
	{
		kind: 'file',
		name: /^\/var\/lib\/rpm\/rpmdb\.sqlite-shm$/,
		why: 'every reader of rpm’s database, `rpm -q` too, marks its place in this index',
	},
	{ kind: 'file', name: /^\/var\/spool\/(exim4|postfix|cron|mail)\//, why: 'queues of the mail service' },
	{
		kind: 'file',
		name: /^\/var\/lib\/rpm\/rpmdb\.sqlite-shm$/,
		why: 'whoever reads the database alters its shared memory',
	},
	{ kind: 'file', name: /^\/var\/tmp\/systemd-private-/, why: 'private folders of services that are running' },
]

/** Units whose running state says something about the host: not one-shot jobs that timers start. */
function steady(name: string, value: string | undefined): boolean {
	if (/^(systemd-|user@|user-runtime-dir@|getty@|serial-getty@|console-getty|session-|run-|init-|dbus-)/.test(name))
		return false
	return value === undefined || /running|listening|waiting|failed/.test(value)
}

/** What differs, sorted by kind and name. `all` includes what hosts change by themselves. */
export function diff(before: Snapshot, after: Snapshot, options: { all?: boolean } = {}): Difference[] {
	const found: Difference[] = []
	const links = changedLinks(before, after)
	for (const kind of snapshotKinds) {
		const names = new Set([...Object.keys(before[kind]), ...Object.keys(after[kind])])
		for (const name of [...names].sort()) {
			const [old, fresh] = [before[kind][name], after[kind][name]]
			if (old === fresh) continue
			if (options.all !== true && isRestless(kind, name, old, fresh)) continue
			const perLink = kind === 'sysctl' ? /^net\.ipv[46]\.(?:conf|neigh)\.([^.]+)\./.exec(name)?.[1] : undefined
			// A link that came or went says it all; its hundred kernel values came with it.
			if (perLink !== undefined && links.has(perLink)) continue
			found.push({ kind, name, before: old, after: fresh })
		}
	}
	return found
}

function changedLinks(before: Snapshot, after: Snapshot): Set<string> {
	const all = [...Object.keys(before.link), ...Object.keys(after.link)]
	return new Set(all.filter(name => before.link[name] !== after.link[name]))
}

function isRestless(kind: SnapshotKind, name: string, old: string | undefined, fresh: string | undefined): boolean {
	if (kind === 'service' && name.endsWith(' state')) return !steady(name, old) || !steady(name, fresh)
	return restless.some(each => each.kind === kind && each.name.test(name))
}

/** One line for people: what kind, which one, what it was and is. */
export function describe({ kind, name, before, after }: Difference): string {
	if (before === undefined) return `+ ${kind} ${name}: ${after}`
	if (after === undefined) return `- ${kind} ${name}: ${before}`
	return `~ ${kind} ${name}: ${before} → ${after}`
}
