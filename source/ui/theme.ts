import { createContext, useContext } from 'react'
import { type Language, type Message, say } from '../locales/message.ts'

/** Signs beside words; the second column is for terminals that have ASCII only. */
const signs = {
	ok: ['✔', '+'],
	warning: ['▲', '!'],
	problem: ['✖', 'x'],
	unknown: ['?', '?'],
	pending: ['+', '+'],
	settled: ['=', '='],
	waiting: ['·', '.'],
	stopped: ['■', '#'],
	pointer: ['❯', '>'],
	more: ['…', '...'],
	up: ['↑', '^'],
	down: ['↓', 'v'],
	bar: ['│', '|'],
	rule: ['─', '-'],
	full: ['█', '#'],
	empty: ['░', '.'],
	dash: ['–', '-'],
	dot: ['·', '-'],
	apostrophe: ['’', "'"],
} as const
export type Sign = keyof typeof signs

const spinners = [
	['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
	['|', '/', '-', '\\'],
] as const

/** Colours by what they mean. Those of the sixteen that can be read on light and on dark ground; never the only sign. */
export const colours = {
	ok: 'green',
	warning: 'yellow',
	problem: 'red',
	unknown: 'magenta',
	accent: 'cyan',
	added: 'green',
	removed: 'red',
} as const

export interface Look {
	readonly language: Language
	/** ASCII signs and English only. */
	readonly ascii: boolean
}

export interface Theme extends Look {
	say(what: Message): string
	sign(sign: Sign): string
	spinner(frame: number): string
}

export function themeOf({ language, ascii }: Look): Theme {
	const place = ascii ? 1 : 0
	return {
		language,
		ascii,
		say: what => (ascii ? asAscii(say(what, language)) : say(what, language)),
		sign: sign => signs[sign][place],
		spinner: frame => spinners[place][frame % spinners[place].length] ?? '',
	}
}

/** Typographic marks of the texts as ASCII has them. */
export function asAscii(text: string): string {
	return text
		.replaceAll('’', "'")
		.replaceAll(/[“”]/g, '"')
		.replaceAll('…', '...')
		.replaceAll(/[–—]/g, '-')
		.replaceAll('·', '-')
		.replaceAll('×', 'x')
		.replaceAll('≤', '<=')
}

export const ThemeContext = createContext<Theme>(themeOf({ language: 'en', ascii: false }))

export function useTheme(): Theme {
	return useContext(ThemeContext)
}
