import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { message } from '../../locales/message.ts'
import { Frame } from '../components/frame.tsx'
import { Spinner } from '../components/spinner.tsx'
import { useTheme } from '../theme.ts'

/** Until it is known how things stand on this host. */
export function OpeningScreen(): ReactNode {
	const theme = useTheme()
	return (
		<Frame place={message('ui.place.host')} help={message('ui.help.host')} keys={[]}>
			{() => (
				<Box>
					<Spinner />
					<Text> {theme.say(message('ui.host.looking'))}</Text>
				</Box>
			)}
		</Frame>
	)
}
