import { majors, nodeBinary } from '../test/built/nodes.ts'
import { benchSize } from './size.ts'
import { benchStart } from './start.ts'

/** `npm run bench`: what can be measured without a host. The figures are ratios of one run, for a reader; only the size has a limit. */
benchStart(process.execPath)
const oldest = nodeBinary(majors.oldest)
if (oldest !== undefined) benchStart(oldest)
if (!benchSize()) process.exitCode = 1
