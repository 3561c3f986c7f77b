import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** Scenarios by the lane that they run in: names of suites, each with its own configuration file beside this one. */
export const lanes = { alone: 'e2e-alone', hosts: 'e2e-hosts', machines: 'e2e-machines' } as const

/** They look at the whole machine, or at kernel values that all container hosts share. */
export const alone = ['bed-bad-input', 'bed-snapshot', 'main-job']

/** Emulated machines have a kernel of their own and take no part in the rest; their emulator gives way to the others. */
export const machines = ['bed-machine']

/** Longer than a run of all may take. By hand: npx vitest run --config test/e2e/e2e-slow.config.ts */
export const slow = ['failures-machine']

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
