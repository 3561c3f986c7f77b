import { resolve as absolute } from 'node:path'
import type { Answers } from '../answers/answers.ts'
import { type History, readHistory } from '../engine/history.ts'
import { blockers, inspectPlan, layOut, type Plan } from '../engine/plan.ts'
import { type Record, readRecord } from '../engine/record.ts'
import { readUnfinished, type Unfinished } from '../engine/resume.ts'
import type { Facts } from '../host/facts.ts'
import { message } from '../locales/message.ts'
import { UnconfirmedKeys } from '../steps/resolve/mirror-error.ts'
import type { PlanContext } from '../steps/step.ts'
import { exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { needsRoot, Refusal } from './refusal.ts'
import type { Terminal } from './terminal.ts'
import { type AnswersSource, stepsOf, type World } from './world.ts'

/** Everything that is known before the operator is asked. */
export interface Prepared {
	readonly context: PlanContext
	readonly plan: Plan
	readonly history: History
	/** A run that began and did not come to its end. */
	readonly unfinished: Unfinished | undefined
	/** Ids of the steps that alone are carried out; undefined: all of the plan. */
	readonly only: readonly string[] | undefined
}

export interface HostState {
	readonly facts: Facts
	readonly record: Record | undefined
	readonly history: History
	readonly unfinished: Unfinished | undefined
}

/** Reads the host and what the wizard knows of it. Throws Refusal where the wizard cannot work. */
export async function readHost(world: World): Promise<HostState> {
	const { host } = world.tools
	refuseElsewhere(world)
	const [facts, record, history] = await Promise.all([world.readFacts(), readRecord(host), readHistory(host)])
	if (!facts.root) throw needsRoot()
	if (facts.systemd === 0) throw new Refusal(exitCodes.hostCannot, message('command.needsSystemd'))
	return { facts, record, history, unfinished: await readUnfinished(host, history) }
}

/** What can be told at once, without a look at the host. Throws Refusal. */
export function refuseElsewhere({ tools: { host } }: World): void {
	if (host.kind !== 'real') return
	if (process.platform !== 'linux') throw new Refusal(exitCodes.hostCannot, message('command.needsLinux'))
	if (process.getuid?.() !== 0) throw needsRoot()
}

/** Answers, resolution and plan for this host. Writes nothing. */
export async function prepare(world: World, state: HostState, answers: Answers): Promise<Prepared> {
	// What a cut-off run resolved says which of the things that are here came from us.
	const known = state.unfinished?.request?.context.resolution ?? state.record?.resolution
	const resolution = await world.resolve(state.facts, answers, known)
	return planFor(world, state, { facts: state.facts, answers, resolution })
}

/**
 * As `prepare`, and where a repository is signed by a key that nobody has confirmed yet, the operator is asked about
 * it; what they confirm is part of the answers from then on. Throws UnconfirmedKeys where nobody can be asked.
 */
export async function prepareConfirmed(
	world: World,
	state: HostState,
	answers: Answers,
	frontEnd: Pick<FrontEnd, 'interactive' | 'confirm'>,
): Promise<Prepared> {
	try {
		return await prepare(world, state, answers)
	} catch (error) {
		if (!(error instanceof UnconfirmedKeys) || !frontEnd.interactive) throw error
		const confirmed: string[] = []
		for (const key of error.keys) {
			if (await frontEnd.confirm(message('command.confirmKey', key))) confirmed.push(key.fingerprint)
		}
		const [first] = error.keys
		if (confirmed.length === 0) {
			throw new Refusal(exitCodes.refused, message('command.keyRefused', { fingerprint: first?.fingerprint ?? '' }))
		}
		const trusting = { ...answers, trustKeys: [...answers.trustKeys, ...confirmed] }
		return prepareConfirmed(world, state, trusting, frontEnd)
	}
}

/** The plan of a context that is resolved already. Throws Refusal when something cut off needs the operator first. */
export async function planFor(
	world: World,
	state: HostState,
	context: PlanContext,
	only?: readonly string[],
): Promise<Prepared> {
	const { history, unfinished } = state
	const plan = await inspectPlan(world.tools, layOut(stepsOf(world, only), context), history)
	const [blocker] = blockers(plan)
	if (blocker) {
		throw new Refusal(exitCodes.hostCannot, message('engine.cutOffStop', { what: blocker.what }), [blocker.why])
	}
	return { context, plan, history, unfinished, only }
}

/** The answers of a file ('-': standard input), resolved for this host. Throws AnswersError or Refusal. */
export async function answersFrom(
	world: World,
	state: HostState,
	file: string | undefined,
	terminal: Terminal,
): Promise<Answers> {
	const source = file === undefined ? undefined : await sourceOf(world, file, terminal)
	// What the host says has changed while the unfinished run was at work: its own answers are the better defaults.
	const before = state.unfinished?.request?.context.answers ?? state.record?.answers
	return world.readAnswers(state.facts, source, before)
}

async function sourceOf(world: World, file: string, terminal: Terminal): Promise<AnswersSource> {
	if (file === '-') return { text: await terminal.readInput(), file: '<stdin>', path: undefined }
	const path = absolute(file)
	const text = await world.tools.host.readText(path).catch(() => undefined)
	if (text === undefined) throw new Refusal(exitCodes.badUsage, message('command.noAnswersFile', { file }))
	return { text, file, path }
}
