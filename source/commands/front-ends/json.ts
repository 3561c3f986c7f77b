import { secretsIn } from '../../answers/secrets.ts'
import { createRedactor } from '../../engine/redaction.ts'
import { type Message, message, say } from '../../locales/message.ts'
import { planJson } from '../plan-json.ts'
import type { Terminal } from '../terminal.ts'
import type { FrontEnd } from './front-end.ts'

/** One JSON object a line, for programs: the journal's own lines, each message with its words in `text` too. */
export function jsonFrontEnd(terminal: Terminal): FrontEnd {
	const { language } = terminal
	const write = (value: unknown): void => terminal.out(JSON.stringify(value))
	const withText = (what: Message) => ({ what, text: say(what, language) })

	return {
		language,
		interactive: false,
		plan(plan, context) {
			const redactor = createRedactor(secretsIn(context.answers))
			write(planJson(plan, context, redactor, language))
		},
		event: line => write('what' in line ? { ...line, text: say(line.what, language) } : line),
		say: what => write({ type: 'note', ...withText(what) }),
		refuse: (what, lines = []) => write({ type: 'refused', ...withText(what), lines }),
		problems: (lines, proofs) => write({ type: 'problems', lines, ...(proofs && { proofs }) }),
		failure: failure => write({ type: 'failure', error: failure, text: say(failure.what, language) }),
		confirm: async what => {
			write({ type: 'refused', ...withText(message('command.needsConsent')), question: withText(what) })
			return false
		},
		choose: async () => undefined,
	}
}
