import { en } from './en/index.ts'
import { zh } from './zh/index.ts'

/**
 * Every text an operator sees, in every language. A text is a string or a function of one object of parameters; both
 * languages must have the same keys with the same parameters, which the compiler checks (`zh` is typed as `Texts`).
 */
export type Texts = {
	readonly [Key in keyof typeof en]: (typeof en)[Key] extends (parameters: infer Parameters) => string
		? (parameters: Parameters) => string
		: string
}

export type MessageKey = keyof Texts

/** Where a text takes words, another message may stand: it is said in the same language. */
type ParametersOf<Key extends MessageKey> = Texts[Key] extends (parameters: infer Parameters) => string
	? { readonly [Name in keyof Parameters]: OrMessage<Parameters[Name]> }
	: undefined

type OrMessage<Value> = Value extends string ? Value | Message : Value

/** A text as data: what the engine emits and the journal holds, so that the viewer can show it in its own language. */
export interface Message {
	readonly key: MessageKey
	readonly parameters?: unknown
}

/** Builds a message; the compiler checks the parameters against the key. */
export function message<Key extends MessageKey>(
	key: Key,
	...rest: ParametersOf<Key> extends undefined ? [] : [parameters: ParametersOf<Key>]
): Message {
	return rest.length === 0 ? { key } : { key, parameters: rest[0] }
}

export type Language = 'en' | 'zh'
const languages: Record<Language, Texts> = { en, zh }

/** The words of a message in a language. */
export function say(what: Message, language: Language): string {
	const text = languages[language][what.key]
	if (typeof text !== 'function') return text
	return (text as (parameters: unknown) => string)(sayWithin(what.parameters, language))
}

function sayWithin(parameters: unknown, language: Language): unknown {
	if (typeof parameters !== 'object' || parameters === null) return parameters
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [name, isMessage(value) ? say(value, language) : value]),
	)
}

function isMessage(value: unknown): value is Message {
	return typeof value === 'object' && value !== null && 'key' in value && Object.hasOwn(languages.en, String(value.key))
}
