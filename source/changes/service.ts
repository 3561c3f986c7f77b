import { succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, ChangeBase, ChangeKind } from './change.ts'
import { makeParents } from './path-image.ts'
import { commandLine } from './quote.ts'
import { sha256 } from './sha256.ts'

/** State of a systemd unit; what is left out is left alone. */
export interface ServiceChange extends ChangeBase {
	readonly kind: 'service'
	/** 'containerd.service' */
	readonly unit: string
	readonly enabled?: boolean
	readonly running?: boolean
	readonly masked?: boolean
	/** Files that it reads when it starts: it must have been started since they have this content. */
	readonly restartOn?: readonly { readonly path: string; readonly sha256: string }[]
	/** Folders that it makes when it starts, innermost first: undo removes those that were not there and are empty. */
	readonly makes?: readonly string[]
}

interface UnitState {
	readonly exists: boolean
	readonly enabled: boolean
	readonly running: boolean
	readonly masked: boolean
}

interface Before extends UnitState {
	/** Those of `makes` that were not there. */
	readonly missing: readonly string[]
}

interface Seen extends UnitState {
	/** Seconds since 1970; 0: not running. */
	readonly startedAt: number
	readonly needsReload: boolean
}

/** Notes of what a unit was restarted for: start times are whole seconds, too coarse to compare with a file just written. */
const notes = '/run/k8s-wizard/restarted'

const properties = ['LoadState', 'ActiveState', 'UnitFileState', 'ActiveEnterTimestamp', 'NeedDaemonReload']

async function see(host: Host, unit: string): Promise<Seen> {
	const flags = properties.flatMap(property => ['-p', property])
	const result = succeeded(await host.look(['systemctl', 'show', ...flags, unit], { env: { TZ: 'UTC' } }))
	const values = new Map(
		result.stdout
			.split('\n')
			.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
	)
	const running = ['active', 'activating', 'reloading'].includes(values.get('ActiveState') ?? '')
	const load = values.get('LoadState')
	const file = values.get('UnitFileState') ?? ''
	return {
		exists: load !== 'not-found' && load !== undefined,
		enabled: file === 'enabled' || file === 'enabled-runtime',
		running,
		masked: load === 'masked' || file.startsWith('masked'),
		startedAt: running ? seconds(values.get('ActiveEnterTimestamp') ?? '') : 0,
		needsReload: values.get('NeedDaemonReload') === 'yes',
	}
}

/** 'Tue 2026-11-24 00:01:29 UTC' */
function seconds(stamp: string): number {
	const match = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(stamp)
	return match ? Math.floor(Date.parse(`${match[1]}T${match[2]}Z`) / 1000) : 0
}

function notePath(unit: string): string {
	return `${notes}/${unit}`
}

function hashOfFiles(restartOn: NonNullable<ServiceChange['restartOn']>): string {
	return sha256(restartOn.map(({ path, sha256: hash }) => `${hash} ${path}\n`).join(''))
}

async function startedWith(host: Host, { unit, restartOn }: ServiceChange, { startedAt }: Seen): Promise<boolean> {
	if (restartOn === undefined || restartOn.length === 0) return true
	let newest = 0
	for (const { path, sha256: hash } of restartOn) {
		const content = await host.readBytes(path)
		if (content === undefined || sha256(content) !== hash) return false
		newest = Math.max(newest, (await host.stat(path))?.modified ?? 0)
	}
	if ((await host.readText(notePath(unit)))?.trim() === hashOfFiles(restartOn)) return true
	return startedAt > newest / 1000
}

/** What differs from what is wanted, as lines of a diff. */
function differences(change: ServiceChange, seen: Seen, upToDate: boolean): string[] {
	const words: readonly (readonly [wanted: boolean | undefined, is: boolean, yes: string, no: string])[] = [
		[change.masked, seen.masked, 'masked', 'not masked'],
		[change.enabled, seen.enabled, 'enabled', 'disabled'],
		[change.running, seen.running, 'running', 'stopped'],
	]
	const lines = words.flatMap(([wanted, is, yes, no]) =>
		wanted === undefined || wanted === is ? [] : [`-${is ? yes : no}`, `+${wanted ? yes : no}`],
	)
	const restarts = change.running !== false && seen.running && !upToDate
	return restarts ? [...lines, `+restarted with ${change.restartOn?.map(({ path }) => path).join(', ')}`] : lines
}

