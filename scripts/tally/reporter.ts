import type { Reporter, TestModule } from 'vitest/node'
import { writeCount } from './tally.ts'

/** A vitest reporter that leaves a suite's counts in the tally. A file that does not load is one failure. */
export default class TallyReporter implements Reporter {
	readonly #suite: string

	constructor(options: { suite: string }) {
		this.#suite = options.suite
	}

	/** Where the time of a run goes. */
	onTestModuleEnd(module: TestModule) {
		const { duration } = module.diagnostic()
		if (duration > 10_000) console.log(`${module.relativeModuleId}: ${Math.round(duration / 1000)} s`)
	}

	async onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]) {
		const states = modules.flatMap(module => [...module.children.allTests()].map(test => test.result().state))
		const broken = modules.filter(module => module.errors().length > 0).length
		const count = (state: string) => states.filter(one => one === state).length
		await writeCount({
			suite: this.#suite,
			passed: count('passed'),
			// A test that never came to its turn (a hook failed, the run was stopped) has not passed.
			failed: count('failed') + count('pending') + broken + unhandledErrors.length,
			skipped: count('skipped'),
		})
	}
}
