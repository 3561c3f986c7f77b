import { Text, useAnimation } from 'ink'
import type { ReactNode } from 'react'
import { colours, useTheme } from '../theme.ts'

/** Milliseconds between two pictures. */
const pause = 125

export function Spinner(): ReactNode {
	const { frame } = useAnimation({ interval: pause })
	return <Text color={colours.accent}>{useTheme().spinner(frame)}</Text>
}
