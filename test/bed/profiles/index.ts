import { centos7 } from './centos-7.ts'
import { debian12 } from './debian-12.ts'
import type { Profile } from './profile.ts'
import { rocky9 } from './rocky-9.ts'
import { ubuntu2404 } from './ubuntu-24.04.ts'

/** The kinds of container hosts, in the order they are shown. */
export const profiles: readonly Profile[] = [centos7, rocky9, debian12, ubuntu2404]
