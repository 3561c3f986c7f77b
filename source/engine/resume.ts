import type { Host } from '../host/host.ts'
import { canonicalJson, hashOfValue } from './hash.ts'
import { type History, type PastChange, type PastRun, unfinishedRun } from './history.ts'
import type { Plan } from './plan.ts'
import { type RunRequest, readRequest } from './request.ts'

/** An unfinished run, and how far it came. */
export interface Unfinished {
	readonly past: PastRun
	/** What it was asked for; undefined: its request is gone, only new answers can go on. */
	readonly request: Extract<RunRequest, { purpose: 'run' }> | undefined
	/** Changes that it made. */
	readonly done: readonly PastChange[]
	/** Changes that it began and did not report as done. */
	readonly cutOff: readonly PastChange[]
}

/** The run that began and did not come to its end; undefined: there is none. */
export async function readUnfinished(host: Host, history: History): Promise<Unfinished | undefined> {
	const past = unfinishedRun(history)
	if (!past) return undefined
	const request = await readRequest(host, past.run)
	const mine = history.changes.filter(({ run, undone }) => run === past.run && !undone)
	return {
		past,
		request: request?.purpose === 'run' ? request : undefined,
		done: mine.filter(({ applied }) => applied),
		cutOff: mine.filter(({ applied }) => !applied),
	}
}

/** How a change that was cut off stands by the host's own evidence. */
export type Standing = 'applied' | 'not-applied' | 'unknown'

/** What inspecting says of each change that was cut off. */
export function standingOf(plan: Plan, cutOff: readonly PastChange[]): { past: PastChange; standing: Standing }[] {
	return cutOff.map(past => {
		const step = plan.steps.find(({ id }) => id === past.step)
		const inspection = step?.planned.find(
			({ change }, index) =>
				(index === past.index && change.kind === past.change.kind) || hashOfValue(change) === hashOfValue(past.change),
		)?.inspection
		return { past, standing: inspection ? standings[inspection.state] : 'unknown' }
	})
}

const standings = { settled: 'applied', pending: 'not-applied', unknown: 'unknown' } as const

export interface Difference {
	/** Path of the answer: 'mirror.registry'. */
	readonly key: string
	readonly was: string
	readonly is: string
}

/** Where two values differ, by path; arrays are compared whole. */
export function differences(was: unknown, is: unknown, at: readonly string[] = []): Difference[] {
	if (canonicalJson(was) === canonicalJson(is)) return []
	if (!isMap(was) || !isMap(is)) return [{ key: at.join('.'), was: shown(was), is: shown(is) }]
	const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()
	return keys.flatMap(key => differences(was[key], is[key], [...at, key]))
}

function shown(value: unknown): string {
	return typeof value === 'string' ? value : (JSON.stringify(value) ?? '-')
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
}
