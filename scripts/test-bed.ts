import { runSuites } from './tally/suites.ts'

/** `npm run test:bed`: builds the bed of real hosts and runs the scenarios on it. Needs root on Debian 12. */
process.exitCode = await runSuites([
	{ name: 'bed', commands: [['tsx', 'test/bed/cli.ts', 'build']] },
	{ name: 'e2e', vitest: 'test/e2e/vitest.config.ts' },
])
