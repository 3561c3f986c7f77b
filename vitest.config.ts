import { defineConfig } from 'vitest/config'

/** Tests of the sources: no root, no host, no network. */
export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/built/**', 'test/e2e/**', 'test/nodes/**', 'test/**/*.pty.test.ts'],
		reporters: ['default', ['./scripts/tally/reporter.ts', { suite: 'unit' }]],
	},
})
