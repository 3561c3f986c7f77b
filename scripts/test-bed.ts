import { lanes } from '../test/e2e/lanes.ts'
import { aroundLanes } from '../test/e2e/side-by-side.ts'
import { runSideBySide, runSuite } from './tally/suites.ts'
import { closeTally, openTally, readCounts } from './tally/tally.ts'

/**
 * `npm run test:bed`: builds the bed of real hosts and runs the scenarios on it. Needs root on Debian 12. First those
 * that must be alone on the machine, then the others in two lanes side by side.
 */
const folder = await openTally()
const config = (lane: string) => ({ name: lane, vitest: `test/e2e/${lane}.config.ts` })
await runSuite({ name: 'bed', commands: [['tsx', 'test/bed/cli.ts', 'build']] })
await runSuite(config(lanes.alone))
await aroundLanes(() => runSideBySide([config(lanes.hosts), config(lanes.machines)]))
process.exitCode = closeTally(await readCounts(folder, ['bed', ...Object.values(lanes)]))
