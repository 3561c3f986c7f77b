import type { Facts } from '../host/facts.ts'
import { message } from '../locales/message.ts'
import { file } from './changes.ts'
import type { Step } from './step.ts'

/** Row 4: no swap now, and none after the next boot: fstab, swap units, zram. */
export const swap: Step = {
	id: 'swap',
	rows: [4],
	needs: [],
	notes: ({ facts }) => (swapStays(facts) ? [message('step.swap.ofTheMachine')] : []),
	changes: ({ facts }) => {
		const { fstab, units, zram } = facts.swap.looked ? facts.swap.value : { fstab: [], units: [], zram: false }
		return [
			...(facts.container === undefined ? [{ kind: 'swap-off' as const }] : []),
			...(fstab.length > 0 ? [{ kind: 'lines-off' as const, path: '/etc/fstab', lines: fstab }] : []),
			...units.map(unit => ({ kind: 'service' as const, unit, running: false, masked: true })),
			// An empty file here stands before the one of the distribution.
			...(zram ? [file('/etc/systemd/zram-generator.conf', '# Switched off by k8s-wizard.\n')] : []),
		]
	},
}

/** Swap in a container host is the machine's: it cannot be this host's to switch off. */
export function swapStays(facts: Facts): boolean {
	return facts.container !== undefined && facts.swap.looked && facts.swap.value.active.length > 0
}
