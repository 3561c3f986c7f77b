import { diagnose } from '../failures/diagnose.ts'
import type { Evidence, Known, KnownFailure } from '../failures/failure.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import { StepFailure } from './failure.ts'

/** Milliseconds until the first look, for much heals by itself, and between two. */
const firstLook = 8_000
const pause = 4_000

export interface Watching {
	host: Host
	failures: readonly KnownFailure[]
	known(): Known
	evidence(): Promise<Evidence>
}

export interface Watch {
	/** Ends what waits, once there is proof that waiting will not help; also when the run itself is to end. */
	readonly signal: AbortSignal
	/** Why it was ended. */
	found(): StepFailure | undefined
	end(): void
}

/**
 * Looks at the evidence every few seconds while something waits. Only what is certain, confirmed by this host and
 * known not to heal ends it, and only when two looks in a row say the same.
 */
export function watchEvidence(watching: Watching, outer: AbortSignal): Watch {
	const { host } = watching
	const ended = new AbortController()
	const conclusion = new AbortController()
	const stop = (): void => conclusion.abort()
	if (outer.aborted) stop()
	outer.addEventListener('abort', stop, { once: true })
	const conclusive = watching.failures.filter(failure => failure.conclusive)
	let found: StepFailure | undefined

	const look = async (): Promise<void> => {
		let before: string | undefined
		await host.sleep(firstLook, ended.signal)
		while (!ended.signal.aborted && !conclusion.signal.aborted) {
			const { diagnoses } = await diagnose(conclusive, await watching.evidence(), host, watching.known())
			const sure = diagnoses.find(({ confidence, confirmed }) => confidence === 'certain' && confirmed)
			if (ended.signal.aborted) return
			if (sure && sure.failure.id === before) {
				found = new StepFailure(
					message('engine.endedEarly', { title: sure.failure.title }),
					sure.evidence.map(({ source, line }) => `${source}: ${line}`),
				)
				stop()
				return
			}
			before = sure?.failure.id
			await host.sleep(pause, ended.signal)
		}
	}
	// A look that breaks must not break what it looks at.
	void look().catch(() => undefined)

	return {
		signal: conclusion.signal,
		found: () => found,
		end() {
			ended.abort()
			outer.removeEventListener('abort', stop)
		},
	}
}
