import type { Message } from '../locales/message.ts'

/** A change that may not be applied as things stand: the host is not what the plan was made for. */
export class ChangeRefused extends Error {
	readonly why: Message
	/** What was found, in the tools' own words. */
	readonly lines: readonly string[]

	constructor(why: Message, lines: readonly string[] = []) {
		super(why.key)
		this.name = 'ChangeRefused'
		this.why = why
		this.lines = lines
	}
}
