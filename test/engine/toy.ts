import type { ChangeBase, ChangeKind } from '../../source/changes/change.ts'
import type { PlanStep } from '../../source/engine/plan.ts'
import type { Tools } from '../../source/engine/tools.ts'
import { HostError } from '../../source/host/errors.ts'
import { message } from '../../source/locales/message.ts'
import type { Check } from '../../source/steps/step.ts'
import type { MemoryHost } from './memory-host.ts'

/** Sets a file to a text: all that is needed to see an engine work. */
export interface ToySet extends ChangeBase {
	kind: 'toy-set' | 'toy-once' | 'toy-package'
	path: string
	content: string
	secret?: true
}

interface Before {
	hash: string | undefined
}

const attributes = { mode: 0o644, uid: 0, gid: 0 }
const said = (text: string) => message('command.verbatim', { text })

function setKind(kind: ToySet['kind'], extra: Partial<ChangeKind<ToySet, Before>> = {}): ChangeKind<ToySet, Before> {
	return {
		kind,
		describe: ({ path }) => said(`file ${path}`),
		async inspect({ path, content }, { host, keep }) {
			const now = await host.readBytes(path)
			if (now && Buffer.from(now).toString() === content) return { state: 'settled' }
			return {
				state: 'pending',
				before: { hash: now && (await keep(now)) },
				diff: [`+${content}`],
				after: { path, content: content.length },
			}
		},
		async apply({ path, content }, { host }) {
			if (content === 'refused') throw new HostError('write', path, 'EROFS')
			await host.writeFile(path, content, attributes)
		},
		async undo({ path, content }, { hash }, { host, kept }) {
			const now = await host.readText(path)
			const original = hash === undefined ? undefined : Buffer.from(await kept(hash)).toString()
			if (now === original) return { undone: true }
			if (now !== content) return { undone: false, kept: said('edited since') }
			if (original === undefined) await host.remove(path)
			else await host.writeFile(path, original, attributes)
			return { undone: true }
		},
		shell: () => [],
		...extra,
	}
}

/** Takes two writes, so that it can be cut off between them; running it over its own remains is an error. */
const once = setKind('toy-once', {
	repeatable: false,
	undoFirst: true,
	async inspect(change, context) {
		const inspection = await setKind('toy-once').inspect(change, context)
		const half = (await context.host.stat(`${change.path}.remains`)) !== undefined
		if (inspection.state !== 'settled' || !half) return inspection
		return {
			state: 'pending',
			before: { hash: undefined },
			diff: [],
			after: { path: change.path, content: change.content.length },
		}
	},
	async apply({ path, content }, { host }) {
		if (await host.stat(`${path}.remains`)) throw new Error('run again over its own remains')
		await host.writeFile(`${path}.remains`, 'half', attributes)
		await host.writeFile(path, content, attributes)
		await host.remove(`${path}.remains`)
	},
	async undo({ path }, _, { host }) {
		await host.remove(`${path}.remains`)
		await host.remove(path)
		return { undone: true }
	},
	async recover({ path }, _, { host }) {
		return (await host.stat(`${path}.remains`))
			? { decision: 'clean-up', why: said('half done') }
			: { decision: 'repeat', why: said('nothing of it is left') }
	},
})

const kinds: readonly ChangeKind<ToySet, Before>[] = [
	setKind('toy-set'),
	once,
	setKind('toy-package', { lock: 'package-manager' }),
]

export function toyTools(host: MemoryHost): Tools {
	return {
		host,
		kindOf(change) {
			const kind = kinds.find(({ kind: name }) => name === change.kind)
			if (!kind) throw new Error(`no such toy: ${change.kind}`)
			return kind as unknown as ChangeKind<ChangeBase>
		},
	}
}

export function toyStep(
	id: string,
	changes: readonly ToySet[],
	needs: readonly string[] = [],
	checks: Check[] = [],
): PlanStep {
	return { id, needs, notes: [], changes, checks: () => checks, refreshesFacts: false }
}

export function set(path: string, content: string): ToySet {
	return { kind: 'toy-set', path, content }
}

export { said }
