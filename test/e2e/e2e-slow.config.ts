import { lane, slow } from './lanes.ts'

export default lane('e2e-slow', slow)
