/** Time that passes only when everyone waits: a sleep ends as soon as nothing else is left to do. */
export class VirtualClock {
	#now: number
	#sleepers: { until: number; wake: () => void }[] = []
	#pumping = false

	constructor(start: string) {
		this.#now = Date.parse(start)
	}

	now(): number {
		return this.#now
	}

	sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted) return Promise.resolve()
		return new Promise(resolve => {
			const sleeper = { until: this.#now + milliseconds, wake: resolve }
			this.#sleepers.push(sleeper)
			const wakeEarly = (): void => {
				this.#sleepers = this.#sleepers.filter(other => other !== sleeper)
				resolve()
			}
			signal?.addEventListener('abort', wakeEarly, { once: true })
			this.#pump()
		})
	}

	/** After everything that is ready to run has run, the next sleeper wakes. */
	#pump(): void {
		if (this.#pumping) return
		this.#pumping = true
		setImmediate(() => {
			this.#pumping = false
			const next = this.#sleepers.sort((a, b) => a.until - b.until).shift()
			if (!next) return
			this.#now = Math.max(this.#now, next.until)
			next.wake()
			if (this.#sleepers.length > 0) this.#pump()
		})
	}
}
