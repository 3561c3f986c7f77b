import type { Arguments } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { answersFrom, prepare, readHost } from './prepare.ts'
import { tellUnfinished } from './resume.ts'
import { planScript } from './script.ts'
import type { Terminal } from './terminal.ts'
import type { World } from './world.ts'

/** `k8s-wizard plan`: what would change and why. Nothing is written, nothing asked. */
export async function plan(
	world: World,
	frontEnd: FrontEnd,
	terminal: Terminal,
	{ answers: file, format }: Arguments,
): Promise<ExitCode> {
	const state = await readHost(world)
	const prepared = await prepare(world, state, await answersFrom(world, state, file, terminal))
	if (format === 'sh') {
		const lines = await planScript(world.tools, prepared.plan, prepared.context, terminal.language)
		for (const line of lines) terminal.out(line)
		return exitCodes.done
	}
	if (format === 'text') tellUnfinished(frontEnd, prepared)
	frontEnd.plan(prepared.plan, prepared.context)
	return exitCodes.done
}
