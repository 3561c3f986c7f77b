import { majors, nodeBinary } from '../test/built/nodes.ts'
import { benchDiagnosis } from './diagnosis.ts'
import { benchFirstFrame } from './first-frame.ts'
import { benchFlood } from './flood.ts'
import { benchSize } from './size.ts'
import { benchStart } from './start.ts'

/** `npm run bench`: what can be measured without a host. The figures are ratios of one run, for a reader; only the size and the diagnosis of a long log have limits. */
benchStart(process.execPath)
const oldest = nodeBinary(majors.oldest)
if (oldest !== undefined) benchStart(oldest)
await benchFirstFrame(process.execPath)
await benchFlood(process.execPath)
if (!benchDiagnosis()) process.exitCode = 1
if (!benchSize()) process.exitCode = 1
