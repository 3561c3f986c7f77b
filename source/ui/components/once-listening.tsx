import { Box } from 'ink'
import { type ReactNode, useEffect, useState } from 'react'

/**
 * Shows its children only when they listen to keys: they subscribe in their effects, which run after a frame is drawn,
 * and a key that is pressed at the sight of a frame must not get lost.
 */
export function OnceListening({ children }: { children: ReactNode }): ReactNode {
	const [listening, setListening] = useState(false)
	// Effects of children run before those of their parents.
	useEffect(() => setListening(true), [])
	return (
		<Box flexDirection="column" flexGrow={1} display={listening ? 'flex' : 'none'}>
			{children}
		</Box>
	)
}
