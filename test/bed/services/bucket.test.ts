import { expect, test } from 'vitest'
import { type Clock, TokenBucket } from './bucket.ts'

/** A clock that jumps to the next sleeper as soon as everybody sleeps. */
function virtualClock(): Clock {
	let time = 0
	const sleepers: { until: number; wake: () => void }[] = []
	let scheduled = false
	const wakeNext = () => {
		scheduled = false
		sleepers.sort((a, b) => a.until - b.until)
		const next = sleepers.shift()
		if (next === undefined) return
		time = Math.max(time, next.until)
		next.wake()
		schedule()
	}
	const schedule = () => {
		if (scheduled) return
		scheduled = true
		setImmediate(wakeNext)
	}
	return {
		now: () => time,
		sleep: ms =>
			new Promise(resolve => {
				sleepers.push({ until: time + ms, wake: resolve })
				schedule()
			}),
	}
}

async function drain(bucket: TokenBucket, bytes: number): Promise<void> {
	for (let left = bytes; left > 0; left -= bucket.piece) await bucket.take(Math.min(left, bucket.piece))
}

test('a million bytes at 100 000 a second take ten seconds', async () => {
	const clock = virtualClock()
	await drain(new TokenBucket(100_000, clock), 1_000_000)
	expect(clock.now()).toBeGreaterThanOrEqual(9_900)
	expect(clock.now()).toBeLessThanOrEqual(10_100)
})

test('ten who ask at once share the rate evenly', async () => {
	const clock = virtualClock()
	const bucket = new TokenBucket(100_000, clock)
	const ends: number[] = []
	await Promise.all(
		Array.from({ length: 10 }, async () => {
			await drain(bucket, 100_000)
			ends.push(clock.now())
		}),
	)
	expect(clock.now()).toBeGreaterThanOrEqual(9_900)
	expect(clock.now()).toBeLessThanOrEqual(10_100)
	expect(Math.min(...ends)).toBeGreaterThan(9_000)
})

test('an idle time is not saved up beyond one burst', async () => {
	const clock = virtualClock()
	const bucket = new TokenBucket(100_000, clock)
	await clock.sleep(60_000)
	await drain(bucket, 1_000_000)
	expect(clock.now()).toBeGreaterThanOrEqual(69_900)
})

test('bytes come in many small pieces', () => {
	expect(new TokenBucket(100_000, virtualClock()).piece).toBe(5_000)
	expect(new TokenBucket(10, virtualClock()).piece).toBe(1)
	expect(new TokenBucket(Number.POSITIVE_INFINITY, virtualClock()).piece).toBe(65_536)
})

test.each([0, -1, Number.NaN])('a rate of %d is refused', rate => {
	expect(() => new TokenBucket(rate)).toThrow('bytesPerSecond must be above 0')
})
