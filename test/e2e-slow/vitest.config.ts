import { defineConfig } from 'vitest/config'

/**
 * Scenarios that run a control plane under emulation, alone on the machine and by hand:
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