export const service: ChangeKind<ServiceChange, Before> = {
	kind: 'service',
	lock: 'systemd',
	describe: ({ unit, enabled, running, masked }) =>
		message('change.service', { unit, ...definedOf({ enabled, running, masked }) }),

	async inspect(change, { host }) {
		const seen = await see(host, change.unit)
		const lines = differences(change, seen, await startedWith(host, change, seen))
		if (lines.length === 0) return { state: 'settled' }
		const { exists, enabled, running, masked } = seen
		const { unit, restartOn, makes = [] } = change
		const missing: string[] = []
		for (const path of makes) if (!(await host.stat(path))) missing.push(path)
		return {
			state: 'pending',
			before: { exists, enabled, running, masked, missing },
			diff: [`--- ${unit}`, `+++ ${unit}`, ...lines],
			after: {
				unit,
				...definedOf({ enabled: change.enabled, running: change.running, masked: change.masked }),
				...(restartOn && { with: hashOfFiles(restartOn) }),
			},
		}
	},

	async apply(change, context) {
		const { host } = context
		const { unit, restartOn } = change
		const seen = await see(host, unit)
		const upToDate = await startedWith(host, change, seen)
		if (change.masked === false && seen.masked) await systemctl(context, 'unmask', unit)
		if (seen.needsReload || (change.masked === false && seen.masked)) await systemctl(context, 'daemon-reload')
		if (change.running === false && seen.running) await systemctl(context, 'stop', unit)
		if (change.enabled !== undefined && change.enabled !== seen.enabled) {
			await systemctl(context, change.enabled ? 'enable' : 'disable', unit)
		}
		if (change.masked === true && !seen.masked) await systemctl(context, 'mask', unit)
		if (change.running === true && !seen.running) await systemctl(context, 'start', unit)
		else if (change.running !== false && seen.running && !upToDate) await systemctl(context, 'restart', unit)
		if (restartOn && change.running !== false) {
			await makeParents(host, notePath(unit), { mode: 0o700, uid: 0, gid: 0 })
			await host.writeFile(notePath(unit), `${hashOfFiles(restartOn)}\n`, { mode: 0o600, uid: 0, gid: 0 })
		}
	},

	async undo(change, before, context) {
		const { host } = context
		const { unit } = change
		const seen = await see(host, unit)
		await host.remove(notePath(unit))
		// Gone with its package, or never there.
		if (!seen.exists) return { undone: true }
		const edited = (['masked', 'enabled', 'running'] as const).filter(
			part => change[part] !== undefined && seen[part] !== change[part] && seen[part] !== before[part],
		)
		if (edited.length > 0) return { undone: false, kept: message('change.kept.unit', { unit }) }
		if (seen.masked && !before.masked) await systemctl(context, 'unmask', unit)
		if (change.enabled !== undefined && seen.enabled !== before.enabled) {
			await systemctl(context, before.enabled ? 'enable' : 'disable', unit)
		}
		if (seen.running && !before.running && change.running === true) await systemctl(context, 'stop', unit)
		if (!seen.running && before.running) await systemctl(context, 'start', unit)
		if (before.masked && !seen.masked) await systemctl(context, 'mask', unit)
		for (const path of before.missing) {
			if ((await host.list(path))?.length === 0) await host.remove(path)
		}
		return { undone: true }
	},

	shell({ unit, enabled, running, masked, restartOn }) {
		const verbs = [
			...(masked === false ? ['unmask'] : []),
			...(running === false ? ['stop'] : []),
			...(enabled === undefined ? [] : [enabled ? 'enable' : 'disable']),
			...(masked === true ? ['mask'] : []),
			...(restartOn ? ['restart'] : running === true ? ['start'] : []),
		]
		const reload = masked === false || restartOn ? ['systemctl daemon-reload'] : []
		return [...reload, ...verbs.map(verb => commandLine(['systemctl', verb, unit]))]
	},
}

async function systemctl(
	{ host, log, signal }: ApplyContext,
	verb: string,
	...units: readonly string[]
): Promise<void> {
	succeeded(await host.act(['systemctl', verb, ...units], { log, signal }), log)
}

function definedOf(values: Readonly<Record<string, boolean | undefined>>): Record<string, boolean> {
	return Object.fromEntries(
		Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
	)
}
