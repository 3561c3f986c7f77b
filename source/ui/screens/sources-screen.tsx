import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { type ArtefactRow, artefactTable } from '../../locales/artefact-table.ts'
import { message } from '../../locales/message.ts'
import { Frame } from '../components/frame.tsx'
import { Lines } from '../components/lines.tsx'
import { useShell } from '../components/shell.ts'
import { useScroll } from '../components/use-list.ts'
import { useTheme } from '../theme.ts'

/** Where everything of a plan comes from: what the mirrors have of it, and how fast they answered. */
export function SourcesScreen({ rows, onBack }: { rows: readonly ArtefactRow[]; onBack(): void }): ReactNode {
	const shell = useShell()
	const theme = useTheme()
	const lines = artefactTable(rows, theme.language, shell.columns - 2)
	const height = Math.max(3, shell.rows - 8)
	const scroll = useScroll(lines.length, height)
	return (
		<Frame
			place={message('ui.place.sources')}
			help={message('ui.help.sources')}
			keys={[
				{ key: 'leave', hint: message('ui.hint.toPlan'), run: onBack },
				{ key: 'more', run: onBack },
				...scroll.keys,
			]}
		>
			{({ columns }) => (
				<Box flexDirection="column" rowGap={1}>
					<Text bold>{theme.say(message('command.proofs.head'))}</Text>
					<Lines lines={lines.slice(scroll.from, scroll.from + height).map(text => ({ text }))} columns={columns} />
				</Box>
			)}
		</Frame>
	)
}
