import type { Leave, UndoContext } from '../changes/change.ts'
import { beforeImages } from './before-images.ts'
import type { Purpose, RunResult } from './events.ts'
import { failureOf, keepBug } from './failure.ts'
import { type History, type PastChange, readHistory, unseal } from './history.ts'
import { type Journal, JournalBroken, openJournal } from './journal.ts'
import { paths, runPaths } from './paths.ts'
import { makeRunDirectories } from './private-files.ts'
import type { Redactor } from './redaction.ts'
import { scrubLog } from './scrub-log.ts'
import type { Tools } from './tools.ts'

export interface UndoOptions {
	tools: Tools
	run: string
	version: string
	pid: number
	purpose: Exclude<Purpose, 'run' | 'fix'>
	redactor: Redactor
	signal: AbortSignal
	/** Steps that `reset` gives back; `undo` gives back everything. */
	within?: ReadonlySet<string>
	/** What the cluster holds of this node goes too. */
	leave?: Leave
}

/** What undo gives back, in the order in which it does: kubeadm reset first, then everything else backwards. */
export function toUndo(tools: Tools, history: History, within?: ReadonlySet<string>): PastChange[] {
	// What a fix did prepares the host: a reset leaves it.
	const wanted = ({ undone, step, fix }: PastChange): boolean =>
		!undone && (within === undefined || (within.has(step) && fix === undefined))
	const standing = history.changes.filter(wanted).reverse()
	const first = (past: PastChange): boolean => tools.kindOf(past.change).undoFirst ?? false
	return [...standing.filter(first), ...standing.filter(past => !first(past))]
}

/**
 * Gives back what all runs did, and journals each change as undone, kept (with the reason) or failed. One that fails
 * does not keep the others. Throws JournalBroken when nothing can be written down any more.
 */
export async function undoAll(options: UndoOptions): Promise<RunResult> {
	const { tools, run, redactor } = options
	const { host } = tools
	const places = runPaths(run)
	await makeRunDirectories(host, places)
	const history = await readHistory(host)
	const journal = openJournal(host, run, redactor)
	const log = `${places.stepLogs}/01-${options.purpose}.log`
	const started = host.now().getTime()
	const changes = toUndo(tools, history, options.within)

	await journal.append({
		type: 'run-started',
		version: options.version,
		purpose: options.purpose,
		planHash: '',
		answersHash: '',
		steps: [...new Set(changes.map(({ step }) => step))],
		pid: options.pid,
	})
	let result: RunResult = 'done'
	for (const past of changes) {
		if (await host.stat(places.stop)) {
			result = 'stopped'
			break
		}
		const context = undoContext(options, journal, past, log, history)
		if ((await undoOne(options, journal, past, context)) === 'failed') result = 'failed'
	}
	await scrubLog(host, log, redactor)
	if (result === 'done' && options.purpose === 'undo') await host.remove(paths.record)
	await journal.append({ type: 'run-ended', result, milliseconds: host.now().getTime() - started })
	return result
}

async function undoOne(
	{ tools, redactor }: UndoOptions,
	journal: Journal,
	past: PastChange,
	context: UndoContext,
): Promise<'done' | 'failed'> {
	const { run: of, step, index, what } = past
	try {
		const { change, before } = await unseal(tools.host, past)
		const result = await tools.kindOf(change).undo(change, before, context)
		await journal.append(
			result.undone
				? { type: 'change-undone', of, step, index, what }
				: { type: 'change-kept', of, step, index, what, why: result.kept },
		)
		return 'done'
	} catch (error) {
		if (error instanceof JournalBroken) throw error
		await keepBug(tools.host, context.log, error, redactor)
		await journal.append({ type: 'undo-failed', of, step, index, what, error: failureOf(error, context.log) })
		return 'failed'
	}
}

function undoContext(
	{ tools, signal, leave }: UndoOptions,
	journal: Journal,
	past: PastChange,
	log: string,
	history: History,
): UndoContext {
	return {
		host: tools.host,
		log,
		signal,
		outputs: history.outputs,
		setOutput: () => undefined,
		progress(what) {
			void journal.append({ type: 'progress', step: past.step, what }).catch(() => undefined)
		},
		kept: beforeImages(tools.host, past.run).kept,
		...(leave && { leave }),
	}
}
