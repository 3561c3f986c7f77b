import { defineConfig } from 'vitest/config'

/** Scenarios on real hosts: one file after the other, since the hosts share two cores and one kernel. */
export default defineConfig({
	test: {
		include: ['test/e2e/**/*.test.ts'],
		fileParallelism: false,
		testTimeout: 15 * 60_000,
		hookTimeout: 15 * 60_000,
		teardownTimeout: 60_000,
		reporters: ['verbose', ['./scripts/tally/reporter.ts', { suite: 'e2e' }]],
	},
})
