import { closeTally, openTally, readCounts } from './tally.ts'

/** Prints the counts of the suites that are named as arguments, from the tally of the environment. */
process.exitCode = closeTally(await readCounts(await openTally(), process.argv.slice(2)))
