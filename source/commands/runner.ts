import { failureOf, keepBug, StepFailure } from '../engine/failure.ts'
import { openJournal } from '../engine/journal.ts'
import { knownOfHost } from '../engine/known.ts'
import { releaseLock, takeLock } from '../engine/lock.ts'
import { runPaths } from '../engine/paths.ts'
import { layOut, planHashOf } from '../engine/plan.ts'
import { writeRecord } from '../engine/record.ts'
import { createRedactor, type Redactor } from '../engine/redaction.ts'
import { answersHashOf, type RunRequest, readRequest } from '../engine/request.ts'
import { runPlan } from '../engine/run.ts'
import { runFix } from '../engine/run-fix.ts'
import { secretsOf } from '../engine/secrets.ts'
import { undoAll } from '../engine/undo.ts'
import { message } from '../locales/message.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { withinReset } from './reset-steps.ts'
import { stepsOf, type World } from './world.ts'

/**
 * The process that owns the host: carries out the request of a run and writes everything down. It prints nothing; what
 * breaks it goes to the run's own log, and the viewer sees that it is gone.
 */
export async function runRunner(world: World, run: string, signal: AbortSignal): Promise<ExitCode> {
	const { host } = world.tools
	const holder = await takeLock(host, run, world.pid)
	if (holder) return exitCodes.refused
	const redactor = createRedactor()
	try {
		const request = await readRequest(host, run)
		if (!request) throw new StepFailure(message('engine.requestMissing', { path: runPaths(run).request }))
		return (await carryOutRequest(world, run, request, redactor, signal)) ? exitCodes.done : exitCodes.failed
	} catch (error) {
		await tellBroken(world, run, error, redactor)
		return exitCodes.failed
	} finally {
		await releaseLock(host)
	}
}

/** The viewer gets the words by the journal, the log the stack; where neither can be written nothing more can be done. */
async function tellBroken({ tools: { host } }: World, run: string, error: unknown, redactor: Redactor): Promise<void> {
	const log = runPaths(run).runnerLog
	try {
		await keepBug(host, log, error, redactor)
		const journal = openJournal(host, run, redactor)
		await journal.append({ type: 'run-failed', error: failureOf(error, log) })
		await journal.append({ type: 'run-ended', result: 'failed', milliseconds: 0 })
	} catch {
		// A full disk or a broken one: the viewer sees that the runner is gone.
	}
}

async function carryOutRequest(
	world: World,
	run: string,
	request: RunRequest,
	redactor: Redactor,
	signal: AbortSignal,
): Promise<boolean> {
	const { tools, version, pid } = world
	const common = { tools, run, version, pid, redactor, signal }
	if (request.purpose === 'fix') {
		const answers = request.context?.answers
		for (const secret of answers ? await secretsOf(tools.host, answers) : []) redactor.add(secret)
		const steps = request.context ? layOut(world.steps, request.context) : []
		const known = knownOfHost({ ...request, steps })
		return (await runFix({ ...common, ...request, known, failures: world.failures })) === 'done'
	}
	if (request.purpose !== 'run') {
		const { purpose, leave } = request
		const within = purpose === 'reset' ? { within: withinReset(world) } : {}
		return (await undoAll({ ...common, purpose, ...within, ...(leave && { leave }) })) === 'done'
	}
	const { context, announced, fix, only } = request
	const { answers, resolution } = context
	for (const secret of await secretsOf(tools.host, answers)) redactor.add(secret)
	const steps = layOut(stepsOf(world, only), context)
	if (planHashOf(steps) !== request.planHash) throw new StepFailure(message('engine.planDiffers'))
	const result = await runPlan({
		...common,
		steps,
		context,
		announced,
		fix,
		failures: world.failures,
		answersHash: answersHashOf(answers),
		// Only the start that the operator made knows who stands behind sudo.
		refresh: async current => ({
			...current,
			facts: { ...(await world.readFacts()), sudoUser: current.facts.sudoUser },
		}),
		finish: () => writeRecord(tools.host, { schema: 1, run, at: tools.host.now().toISOString(), answers, resolution }),
	})
	return result === 'done'
}
