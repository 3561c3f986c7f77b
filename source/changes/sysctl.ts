import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { commandLine, quote } from './quote.ts'

/** The value that a sysctl has now (what it has after a boot is a file's business). */
export interface SysctlChange extends ChangeBase {
	readonly kind: 'sysctl'
	/** 'net.ipv4.ip_forward' */
	readonly key: string
	readonly value: string
	/** Only raised, never lowered. */
	readonly atLeast?: true
}

interface Before {
	/** null: there was no such key. */
	readonly value: string | null
	/** Values of keys that the kernel resets when this one is switched. */
	readonly disturbed?: Readonly<Record<string, string>>
}

/** The kernel takes redirects again whenever forwarding is switched off (inet_forward_change in net/ipv4/devinet.c). */
const disturbs: Readonly<Record<string, readonly string[]>> = {
	'net.ipv4.ip_forward': ['net.ipv4.conf.all.accept_redirects'],
}

/** Dots are folders; a slash stands for a dot inside a name, as sysctl(8) has it. */
export function sysctlPath(key: string): string {
	return `/proc/sys/${key.replace(/[./]/g, character => (character === '.' ? '/' : '.'))}`
}

/** Values of several numbers are shown with tabs and written with spaces. */
function normal(value: string): string {
	return value.trim().replace(/\s+/g, ' ')
}

function reached({ value, atLeast }: SysctlChange, now: string): boolean {
	return now === normal(value) || (atLeast === true && /^\d+$/.test(now) && Number(now) >= Number(value))
}

async function disturbedBy(host: Host, key: string): Promise<Pick<Before, 'disturbed'>> {
	const disturbed: Record<string, string> = {}
	for (const other of disturbs[key] ?? []) {
		const text = await host.readText(sysctlPath(other))
		if (text !== undefined) disturbed[other] = normal(text)
	}
	return Object.keys(disturbed).length === 0 ? {} : { disturbed }
}

export const sysctl: ChangeKind<SysctlChange, Before> = {
	kind: 'sysctl',
	describe: ({ key, value }) => message('change.sysctl', { key, value }),

	async inspect(change, { host }) {
		const { key, value } = change
		const text = await host.readText(sysctlPath(key))
		const now = text === undefined ? null : normal(text)
		if (now !== null && reached(change, now)) return { state: 'settled' }
		return {
			state: 'pending',
			before: { value: now, ...(await disturbedBy(host, key)) },
			diff: [...(now === null ? [] : [`-${key} = ${now}`]), `+${key} = ${value}`],
			after: { sysctl: key, value },
		}
	},

	async apply({ key, value }, { host }) {
		await host.writeKernel(sysctlPath(key), `${value}\n`)
	},

	async undo({ key, value }, before, { host }) {
		const text = await host.readText(sysctlPath(key))
		// The key went with its module.
		if (text === undefined || before.value === null) return { undone: true }
		const now = normal(text)
		if (now === before.value) return { undone: true }
		if (now !== normal(value)) return { undone: false, kept: message('change.kept.sysctl', { key, value: now }) }
		await host.writeKernel(sysctlPath(key), `${before.value}\n`)
		for (const [other, value] of Object.entries(before.disturbed ?? {})) {
			await host.writeKernel(sysctlPath(other), `${value}\n`)
		}
		return { undone: true }
	},

	shell({ key, value, atLeast }) {
		const set = commandLine(['sysctl', '-w', `${key}=${value}`])
		return atLeast ? [`[ "$(sysctl -n ${quote(key)})" -ge ${quote(value)} ] || ${set}`] : [set]
	},
}
