import { en } from './en/index.ts'
import { type Message, type MessageKey, message } from './message.ts'

/** The title of a step; of one that only an older or newer version knows, its id. */
export function stepTitle(step: string): Message {
	// A single fix runs as a step of its own.
	return step === 'troubleshoot' ? message('troubleshoot.title') : wordsOf(`step.${step}.title`, step)
}

/** Why a step is done. */
export function stepWhy(step: string): Message {
	return wordsOf(`step.${step}.why`, '')
}

function wordsOf(key: string, otherwise: string): Message {
	if (Object.hasOwn(en, key)) return { key: key as MessageKey }
	return { key: 'command.verbatim', parameters: { text: otherwise } }
}
