import { Box, Text, useInput, usePaste } from 'ink'
import { type ReactNode, useRef, useState } from 'react'
import { colours, useTheme } from '../theme.ts'
import { useShell } from './shell.ts'

export interface TextFieldProps {
	readonly initial: string
	/** A character that may stand in it. */
	readonly allows: RegExp
	readonly columns: number
	onChange(text: string): void
	onSubmit(text: string): void
	/** Typed, and not allowed. */
	onStopped(character: string): void
}

interface Field {
	readonly text: string
	readonly cursor: number
}

/** One line of text. What cannot stand in it is stopped as it is typed; `?` is help everywhere and never text. */
export function TextField({ initial, allows, columns, onChange, onSubmit, onStopped }: TextFieldProps): ReactNode {
	const { overlay } = useShell()
	const theme = useTheme()
	const [field, show] = useState<Field>({ text: initial, cursor: initial.length })
	// Keys that arrive together are all applied before the next frame.
	const current = useRef(field)
	const isActive = overlay === undefined

	const set = (next: Field): void => {
		if (next.text !== current.current.text) onChange(next.text)
		current.current = next
		show(next)
	}
	const insert = (typed: string, pasted: boolean): void => {
		const characters = [...typed]
		const fitting = characters.filter(character => allows.test(character) && (pasted || character !== '?'))
		const stopped = characters.find(character => !allows.test(character))
		const { text, cursor } = current.current
		const added = fitting.join('')
		set({ text: text.slice(0, cursor) + added + text.slice(cursor), cursor: cursor + added.length })
		if (stopped !== undefined && !pasted) onStopped(stopped)
	}

	const erase = (): void => {
		const { text, cursor } = current.current
		if (cursor > 0) set({ text: text.slice(0, cursor - 1) + text.slice(cursor), cursor: cursor - 1 })
	}
	const typed = (character: string): void => {
		const { text, cursor } = current.current
		if (character === '\r' || character === '\n') onSubmit(text)
		else if (character === '\u007f' || character === '\b') erase()
		else if (character === '\u0015') set({ text: text.slice(cursor), cursor: 0 })
		else if (character >= ' ') insert(character, false)
	}

	useInput(
		(input, key) => {
			const { text, cursor } = current.current
			if (key.return) onSubmit(text)
			else if (key.leftArrow) set({ text, cursor: Math.max(0, cursor - 1) })
			else if (key.rightArrow) set({ text, cursor: Math.min(text.length, cursor + 1) })
			else if (key.home || (key.ctrl && input === 'a')) set({ text, cursor: 0 })
			else if (key.end || (key.ctrl && input === 'e')) set({ text, cursor: text.length })
			else if (key.ctrl && input === 'u') typed('\u0015')
			else if (key.backspace || key.delete) erase()
			else if (!key.ctrl && !key.meta && !key.tab && !key.escape && !key.upArrow && !key.downArrow) {
				// A slow line brings several keys at once.
				for (const character of input) typed(character)
			}
		},
		{ isActive },
	)
	usePaste(text => insert(text.trim().replaceAll(/\s+/g, ' '), true), { isActive })

	return (
		<Box width={columns}>
			<Text color={colours.accent}>{theme.sign('pointer')} </Text>
			<Shown field={field} columns={columns - 3} />
		</Box>
	)
}

/** The part of the text around the cursor that fits. */
function Shown({ field: { text, cursor }, columns }: { field: Field; columns: number }): ReactNode {
	const from = Math.max(0, cursor - columns + 1)
	const at = text[cursor] ?? ' '
	return (
		<Text wrap="truncate">
			{text.slice(from, cursor)}
			<Text inverse>{at}</Text>
			{text.slice(cursor + 1, from + columns)}
		</Text>
	)
}
