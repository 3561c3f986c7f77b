import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { type Message, message } from '../../locales/message.ts'
import { ChoiceList } from '../components/choice-list.tsx'
import { Frame } from '../components/frame.tsx'
import { Prose } from '../components/prose.tsx'
import { useShell } from '../components/shell.ts'
import { useTheme } from '../theme.ts'

export interface UnfinishedScreenProps {
	readonly words: readonly Message[]
	onResume(): void
	onAnew(): void
}

/** An earlier run did not come to its end: go on with it, or answer anew. */
export function UnfinishedScreen({ words, onResume, onAnew }: UnfinishedScreenProps): ReactNode {
	const shell = useShell()
	const theme = useTheme()
	return (
		<Frame
			place={message('ui.place.unfinished')}
			help={message('ui.help.unfinished')}
			keys={[
				{ key: 'accept', hint: message('ui.hint.choose'), run: () => undefined },
				{ key: 'back', hint: message('ui.hint.leave'), run: shell.askToLeave },
			]}
		>
			{({ columns }) => (
				<Box flexDirection="column" rowGap={1}>
					<Text bold>{theme.say(message('ui.unfinished.head'))}</Text>
					<Box flexDirection="column">
						{words.slice(0, 6).map(what => (
							<Prose key={theme.say(what)} text={theme.say(what)} columns={columns} rows={2} />
						))}
					</Box>
					<ChoiceList
						columns={columns}
						choices={[
							{
								value: 'resume',
								label: theme.say(message('ui.unfinished.resume')),
								note: theme.say(message('ui.unfinished.resume.note')),
							},
							{
								value: 'anew',
								label: theme.say(message('ui.unfinished.anew')),
								note: theme.say(message('ui.unfinished.anew.note')),
							},
							{ value: 'leave', label: theme.say(message('ui.leave.now')) },
						]}
						onChoose={value => {
							if (value === 'resume') onResume()
							else if (value === 'anew') onAnew()
							else shell.askToLeave()
						}}
					/>
				</Box>
			)}
		</Frame>
	)
}
