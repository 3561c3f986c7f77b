import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { Check } from '../steps/step.ts'
import { StepFailure } from './failure.ts'
import type { Journal } from './journal.ts'

/** Milliseconds between looks: short at first, since most checks come true at once. */
const firstPause = 200
const longestPause = 1_000
/** Milliseconds between two lines that say what is being waited for. */
const sayEvery = 5_000

/**
 * Looks until a check holds, no longer than it allows. Returns 'stopped' when a stop was asked for while waiting.
 * Throws StepFailure when it does not hold, or could not be looked at, to the end.
 */
export async function runCheck(
	{ host, journal, step, stopRequested, endedEarly }: CheckRun,
	check: Check,
): Promise<'passed' | 'stopped'> {
	const started = host.now().getTime()
	const elapsed = (): number => host.now().getTime() - started
	let pause = firstPause
	let said = 0
	for (;;) {
		const looked = await check.look(host)
		if (looked.looked && looked.value.holds) {
			await journal.append({ type: 'check-passed', step, what: check.what, milliseconds: elapsed() })
			return 'passed'
		}
		const detail = looked.looked ? looked.value.detail : looked.reason
		if (elapsed() >= check.within) {
			const parameters = { what: check.what, seconds: Math.round(check.within / 1000) }
			throw new StepFailure(
				looked.looked ? message('engine.checkFailed', parameters) : message('engine.checkBroken', parameters),
				detail.split('\n'),
			)
		}
		if (await stopRequested()) return 'stopped'
		const early = endedEarly()
		if (early) throw early
		if (elapsed() - said >= sayEvery) {
			said = elapsed()
			await journal.append({ type: 'check-waiting', step, what: check.what, detail })
		}
		await host.sleep(Math.min(pause, Math.max(0, check.within - elapsed())))
		pause = Math.min(pause * 1.5, longestPause)
	}
}

export interface CheckRun {
	host: Host
	journal: Journal
	step: string
	stopRequested(): Promise<boolean>
	/** Evidence says that waiting will not help. */
	endedEarly(): StepFailure | undefined
}
