import { make, type Part, type Say } from './cache.ts'
import { images } from './parts/images.ts'
import { machine } from './parts/machine.ts'
import { registryTls } from './parts/registry-tls.ts'
import { repositories } from './parts/repositories.ts'
import { rootFileSystems } from './parts/rootfs.ts'

/** Everything a run of all scenarios takes from the cache; what they need in turn comes with them. */
export const allParts: readonly Part[] = [repositories, images, registryTls, ...rootFileSystems.values(), machine]

/** Makes what is missing, as much side by side as the parts allow. The first failure ends it once the others stand still. */
export async function build(say: Say): Promise<void> {
	const results = await Promise.allSettled(allParts.map(part => make(part, say)))
	for (const result of results) if (result.status === 'rejected') throw result.reason
}
