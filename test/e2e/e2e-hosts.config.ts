import { alone, failures, lane, lanes } from './lanes.ts'

/** Everything that no other lane has. */
export default lane(lanes.hosts, ['*'], [...alone, ...failures])
