import { swapOffForGood } from '../changes/swap-off.ts'
import type { Facts } from '../host/facts.ts'
import { message } from '../locales/message.ts'
import type { Step } from './step.ts'

/** Row 4: no swap now, and none after the next boot: fstab, swap units, zram. */
export const swap: Step = {
	id: 'swap',
	rows: [4],
	needs: [],
	notes: ({ facts }) => (swapStays(facts) ? [message('step.swap.ofTheMachine')] : []),
	changes: ({ facts }) => swapOffForGood(facts),
}

/** Swap in a container host is the machine's: it cannot be this host's to switch off. */
export function swapStays(facts: Facts): boolean {
	return facts.container !== undefined && facts.swap.looked && facts.swap.value.active.length > 0
}
