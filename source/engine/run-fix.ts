import type { ApplyContext } from '../changes/change.ts'
import type { Known, KnownFailure } from '../failures/failure.ts'
import { readOnce } from '../failures/read-host.ts'
import { message } from '../locales/message.ts'
import { checkFix } from './attend.ts'
import { beforeImages } from './before-images.ts'
import type { RunResult } from './events.ts'
import { failureOf, keepBug, StepFailure } from './failure.ts'
import { readHistory } from './history.ts'
import { JournalBroken, openJournal } from './journal.ts'
import { runPaths } from './paths.ts'
import { makeRunDirectories } from './private-files.ts'
import type { Redactor } from './redaction.ts'
import { runChange } from './run-change.ts'
import { scrubLog } from './scrub-log.ts'
import { fixKeyOf } from './tell.ts'
import type { Tools } from './tools.ts'

export interface FixOptions {
	tools: Tools
	run: string
	version: string
	pid: number
	redactor: Redactor
	signal: AbortSignal
	failures: readonly KnownFailure[]
	/** The known failure, and the hash of the fix that was agreed to. */
	failure: string
	fixKey: string
	known: Known
}

/** The only step of such a run. */
export const fixStep = 'troubleshoot'

/**
 * One fix as a run of its own, so that it is journaled, outlives its terminal, and undo gives it back. The host is
 * looked at again: what it says now must come to the fix that was agreed to. Throws JournalBroken.
 */
export async function runFix(options: FixOptions): Promise<RunResult> {
	const { tools, run, redactor } = options
	const { host } = tools
	const places = runPaths(run)
	await makeRunDirectories(host, places)
	const journal = openJournal(host, run, redactor)
	const log = `${places.stepLogs}/01-${fixStep}.log`
	const started = host.now().getTime()
	const took = (): number => host.now().getTime() - started
	await journal.append({
		type: 'run-started',
		version: options.version,
		purpose: 'fix',
		planHash: '',
		answersHash: '',
		steps: [fixStep],
		pid: options.pid,
	})
	await journal.append({ type: 'step-started', step: fixStep, log })
	let result: RunResult = 'done'
	try {
		const { failure, changes } = await agreedFix(options)
		const context: ApplyContext = {
			host,
			log,
			signal: options.signal,
			outputs: new Map(),
			setOutput: () => undefined,
			progress(what) {
				void journal.append({ type: 'progress', step: fixStep, what }).catch(() => undefined)
			},
		}
		const images = beforeImages(host, run)
		const history = await readHistory(host)
		const base = { tools, history, journal, images, redactor, announced: {}, step: fixStep, fix: failure.id, context }
		let changed = 0
		for (const [index, change] of changes.entries()) if (await runChange(base, change, index)) changed += 1
		await checkFix(host, failure, options.known)
		await journal.append({ type: 'fix-applied', step: fixStep, diagnosis: failure.id })
		await journal.append({ type: 'step-done', step: fixStep, changed, milliseconds: took() })
	} catch (error) {
		if (error instanceof JournalBroken) throw error
		await keepBug(host, log, error, redactor)
		result = 'failed'
		await journal.append({ type: 'step-failed', step: fixStep, error: failureOf(error, log), milliseconds: took() })
	}
	await scrubLog(host, log, redactor)
	await journal.append({ type: 'run-ended', result, milliseconds: took() })
	return result
}

/** Throws StepFailure when this host no longer says what the operator agreed to. */
async function agreedFix({ tools, failures, failure: id, fixKey, known }: FixOptions) {
	const failure = failures.find(one => one.id === id)
	const finding = await failure?.probe?.({ ...known, host: readOnce(tools.host) })
	const fix = finding?.state === 'confirmed' ? finding.fix : undefined
	if (!failure || !fix || fix.risk === 'manual' || fixKeyOf(id, fix) !== fixKey) {
		const what = failure?.title ?? message('command.verbatim', { text: id })
		throw new StepFailure(message('engine.notAsAnnounced', { what }), [], message('engine.fixNotAsAnnounced.todo'))
	}
	return { failure, changes: fix.changes }
}
