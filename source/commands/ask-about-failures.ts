import type { Choice, JournalLine } from '../engine/events.ts'
import { answerQuestion } from '../engine/questions.ts'
import type { Host } from '../host/host.ts'
import { type Message, message } from '../locales/message.ts'
import { stepTitle } from '../locales/step-words.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { choiceWords } from './text/diagnosis-text.ts'

type Question = Extract<JournalLine, { type: 'question' }>

export interface Questions {
	/** Every line of the journal, in order. */
	event(line: JournalLine): void
	/** The last answer of this viewer was to give everything back. */
	undoChosen(): boolean
}

/**
 * Asks what should become of failed steps, one question after the other, and answers the runner. A viewer that comes
 * back gets all lines at once: what was answered meanwhile is not asked.
 */
export function askAboutFailures(host: Host, run: string, frontEnd: FrontEnd): Questions {
	const open = new Map<string, Question>()
	const titles = new Map<string, Message>()
	let asking = false
	let undo = false

	const ask = async (): Promise<void> => {
		// After the whole batch of lines that this one came with.
		await Promise.resolve()
		if (asking) return
		asking = true
		for (let next = first(open); next; next = first(open)) {
			const { step, question, choices } = next
			const words = choices.map(choice => choiceWords(choice, id => titles.get(id) ?? verbatim(id)))
			const chosen = await frontEnd.choose(message('command.choice', { title: stepTitle(step) }), words)
			const choice: Choice = choices[chosen ?? -1] ?? { action: 'stop' }
			// Another viewer may have been quicker.
			if (open.delete(question)) {
				undo = choice.action === 'undo'
				await answerQuestion(host, run, question, choice)
			}
		}
		asking = false
	}

	return {
		event(line) {
			if (line.type === 'diagnosed') for (const { id, title } of line.diagnoses) titles.set(id, title)
			if (line.type === 'answered') open.delete(line.question)
			if (line.type !== 'question' || !frontEnd.interactive) return
			open.set(line.question, line)
			void ask()
		},
		undoChosen: () => undo,
	}
}

function first(open: ReadonlyMap<string, Question>): Question | undefined {
	return [...open.values()][0]
}

function verbatim(text: string): Message {
	return message('command.verbatim', { text })
}
