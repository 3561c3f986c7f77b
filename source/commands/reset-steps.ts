import type { World } from './world.ts'

/** The step that makes the cluster. */
const clusterStep = 'kubeadm-init'

/** Steps that `reset` gives back: the one that makes the cluster, and every one that needs it. */
export function withinReset({ steps }: World): ReadonlySet<string> {
	const within = new Set<string>([clusterStep])
	// Each step stands after what it needs, so one pass finds them all.
	for (const step of steps) {
		if (step.needs.some(need => within.has(need))) within.add(step.id)
	}
	return within
}
