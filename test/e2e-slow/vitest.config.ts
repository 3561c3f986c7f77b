import { defineConfig } from 'vitest/config'

/**
 * Scenarios that are not part of every run, started by hand, alone on the machine: control planes under emulation, which
 * take long, and joins, four hosts for five minutes.
 * npx vitest run --config test/e2e-slow/vitest.config.ts
 */
export default defineConfig({
	test: {
		include: ['test/e2e-slow/**/*.test.ts'],
		fileParallelism: false,
		testTimeout: 40 * 60_000,
		hookTimeout: 15 * 60_000,
		teardownTimeout: 60_000,
		reporters: ['verbose'],
	},
})
