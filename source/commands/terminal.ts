import { createInterface } from 'node:readline'
import { isSerialLine } from '../host/serial.ts'
import type { Language } from '../locales/message.ts'

/** Where a front end writes and asks. */
export interface Terminal {
	readonly language: Language
	/** Columns to fill, 80 where nobody says. */
	readonly columns: number
	/** Meaning may be coloured; it is never said by colour alone. */
	readonly colour: boolean
	/** Somebody is there to be asked. */
	readonly interactive: boolean
	/** A slow line: nothing is drawn there that would be drawn again. */
	readonly isSerial: boolean
	out(line: string): void
	error(line: string): void
	/** One line typed by the operator; undefined: end of input. */
	ask(question: string): Promise<string | undefined>
	/** All of standard input. */
	readInput(): Promise<string>
}

/** The terminal, or what stands in its place, that this process was started with. */
export function processTerminal(language: Language): Terminal {
	const { stdin, stdout, stderr, env } = process
	// A reader that is gone (`| head`, a closed line) ends the showing, never the run.
	for (const stream of [stdout, stderr]) stream.on('error', () => undefined)
	const interactive = stdin.isTTY === true && stdout.isTTY === true
	return {
		language,
		columns: Math.max(40, Math.min(stdout.columns || 80, 120)),
		colour: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
		interactive,
		isSerial: isSerialLine() || /^vt\d/.test(env['TERM'] ?? '') || stdout.columns === 0,
		out: line => void stdout.write(`${line}\n`),
		error: line => void stderr.write(`${line}\n`),
		ask: question =>
			new Promise(resolve => {
				const lines = createInterface({ input: stdin, output: stdout })
				lines.once('close', () => resolve(undefined))
				lines.question(question, answer => {
					resolve(answer)
					lines.close()
				})
			}),
		async readInput() {
			const chunks: Buffer[] = []
			for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array))
			return Buffer.concat(chunks).toString('utf8')
		},
	}
}

/** The language of a locale's name ('zh_CN.UTF-8'), in the order in which the C library looks. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
	const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
	return locale.startsWith('zh') ? 'zh' : 'en'
}
