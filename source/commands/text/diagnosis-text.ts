import type { Choice, EvidenceLine, ToldDiagnosis, ToldFix } from '../../engine/events.ts'
import { strip } from '../../host/strip.ts'
import { type Language, type Message, message, say } from '../../locales/message.ts'
import { indent } from '../../locales/wrap.ts'

interface Words {
	language: Language
	columns: number
}

/** One diagnosis: what, how sure, why, the proof, and what the fix would do. `first`: the mark that it begins with. */
export function diagnosisText(diagnosis: ToldDiagnosis, first: string, { language, columns }: Words): string[] {
	const words = (what: Message): string => strip(say(what, language))
	const { title, confidence, cause, evidence, fix } = diagnosis
	const sure = message(`command.diagnosis.${confidence}`)
	return [
		...indent(words(message('command.diagnosis.title', { title, sure })), first, columns),
		...indent(words(cause), '     ', columns),
		...evidence.map(({ source, line }) => `     | ${source}: ${strip(line)}`),
		...(fix ? fixText(fix, words, columns) : []),
	]
}

function fixText({ risk, destructive, what, changes }: ToldFix, words: (what: Message) => string, columns: number) {
	const danger = destructive ? message('command.diagnosis.destructive') : message(`command.diagnosis.risk.${risk}`)
	return [
		...indent(words(message('command.diagnosis.fix', { what, danger })), '     ', columns),
		...changes.flatMap(change => [
			...indent(words(change.what), '       + ', columns),
			// Not wrapped: diffs and commands are there to be read exactly.
			...change.diff.map(line => `           ${strip(line)}`),
			...change.commands.map(line => `           $ ${strip(line)}`),
		]),
	]
}

/** Nothing known matched: said so, with the lines that tell most. */
export function unknownText(lines: readonly EvidenceLine[], { language, columns }: Words): string[] {
	return [
		...indent(say(message('command.diagnosis.unknown'), language), '     ', columns),
		...lines.map(({ source, line }) => `     | ${source}: ${strip(line)}`),
	]
}

/** A choice as a menu's line. */
export function choiceWords(choice: Choice, titleOf: (diagnosis: string) => Message): Message {
	return choice.action === 'fix'
		? message('command.choice.fix', { title: titleOf(choice.diagnosis) })
		: message(`command.choice.${choice.action}`)
}
