import { setTimeout as sleep } from 'node:timers/promises'

/** Time as the bucket sees it, so that a test can bring its own. */
export interface Clock {
	/** Milliseconds from any fixed point; never goes back. */
	now(): number
	sleep(ms: number): Promise<void>
}

export const systemClock: Clock = {
	now: () => performance.now(),
	sleep: ms => sleep(ms),
}

/** How much may pass at once, in milliseconds' worth of the rate: small, so that the flow is even and not in gulps. */
const burstMs = 50

/** Hands out the right to send bytes at one rate to all who ask, in the order they ask. */
export class TokenBucket {
	readonly #bytesPerSecond: number
	readonly #clock: Clock
	/** When the bytes promised so far will all have been earned. */
	#paidUntil: number

	/** `bytesPerSecond`: a positive number; Infinity lets everything pass at once. */
	constructor(bytesPerSecond: number, clock: Clock = systemClock) {
		if (!(bytesPerSecond > 0)) throw new RangeError(`bytesPerSecond must be above 0, not ${bytesPerSecond}`)
		this.#bytesPerSecond = bytesPerSecond
		this.#clock = clock
		this.#paidUntil = clock.now()
	}

	/** The largest piece worth asking for at once, in bytes: what one burst holds. */
	get piece(): number {
		const burst = (this.#bytesPerSecond * burstMs) / 1000
		return Math.max(1, Math.min(64 * 1024, Math.floor(burst)))
	}

	/** Resolves when `bytes` may be sent. */
	async take(bytes: number): Promise<void> {
		const now = this.#clock.now()
		// Time in which nobody asked is not saved up beyond one burst.
		this.#paidUntil = Math.max(this.#paidUntil, now - burstMs) + (bytes / this.#bytesPerSecond) * 1000
		const wait = this.#paidUntil - now
		if (wait > 0) await this.#clock.sleep(wait)
	}
}
