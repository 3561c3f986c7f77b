import { alone, lane, lanes, machines, slow } from './lanes.ts'

/** Everything that no other lane has. */
export default lane(lanes.hosts, ['*'], [...alone, ...machines, ...slow])
