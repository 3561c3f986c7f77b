import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Scenarios by the lane that they run in: names of suites, each with its own configuration file beside this one. */
export const lanes = { alone: 'e2e-alone', hosts: 'e2e-hosts', failures: 'e2e-failures' } as const

/** They look at the whole machine, or at kernel values that all container hosts share. */
export const alone = ['bed-bad-input', 'bed-snapshot', 'main-job']

/** What is broken and mended, on one host after the other; and the emulated machines, which take long and no part in the rest. */
export const failures = ['bed-cluster', 'bed-machine', 'failures-*']

const paths = (names: readonly string[]): string[] => names.map(name => `test/e2e/${name}.test.ts`)

/** Scenarios on real hosts: one file after the other within a lane, since the hosts share two cores. */
export function lane(suite: string, include: readonly string[], exclude: readonly string[] = []): ViteUserConfig {
	return defineConfig({
		test: {
			include: paths(include),
			exclude: paths(exclude),
			fileParallelism: false,
			testTimeout: 25 * 60_000,
			hookTimeout: 15 * 60_000,
			teardownTimeout: 60_000,
			reporters: ['verbose', ['./scripts/tally/reporter.ts', { suite }]],
		},
	})
}
