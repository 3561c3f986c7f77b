import { readDraft } from '../answers/draft.ts'
import { message } from '../locales/message.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { prepare, readHost } from './prepare.ts'
import { Refusal } from './refusal.ts'
import type { Worlds } from './world.ts'

/** `k8s-wizard --demo`: the whole plan for a model host, by the same code as for a real one. Touches nothing. */
export async function demo({ demo: hosts }: Worlds, frontEnd: FrontEnd, name: string): Promise<ExitCode> {
	const make = name === '' ? [...hosts.values()][0] : hosts.get(name)
	if (!make) {
		const known = [...hosts.keys()].join(', ')
		throw new Refusal(exitCodes.badUsage, message('command.demo.unknownHost', { host: name, hosts: known }))
	}
	const { world, draft } = make()
	frontEnd.say(message('command.demo.composed'))
	const state = await readHost(world)
	const { given } = readDraft(draft)
	const { answers } = await world.evaluate(state.facts, given, undefined)
	const { plan, context } = await prepare(world, state, answers)
	frontEnd.plan(plan, context)
	return exitCodes.done
}
