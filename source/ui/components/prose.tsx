import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { wrap } from '../../locales/wrap.ts'

export interface ProseProps {
	readonly text: string
	readonly columns: number
	readonly color?: string
	readonly dim?: boolean
	/** At most so many rows; the last one then ends with a mark. */
	readonly rows?: number
}

/** Running text, broken as its language wants it. */
export function Prose({ text, columns, color, dim = false, rows }: ProseProps): ReactNode {
	const lines = wrap(text, Math.max(10, columns))
	const shown = rows === undefined ? lines : lines.slice(0, rows)
	return (
		<Box flexDirection="column" flexShrink={0}>
			{shown.map((line, index) => (
				<Text key={`${index} ${line}`} {...(color !== undefined && { color })} dimColor={dim} wrap="truncate">
					{line}
					{shown.length < lines.length && index === shown.length - 1 ? ' …' : ''}
				</Text>
			))}
		</Box>
	)
}
