import { defineConfig } from 'vitest/config'

/** Tests of the built program, under the Node at hand, the oldest it promises and the newest. */
export default defineConfig({
	test: {
		include: ['test/built/**/*.test.ts', 'test/ui/**/*.pty.test.ts'],
		globalSetup: ['test/built/global-setup.ts'],
		testTimeout: 60_000,
		reporters: ['default', ['./scripts/tally/reporter.ts', { suite: 'built' }]],
	},
})
