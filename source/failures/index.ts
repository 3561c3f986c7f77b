import { containerd } from './containerd.ts'
import { dns } from './dns.ts'
import type { KnownFailure } from './failure.ts'
import { image } from './image.ts'
import { join } from './join.ts'
import { kernel } from './kernel.ts'
import { network } from './network.ts'
import { packages } from './package.ts'
import { preflight } from './preflight.ts'
import { repository } from './repository.ts'

/** Every failure that is known. */
export const knownFailures: readonly KnownFailure[] = [
	...repository,
	...packages,
	...kernel,
	...containerd,
	...preflight,
	...join,
	...image,
	...network,
	...dns,
]
