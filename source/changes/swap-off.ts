import { succeeded } from '../host/errors.ts'
import type { Facts } from '../host/facts.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import type { FileChange } from './file.ts'
import type { LinesOffChange } from './lines-off.ts'
import type { ServiceChange } from './service.ts'

/** No swap is active now (that it stays so after a boot is the business of fstab and units). */
export interface SwapOffChange extends ChangeBase {
	readonly kind: 'swap-off'
}

interface Swap {
	readonly path: string
	readonly priority: number
}

/** Lines of /proc/swaps: 'FILENAME TYPE SIZE USED PRIORITY', blanks in a name as \040. */
async function activeSwaps(host: Host): Promise<Swap[]> {
	const lines = ((await host.readText('/proc/swaps')) ?? '').split('\n').slice(1)
	return lines.flatMap(line => {
		const [path, , , , priority] = line.split(/\s+/)
		if (path === undefined || path === '') return []
		return [{ path: path.replace(/\\040/g, ' ').replace(/\\011/g, '\t'), priority: Number(priority) }]
	})
}

export const swapOff: ChangeKind<SwapOffChange, readonly Swap[]> = {
	kind: 'swap-off',
	describe: () => message('change.swapOff'),

	async inspect(_change, { host }) {
		const active = await activeSwaps(host)
		if (active.length === 0) return { state: 'settled' }
		return {
			state: 'pending',
			before: active,
			diff: active.map(({ path }) => `-${path}`),
			after: { swap: [] },
		}
	},

	async apply(_change, { host, log, signal }) {
		for (const { path } of await activeSwaps(host)) {
			succeeded(await host.act(['swapoff', path], { log, signal }), log)
		}
	},

	async undo(_change, before, { host, log, signal }) {
		const active = await activeSwaps(host)
		for (const { path, priority } of before) {
			if (active.some(swap => swap.path === path)) continue
			if (!(await host.stat(path))) return { undone: false, kept: message('change.kept.swap', { path }) }
			// Negative priorities are the kernel's own and cannot be asked for.
			const wish = priority >= 0 ? ['-p', String(priority)] : []
			succeeded(await host.act(['swapon', ...wish, path], { log, signal }), log)
		}
		return { undone: true }
	},

	shell: () => ['swapoff -a'],
}

/** No swap now, and none after the next boot: fstab, swap units, zram. In a container swap itself is the machine's. */
export function swapOffForGood({
	container,
	swap,
}: Pick<Facts, 'container' | 'swap'>): (SwapOffChange | LinesOffChange | ServiceChange | FileChange)[] {
	const { fstab, units, zram } = swap.looked ? swap.value : { fstab: [], units: [], zram: false }
	return [
		...(container === undefined ? [{ kind: 'swap-off' as const }] : []),
		...(fstab.length > 0 ? [{ kind: 'lines-off' as const, path: '/etc/fstab', lines: fstab }] : []),
		...units.map(unit => ({ kind: 'service' as const, unit, running: false, masked: true })),
		// An empty file here stands before the one of the distribution.
		...(zram ? [zramOff] : []),
	]
}

const zramOff: FileChange = {
	kind: 'file',
	path: '/etc/systemd/zram-generator.conf',
	content: '# Switched off by k8s-wizard.\n',
	mode: 0o644,
}
