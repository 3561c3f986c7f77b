import { secretsIn } from '../../answers/secrets.ts'
import { createRedactor } from '../../engine/redaction.ts'
import { strip } from '../../host/strip.ts'
import { message, say } from '../../locales/message.ts'
import { indent, wrap } from '../../locales/wrap.ts'
import type { Terminal } from '../terminal.ts'
import { createEventText } from '../text/event-text.ts'
import { failureText } from '../text/failure-text.ts'
import { planText } from '../text/plan-text.ts'
import { proofText } from '../text/proof-text.ts'
import { styleFor } from '../text/style.ts'
import type { FrontEnd } from './front-end.ts'

/** Lines of text: for screen readers, serial consoles, pipes, and people who like it quiet. */
export function plainFrontEnd(terminal: Terminal, full: boolean): FrontEnd {
	const { language, columns, colour } = terminal
	const style = styleFor(colour)
	const eventText = createEventText({ language, columns, colour })
	const out = (lines: readonly string[]): void => lines.forEach(terminal.out)
	const error = (lines: readonly string[]): void => lines.forEach(terminal.error)
	const asked = (question: string): string => `${wrap(question, columns).join('\n')} `

	return {
		language,
		interactive: terminal.interactive,
		plan(plan, { facts, answers, resolution: { proofs } }) {
			const redactor = createRedactor(secretsIn(answers))
			const from = proofText(proofs, language, columns)
			out(from.length === 0 ? [] : [...from, ''])
			out(planText(plan, facts, { language, columns, colour, full }).map(redactor.text))
		},
		event: line => out(eventText(line)),
		say: what => out(wrap(say(what, language), columns)),
		refuse(what, lines = []) {
			error(wrap(say(what, language), columns).map(style.error))
			error(lines.flatMap(line => indent(strip(line), '  ', columns)))
		},
		problems(lines, proofs = []) {
			error(proofText(proofs, language, columns))
			error(lines.map(strip))
		},
		failure(failure) {
			error([style.error(say(message('command.failed'), language)), ...failureText(failure, language, columns)])
		},
		async confirm(what) {
			const answer = await terminal.ask(asked(`${say(what, language)} [y/N]`))
			return /^(y|yes|是|好)$/i.test(answer?.trim() ?? '')
		},
		async choose(what, choices) {
			out(wrap(say(what, language), columns))
			choices.forEach((choice, index) => {
				out(indent(say(choice, language), `  ${index + 1}. `, columns))
			})
			const typed = await terminal.ask(asked(say(message('command.choose', { count: choices.length }), language)))
			const answer = typed?.trim() === '' ? 1 : Number(typed)
			return Number.isInteger(answer) && answer >= 1 && answer <= choices.length ? answer - 1 : undefined
		},
	}
}
