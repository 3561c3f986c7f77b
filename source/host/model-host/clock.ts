/** How a virtual clock goes in front of somebody who watches. */
export interface Pace {
	/** Virtual milliseconds in one real one. */
	readonly speed: number
	/** It stands still from this many virtual milliseconds after its start on. */
	readonly holdAt?: number | undefined
}

interface Sleeper {
	readonly until: number
	wake(): void
}

/**
 * Time that passes only when everyone waits: a sleep ends as soon as nothing else is left to do, or, with a pace, when
 * its share of real time has gone by. What happens at which virtual time is the same either way.
 */
export class VirtualClock {
	readonly #start: number
	#now: number
	#sleepers: Sleeper[] = []
	#pumping = false
	#paused = false
	#pace: Pace | undefined
	/** Real time at which #now was reached. */
	#reached = Date.now()

	constructor(start: string) {
		this.#start = Date.parse(start)
		this.#now = this.#start
	}

	now(): number {
		return this.#now
	}

	/** For a clock on screen: moves on smoothly to the next thing that happens. */
	shown(): number {
		if (this.#pace === undefined || this.#paused || this.#sleepers.length === 0) return this.#now
		const next = Math.min(this.#limit(), ...this.#sleepers.map(({ until }) => until))
		return Math.max(this.#now, Math.min(next, this.#now + (Date.now() - this.#reached) * this.#pace.speed))
	}

	setPace(pace: Pace): void {
		this.#pace = pace
	}

	/** Nothing happens until it resumes. */
	pause(): void {
		this.#paused = true
	}

	resume(): void {
		this.#paused = false
		this.#reached = Date.now()
		this.#pump()
	}

	sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) return Promise.resolve()
		return new Promise(resolve => {
			const wakeEarly = (): void => {
				this.#sleepers = this.#sleepers.filter(other => other !== sleeper)
				resolve()
			}
			const wake = (): void => {
				signal?.removeEventListener('abort', wakeEarly)
				resolve()
			}
			const sleeper = { until: this.#now + milliseconds, wake }
			if (this.#sleepers.length === 0) this.#reached = Date.now()
			this.#sleepers.push(sleeper)
			signal?.addEventListener('abort', wakeEarly, { once: true })
			this.#pump()
		})
	}

	#limit(): number {
		return this.#start + (this.#pace?.holdAt ?? Number.POSITIVE_INFINITY)
	}

	/** After everything that is ready to run has run, the next sleeper wakes. */
	#pump(): void {
		if (this.#pumping || this.#paused) return
		this.#pumping = true
		setImmediate(() => this.#await())
	}

	#await(): void {
		const [next] = this.#sleepers.sort((a, b) => a.until - b.until)
		if (!next || this.#paused) {
			this.#pumping = false
			return
		}
		if (next.until > this.#limit()) {
			this.#now = Math.max(this.#now, this.#limit())
			this.#pumping = false
			return
		}
		const left = this.#pace ? (next.until - this.#now) / this.#pace.speed - (Date.now() - this.#reached) : 0
		if (left >= 1) {
			setTimeout(() => this.#await(), left)
			return
		}
		this.#pumping = false
		this.#sleepers.shift()
		this.#now = Math.max(this.#now, next.until)
		this.#reached = Date.now()
		next.wake()
		if (this.#sleepers.length > 0) this.#pump()
	}
}
