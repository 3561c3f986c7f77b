import { alone, lane, lanes } from './lanes.ts'

export default lane(lanes.alone, alone)
