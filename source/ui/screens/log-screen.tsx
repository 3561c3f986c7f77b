import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { message } from '../../locales/message.ts'
import { stepTitle } from '../../locales/step-words.ts'
import { Frame } from '../components/frame.tsx'
import { useShell } from '../components/shell.ts'
import { useScroll } from '../components/use-list.ts'
import { useTail } from '../components/use-run.ts'
import type { StepRun } from '../run-state.ts'
import { useTheme } from '../theme.ts'

/** Bytes of a log's end that are shown; all of it is on disk, at the path above it. */
const most = 262_144

/** The log of a step. It stays at its end until one scrolls away. */
export function LogScreen({ step, onBack }: { step: StepRun; onBack(): void }): ReactNode {
	const shell = useShell()
	const theme = useTheme()
	const lines = useTail(step.log, most, step.state === 'running')
	const height = Math.max(2, shell.rows - 8)
	const scroll = useScroll(lines.length, height, true)
	return (
		<Frame
			place={message('ui.place.log')}
			help={message('ui.help.log')}
			keys={[
				{ key: 'leave', hint: message('ui.hint.back'), run: onBack },
				{ key: 'log', run: onBack },
				{
					key: 'pageUp',
					hint: message('ui.hint.scroll'),
					run: () => scroll.keys.find(({ key }) => key === 'pageUp')?.run(),
				},
				...scroll.keys,
			]}
		>
			{() => (
				<Box flexDirection="column">
					<Text bold wrap="truncate">
						{theme.say(stepTitle(step.id))}
					</Text>
					<Text dimColor wrap="truncate-start">
						{step.log ?? theme.say(message('ui.log.notYet'))}
					</Text>
					<Box flexDirection="column" height={height} overflow="hidden">
						{lines.slice(scroll.from, scroll.from + height).map((line, index) => (
							<Text key={`${index}`} wrap="truncate">
								{line === '' ? ' ' : line}
							</Text>
						))}
						{lines.length === 0 && <Text dimColor>{theme.say(message('ui.log.empty'))}</Text>}
					</Box>
				</Box>
			)}
		</Frame>
	)
}
