import type { Argv } from '../../host/host.ts'
import type { Message } from '../../locales/message.ts'
import type { Check } from '../step.ts'

/** A command that only looks comes to a good end. One that could not be run at all is a look that failed. */
export function succeeds(what: Message, argv: Argv, within: number): Check {
	return {
		what,
		within,
		look: async host => {
			const { exitCode, stdout, stderr, cut } = await host.look(argv, { timeout: 30_000 })
			if (cut !== undefined) return { looked: false, reason: `${argv.join(' ')}: ${cut}` }
			const detail = exitCode === 0 ? argv.join(' ') : `${stdout}\n${stderr}`.trim()
			return { looked: true, value: { holds: exitCode === 0, detail } }
		},
	}
}
