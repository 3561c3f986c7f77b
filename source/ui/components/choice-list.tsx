import { Box, Text } from 'ink'
import SelectInput from 'ink-select-input'
import type { ReactNode } from 'react'
import stringWidth from 'string-width'
import { colours, useTheme } from '../theme.ts'
import { useShell } from './shell.ts'

export interface ListedChoice {
	readonly value: string
	readonly label: string
	/** Beside the label. */
	readonly note?: string
	/** It cannot be had here: why. Enter or its digit explains and does not choose. */
	readonly unavailable?: string
	/** At the right end: what was found out about it. */
	readonly found?: { readonly text: string; readonly color: string | undefined }
}

export interface ChoiceListProps {
	/** Nine at most: digits choose, and the list shows them all. */
	readonly choices: readonly ListedChoice[]
	readonly initial?: string
	readonly columns: number
	/** Also shown inside an overlay, while the screen below it rests. */
	readonly isActive?: boolean
	onChoose(value: string): void
	onExplain?(choice: ListedChoice): void
	onHighlight?(value: string): void
}

interface Item extends ListedChoice {
	readonly key: string
	readonly number: number
	readonly labelWidth: number
	readonly columns: number
}

export function ChoiceList(props: ChoiceListProps): ReactNode {
	const { overlay } = useShell()
	const { choices, initial, columns } = props
	const labelWidth = Math.max(...choices.map(({ label }) => stringWidth(label)))
	const items = choices.map(
		(choice, index): Item => ({ ...choice, key: choice.value, number: index + 1, labelWidth, columns }),
	)
	const start = choices.findIndex(({ value }) => value === initial)
	return (
		<SelectInput
			items={items}
			initialIndex={Math.max(0, start)}
			isFocused={props.isActive ?? overlay === undefined}
			indicatorComponent={Pointer}
			itemComponent={Row}
			onSelect={({ value }) => {
				const chosen = choices.find(choice => choice.value === value)
				if (!chosen) return
				if (chosen.unavailable === undefined) props.onChoose(value)
				else props.onExplain?.(chosen)
			}}
			onHighlight={({ value }) => props.onHighlight?.(value)}
		/>
	)
}

function Pointer({ isSelected = false }: { isSelected?: boolean | undefined }): ReactNode {
	return <Text color={colours.accent}>{isSelected ? useTheme().sign('pointer') : ' '} </Text>
}

/** ink-select-input hands all fields of an item to its row. */
function Row(props: { isSelected?: boolean | undefined; label: string }): ReactNode {
	const {
		isSelected = false,
		number,
		label,
		note,
		unavailable,
		found,
		labelWidth,
		columns,
	} = props as typeof props & Item
	const theme = useTheme()
	const rest = Math.max(0, columns - labelWidth - 8 - (found ? stringWidth(found.text) + 1 : 0))
	return (
		<Box width={columns - 2}>
			<Text dimColor>{number} </Text>
			<Box width={labelWidth + 2} flexShrink={0}>
				<Text bold={isSelected} dimColor={unavailable !== undefined} {...(isSelected && { color: colours.accent })}>
					{label}
				</Text>
			</Box>
			<Box width={rest} flexShrink={1}>
				{unavailable === undefined ? (
					<Text dimColor={!isSelected} wrap="truncate">
						{note ?? ''}
					</Text>
				) : (
					<Text color={colours.warning} wrap="truncate">
						{theme.sign('dash')} {unavailable}
					</Text>
				)}
			</Box>
			{found && (
				<Box flexShrink={0} marginLeft={1}>
					<Text {...(found.color !== undefined && { color: found.color })}>{found.text}</Text>
				</Box>
			)}
		</Box>
	)
}
