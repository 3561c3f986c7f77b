export interface Node {
	readonly id: string
	readonly needs: readonly string[]
}

/** How a node came out: `blocked` was not started, because of the node named. */
export type Outcome = 'done' | 'failed' | 'stopped' | { blockedBy: string }

/**
 * Works through a graph: what does not depend on each other runs at the same time; what needs a node that was not done
 * is blocked, its siblings go on. `work` returns how a node came out; when it throws, nothing more is started, and the
 * error is thrown once everything that was under way has ended. Throws for needs that are missing or go in circles.
 */
export async function runGraph<N extends Node>(
	nodes: readonly N[],
	work: (node: N) => Promise<'done' | 'failed' | 'stopped'>,
	blocked: (node: N, by: string) => Promise<void>,
): Promise<ReadonlyMap<string, Outcome>> {
	refuseImpossible(nodes)
	const outcomes = new Map<string, Outcome>()
	const running = new Map<string, Promise<void>>()
	const waiting = new Set(nodes)
	const errors: unknown[] = []

	const start = async (node: N): Promise<void> => {
		try {
			outcomes.set(node.id, await work(node))
		} catch (error) {
			errors.push(error)
		} finally {
			running.delete(node.id)
		}
	}

	const blockReady = async (): Promise<boolean> => {
		for (const node of waiting) {
			const by = node.needs.find(need => outcomes.has(need) && outcomes.get(need) !== 'done')
			if (by === undefined) continue
			waiting.delete(node)
			outcomes.set(node.id, { blockedBy: by })
			try {
				await blocked(node, by)
			} catch (error) {
				errors.push(error)
			}
			return errors.length === 0
		}
		return false
	}

	while (waiting.size > 0 || running.size > 0) {
		if (errors.length === 0) {
			while (await blockReady());
			for (const node of waiting) {
				if (!node.needs.every(need => outcomes.get(need) === 'done')) continue
				waiting.delete(node)
				running.set(node.id, start(node))
			}
		}
		if (running.size === 0) break
		await Promise.race(running.values())
	}
	if (errors.length > 0) throw errors[0]
	return outcomes
}

function refuseImpossible(nodes: readonly Node[]): void {
	const placed = new Set<string>()
	let rest = [...nodes]
	while (rest.length > 0) {
		const free = rest.filter(node => node.needs.every(need => placed.has(need)))
		if (free.length === 0) {
			throw new Error(
				`steps wait for each other or for a step that is not there: ${rest.map(({ id }) => id).join(', ')}`,
			)
		}
		for (const { id } of free) placed.add(id)
		rest = rest.filter(node => !placed.has(node.id))
	}
}

/** Named locks: work under the same name runs one after the other; without a name it runs at once. */
export function createLocks(): <Result>(name: string | undefined, work: () => Promise<Result>) => Promise<Result> {
	const tails = new Map<string, Promise<unknown>>()
	return async (name, work) => {
		if (name === undefined) return work()
		const before = tails.get(name) ?? Promise.resolve()
		const mine = before.then(work, work)
		tails.set(
			name,
			mine.catch(() => undefined),
		)
		return mine
	}
}
