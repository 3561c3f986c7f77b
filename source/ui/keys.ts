import { type Key, useInput } from 'ink'
import type { Message } from '../locales/message.ts'

type Match = (input: string, key: Key) => boolean

const letter =
	(wanted: string): Match =>
	(input, key) =>
		input === wanted && !key.ctrl && !key.meta
const control =
	(wanted: string): Match =>
	(input, key) =>
		input === wanted && key.ctrl

/** Every key of the wizard, and how the hint line calls it (with ASCII signs behind). */
export const keyMap = {
	accept: { shown: ['Enter', 'Enter'], match: (_, key) => key.return },
	open: { shown: ['Enter', 'Enter'], match: (_, key) => key.return || key.rightArrow },
	back: { shown: ['Esc', 'Esc'], match: (_, key) => key.escape },
	close: {
		shown: ['Esc', 'Esc'],
		match: (input, key) => key.escape || key.return || key.leftArrow || input === 'q' || input === '?',
	},
	leave: { shown: ['Esc', 'Esc'], match: (_, key) => key.escape || key.leftArrow },
	up: { shown: ['↑', 'Up'], match: (input, key) => key.upArrow || (input === 'k' && !key.ctrl) },
	down: { shown: ['↑↓', 'Up/Down'], match: (input, key) => key.downArrow || (input === 'j' && !key.ctrl) },
	pageUp: { shown: ['PgUp', 'PgUp'], match: (_, key) => key.pageUp },
	pageDown: { shown: ['PgDn', 'PgDn'], match: (input, key) => key.pageDown || (input === ' ' && !key.ctrl) },
	first: { shown: ['Home', 'Home'], match: (input, key) => key.home || input === 'g' },
	last: { shown: ['End', 'End'], match: (input, key) => key.end || input === 'G' },
	suggestion: { shown: ['Tab', 'Tab'], match: (_, key) => key.tab },
	help: { shown: ['?', '?'], match: letter('?') },
	log: { shown: ['l', 'l'], match: letter('l') },
	details: { shown: ['d', 'd'], match: letter('d') },
	more: { shown: ['m', 'm'], match: letter('m') },
	write: { shown: ['w', 'w'], match: letter('w') },
	start: { shown: ['s', 's'], match: letter('s') },
	trust: { shown: ['y', 'y'], match: letter('y') },
	quit: { shown: ['q', 'q'], match: letter('q') },
	interrupt: { shown: ['^C', '^C'], match: control('c') },
	language: { shown: ['^T', '^T'], match: control('t') },
	redraw: { shown: ['^L', '^L'], match: control('l') },
} as const satisfies Readonly<Record<string, { shown: readonly [string, string]; match: Match }>>

export type KeyName = keyof typeof keyMap

/** What a key does on a screen; with a hint it stands in the hint line, which is made of nothing but these. */
export interface Binding {
	readonly key: KeyName
	readonly hint?: Message
	run(): void
}

/** Listens for the keys of these bindings; the first that matches gets it. */
export function useKeys(bindings: readonly Binding[], isActive: boolean): void {
	useInput((input, key) => bindings.find(binding => keyMap[binding.key].match(input, key))?.run(), { isActive })
}

export function shownKey(key: KeyName, ascii: boolean): string {
	return keyMap[key].shown[ascii ? 1 : 0]
}
