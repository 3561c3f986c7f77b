import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { ApplyContext, ChangeBase, UndoContext, UndoResult } from '../../source/changes/change.ts'
import { type Change, kindOf } from '../../source/changes/index.ts'
import type { ModelHost } from '../../source/host/model-host.ts'
import { type Message, say } from '../../source/locales/message.ts'

export const log = '/var/log/k8s-wizard/step.log'

/** What a run is to a change: before-images kept, progress heard. */
export function runOn(host: ModelHost) {
	const images = new Map<string, Uint8Array>()
	const heard: Message[] = []
	const context: UndoContext = {
		host,
		log,
		signal: new AbortController().signal,
		outputs: new Map(),
		setOutput: () => undefined,
		progress: what => heard.push(what),
		async kept(hash) {
			const content = images.get(hash)
			if (!content) throw new Error(`no before-image ${hash}`)
			return content
		},
	}
	const keep = async (content: Uint8Array): Promise<string> => {
		const hash = createHash('sha256').update(content).digest('hex')
		images.set(hash, content)
		return hash
	}
	const inspect = (change: ChangeBase) => kindOf(change).inspect(change, { host, keep })
	return {
		heard,
		context: context as ApplyContext,
		inspect,
		/** Expects it to be pending; applies, expects it to be settled, and gives what undo needs, as read from a journal. */
		async apply(change: Change): Promise<unknown> {
			const found = await inspect(change)
			expect(found.state).toBe('pending')
			if (found.state !== 'pending') return undefined
			expect(found.diff.length).toBeGreaterThan(0)
			await kindOf(change).apply(change, context)
			expect(await inspect(change)).toEqual({ state: 'settled' })
			return JSON.parse(JSON.stringify(found.before))
		},
		undo: (change: Change, before: unknown): Promise<UndoResult> => kindOf(change).undo(change, before, context),
	}
}

/** Everything about a host that an undo has to give back. */
export function stateOf({ model }: ModelHost): unknown {
	const files = Object.entries(model.files.snapshot()).filter(([path]) => !/^\/(run|var\/log|var)(\/|$)/.test(path))
	const units = [...model.units].map(([name, { enabled, running, masked }]) => [name, enabled, running, masked])
	return {
		files: Object.fromEntries(files),
		units,
		packages: [...model.packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
		images: [...model.images.keys()],
		rules: [...model.rules].map(([command, text]) => [command, text.trim()]),
		firewall: [...model.firewall].map(([place, rules]) => [place, [...rules]]).filter(([, rules]) => rules?.length),
		cluster: {
			...model.cluster,
			applied: [...model.cluster.applied],
			tokens: [],
			configMaps: [...model.cluster.configMaps],
		},
	}
}

/** Pending, applied, settled, undone: the host is as before, and the change says in both languages what it is. */
export async function roundTrip(host: ModelHost, change: Change): Promise<void> {
	const before = stateOf(host)
	const run = runOn(host)
	expect((await run.inspect(change)).state).toBe('pending')
	expect(stateOf(host)).toEqual(before)
	const image = await run.apply(change)
	expect(stateOf(host)).not.toEqual(before)
	expect(await run.undo(change, image)).toEqual({ undone: true })
	expect(stateOf(host)).toEqual(before)
	// Cut off after its intent was journaled, or undone twice: nothing more to give back.
	expect(await run.undo(change, image)).toEqual({ undone: true })
	expect(stateOf(host)).toEqual(before)
	const words = kindOf(change).describe(change)
	expect(say(words, 'en')).not.toBe('')
	expect(say(words, 'zh')).not.toBe(say(words, 'en'))
	expect(kindOf(change).shell(change).length).toBeGreaterThan(0)
}
