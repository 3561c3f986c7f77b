import { readDraft } from '../answers/draft.ts'
import { message } from '../locales/message.ts'
import type { Arguments } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { prepare, readHost } from './prepare.ts'
import { Refusal } from './refusal.ts'
import type { Terminal } from './terminal.ts'
import { wizard } from './wizard/wizard.ts'
import type { DemoWorld, Worlds } from './world.ts'

/**
 * `k8s-wizard --demo`: the whole wizard on a model host, by the same code as on a real one. Without a terminal it shows
 * the plan. Touches nothing.
 */
export async function demo(
	worlds: Worlds,
	frontEnd: FrontEnd,
	terminal: Terminal,
	{ demo: name = '', lang }: Pick<Arguments, 'demo' | 'lang'>,
): Promise<ExitCode> {
	const model = demoWorld(worlds, name)
	const { world, draft } = model
	if (frontEnd.interactive) {
		return wizard({ world, frontEnd, terminal, demo: model, languageIsGiven: lang !== undefined })
	}
	frontEnd.say(message('command.demo.composed'))
	const state = await readHost(world)
	const { given } = readDraft(draft)
	const { answers } = await world.evaluate(state.facts, given, undefined)
	const { plan, context } = await prepare(world, state, answers)
	frontEnd.plan(plan, context)
	return exitCodes.done
}

function demoWorld({ demo: hosts }: Worlds, name: string): DemoWorld {
	const make = name === '' ? [...hosts.values()][0] : hosts.get(name)
	if (make) return make()
	const known = [...hosts.keys()].join(', ')
	throw new Refusal(exitCodes.badUsage, message('command.demo.unknownHost', { host: name, hosts: known }))
}
