import type { JournalLine } from '../../engine/events.ts'
import { knownFailures } from '../../failures/index.ts'
import { strip } from '../../host/strip.ts'
import { duration } from '../../locales/duration.ts'
import { type Language, type Message, message, say } from '../../locales/message.ts'
import { stepTitle } from '../../locales/step-words.ts'
import { indent, pad } from '../../locales/wrap.ts'
import { choiceWords, diagnosisText, unknownText } from './diagnosis-text.ts'
import { failureText } from './failure-text.ts'
import { type Style, styleFor } from './style.ts'

export interface EventTextOptions {
	language: Language
	columns: number
	colour: boolean
}

/**
 * Turns the lines of one journal, in order, into lines for people. Steps run side by side, so every line names its
 * step's number; the words for a mark stand beside it, colour only repeats them.
 */
export function createEventText(options: EventTextOptions): (line: JournalLine) => string[] {
	const style = styleFor(options.colour)
	let steps: readonly string[] = []
	const intended = new Map<string, Message>()
	const titles = new Map<string, Message>()
	const titleOf = (diagnosis: string): Message =>
		titles.get(diagnosis) ??
		knownFailures.find(({ id }) => id === diagnosis)?.title ??
		message('command.verbatim', { text: diagnosis })

	const row = (step: string, mark: keyof typeof marks, text: string): string[] => {
		const width = String(steps.length).length
		const number = `${String(steps.indexOf(step) + 1).padStart(width)}/${steps.length}`
		const first = `[${number}] ${pad(marks[mark], 3)}`
		return indent(text, first, options.columns).map(styleOf(mark, style))
	}
	const words = (what: Message): string => strip(say(what, options.language))

	return line => {
		switch (line.type) {
			case 'run-started':
				steps = line.steps
				return indent(words(message(`command.event.${line.purpose}`, { run: line.run })), '', options.columns)
			case 'step-started':
				return row(line.step, 'start', words(stepTitle(line.step)))
			case 'change-intended':
				intended.set(`${line.step}/${line.index}`, line.what)
				return []
			case 'change-applied': {
				const what = intended.get(`${line.step}/${line.index}`)
				return what ? row(line.step, 'change', words(what)) : []
			}
			case 'progress':
				return row(line.step, 'note', words(line.what))
			case 'check-waiting':
				return row(line.step, 'wait', words(message('command.event.waiting', { what: line.what, detail: line.detail })))
			case 'check-passed':
				return row(line.step, 'check', words(line.what))
			case 'step-done': {
				const time = duration(line.milliseconds)
				const parameters = { title: stepTitle(line.step), changed: line.changed, time }
				return row(line.step, 'done', words(message('command.event.stepDone', parameters)))
			}
			case 'step-failed': {
				const failed = words(message('command.event.stepFailed', { title: stepTitle(line.step) }))
				const detail = failureText(line.error, options.language, options.columns)
				return [...row(line.step, 'failed', failed), ...detail]
			}
			case 'step-blocked': {
				const parameters = { title: stepTitle(line.step), by: stepTitle(line.by) }
				return row(line.step, 'blocked', words(message('command.event.stepBlocked', parameters)))
			}
			case 'step-stopped':
				return row(line.step, 'blocked', words(message('command.event.stepStopped', { title: stepTitle(line.step) })))
			case 'diagnosed': {
				const told = line.diagnoses.flatMap((diagnosis, index) => {
					titles.set(diagnosis.id, diagnosis.title)
					return diagnosisText(diagnosis, `  ${index + 1}. `.padEnd(5), options)
				})
				return line.diagnoses.length > 0 ? told : unknownText(line.unknown, options)
			}
			case 'answered': {
				const choice = choiceWords(line.choice, titleOf)
				return row(line.step, 'note', words(message('command.event.answered', { choice })))
			}
			case 'fix-applied': {
				const title = titleOf(line.diagnosis)
				return row(line.step, 'check', words(message('command.event.fixApplied', { title })))
			}
			case 'fix-failed': {
				const failed = words(message('command.event.fixFailed', { title: titleOf(line.diagnosis) }))
				return [...row(line.step, 'failed', failed), ...failureText(line.error, options.language, options.columns)]
			}
			case 'step-skipped':
				return row(line.step, 'blocked', words(message('command.event.stepSkipped', { title: stepTitle(line.step) })))
			case 'change-undone':
				return row(line.step, 'undone', words(line.what))
			case 'change-kept':
				return row(line.step, 'kept', words(message('command.event.kept', { what: line.what, why: line.why })))
			case 'undo-failed': {
				const failed = words(message('command.event.undoFailed', { what: line.what }))
				return [...row(line.step, 'failed', failed), ...failureText(line.error, options.language, options.columns)]
			}
			case 'run-failed':
				return failureText(line.error, options.language, options.columns)
			case 'run-ended': {
				const time = duration(line.milliseconds)
				return indent(words(message(`command.event.ended.${line.result}`, { time })), '', options.columns)
			}
			case 'change-settled':
			case 'question':
			case 'output':
				return []
		}
	}
}

const marks = {
	start: '>',
	change: '+',
	note: '.',
	wait: '~',
	check: '=',
	done: 'ok',
	failed: '!!',
	blocked: '--',
	undone: '-',
	kept: '=',
} as const

function styleOf(mark: keyof typeof marks, style: Style): (text: string) => string {
	if (mark === 'failed') return style.error
	if (mark === 'done') return style.done
	if (mark === 'blocked' || mark === 'kept') return style.warning
	return mark === 'note' || mark === 'wait' ? style.quiet : text => text
}
