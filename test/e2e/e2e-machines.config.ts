import { lane, lanes, machines } from './lanes.ts'

export default lane(lanes.machines, machines)
