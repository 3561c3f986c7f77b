import { runSuites } from './tally/suites.ts'

/** `npm test`: all that needs neither root nor a host. */
process.exitCode = await runSuites([
	{ name: 'lint', commands: [['biome', 'check', '.']] },
	{ name: 'types', commands: [['tsc'], ['tsc', '--project', 'source']] },
	{ name: 'unit', vitest: 'vitest.config.ts' },
	{ name: 'built', vitest: 'test/built/vitest.config.ts' },
])
