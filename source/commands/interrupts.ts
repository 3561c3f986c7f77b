import { message } from '../locales/message.ts'
import type { FrontEnd } from './front-ends/front-end.ts'

export interface SignalTargets {
	/** Stop after the current change. */
	stop(): Promise<void>
	/** Leave the run to itself. */
	detach(): void
}

/**
 * Ctrl-C is ours: it asks where somebody can be asked, and otherwise stops the run after its current change; a second
 * one leaves. A closed terminal or SIGTERM only ends this viewer: the run goes on.
 */
export function listenForSignals(frontEnd: FrontEnd, targets: SignalTargets): { end(): void } {
	let asking = false
	let stopping = false

	const stop = (): void => {
		stopping = true
		frontEnd.say(message('command.stopping'))
		void targets.stop()
	}
	const ask = async (): Promise<void> => {
		asking = true
		const choices = ['goOn', 'stop', 'leave'] as const
		const chosen = await frontEnd.choose(
			message('command.interrupt'),
			choices.map(choice => message(`command.interrupt.${choice}`)),
		)
		asking = false
		const choice = choices[chosen ?? 0]
		if (choice === 'stop') stop()
		if (choice === 'leave') targets.detach()
	}
	const interrupted = (): void => {
		if (stopping || asking) targets.detach()
		else if (frontEnd.interactive) void ask()
		else stop()
	}
	const leave = (): void => targets.detach()

	process.on('SIGINT', interrupted)
	process.on('SIGTERM', leave)
	process.on('SIGHUP', leave)
	return {
		end() {
			process.off('SIGINT', interrupted)
			process.off('SIGTERM', leave)
			process.off('SIGHUP', leave)
		},
	}
}
