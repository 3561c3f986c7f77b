import { type Message, say } from '../locales/message.ts'

/** This host cannot be worked on at all, whatever the answers are: exit code 3. */
export class HostUnsupported extends Error {
	override readonly name = 'HostUnsupported'
	readonly what: Message
	readonly exitCode = 3

	constructor(what: Message) {
		super(say(what, 'en'))
		this.what = what
	}
}
