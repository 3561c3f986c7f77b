import type { World } from './world.ts'

/** The steps that make this host a node. */
const clusterSteps = ['kubeadm-init', 'kubeadm-join']

/** Steps that `reset` gives back: those that make the cluster or join it, and every one that needs it. */
export function withinReset({ steps }: World): ReadonlySet<string> {
	const within = new Set<string>(clusterSteps)
	// Each step stands after what it needs, so one pass finds them all.
	for (const step of steps) {
		if (step.needs.some(need => within.has(need))) within.add(step.id)
	}
	return within
}
