import { failures, lane, lanes } from './lanes.ts'

export default lane(lanes.failures, failures)
