import { Box, Text } from 'ink'
import type { ReactNode } from 'react'

/** One row of a text that is scrolled through. */
export interface Line {
	readonly text: string
	readonly color?: string
	readonly dim?: boolean
	readonly bold?: boolean
}

export function Lines({ lines, columns }: { lines: readonly Line[]; columns: number }): ReactNode {
	return (
		<Box flexDirection="column" width={columns} flexShrink={0}>
			{lines.map(({ text, color, dim = false, bold = false }, index) => (
				<Text
					// Rows are places on the screen here, not things.
					key={`${index}`}
					{...(color !== undefined && { color })}
					dimColor={dim}
					bold={bold}
					wrap="truncate"
				>
					{text === '' ? ' ' : text}
				</Text>
			))}
		</Box>
	)
}
