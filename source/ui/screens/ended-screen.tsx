import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import type { Watched } from '../../engine/attach.ts'
import { message } from '../../locales/message.ts'
import { stepTitle } from '../../locales/step-words.ts'
import { Frame } from '../components/frame.tsx'
import { Lines } from '../components/lines.tsx'
import { Prose } from '../components/prose.tsx'
import { useShell } from '../components/shell.ts'
import { useScroll } from '../components/use-list.ts'
import { errorLines } from '../failure-lines.ts'
import type { RunView } from '../run-state.ts'
import { colours, useTheme } from '../theme.ts'

export interface EndedScreenProps {
	readonly view: RunView
	readonly ended: Exclude<Watched, 'done' | 'detached'>
	readonly run: string
	onLog(step: string): void
	onLeave(): void
}

/** A run that ended without being done: what failed, what stands, and how one goes on. */
export function EndedScreen({ view, ended, onLog, onLeave }: EndedScreenProps): ReactNode {
	const shell = useShell()
	const theme = useTheme()
	const columns = shell.columns - 2
	const failed = view.steps.filter(({ state }) => state === 'failed')
	const lines = [
		...failed.flatMap(step => [
			{ text: `${theme.sign('problem')} ${theme.say(stepTitle(step.id))}`, bold: true, color: colours.problem },
			...(step.error ? errorLines(step.error, theme, columns) : []),
			{ text: '' },
		]),
		...(view.error ? errorLines(view.error, theme, columns) : []),
	]
	const height = Math.max(2, shell.rows - 13)
	const scroll = useScroll(lines.length, height)
	const done = view.steps.filter(({ state }) => state === 'done').length
	const last = failed.at(-1)
	return (
		<Frame
			place={message('ui.place.ended')}
			help={message('ui.help.ended')}
			keys={[
				{ key: 'accept', hint: message('ui.hint.leave'), run: onLeave },
				{ key: 'back', run: onLeave },
				{ key: 'quit', run: onLeave },
				{ key: 'interrupt', run: onLeave },
				...(last ? [{ key: 'log' as const, hint: message('ui.hint.log'), run: () => onLog(last.id) }] : []),
				...scroll.keys,
			]}
		>
			{() => (
				<Box flexDirection="column" rowGap={1}>
					<Text bold color={ended === 'stopped' ? colours.warning : colours.problem}>
						{theme.say(message(`ui.ended.${ended}`))}
					</Text>
					<Prose text={theme.say(message('ui.ended.stands', { done, all: view.steps.length }))} columns={columns} dim />
					<Lines lines={lines.slice(scroll.from, scroll.from + height)} columns={columns} />
					<Box flexDirection="column">
						<Text>{theme.say(message('ui.ended.resume'))}</Text>
						<Text>{theme.say(message('ui.ended.undo'))}</Text>
					</Box>
				</Box>
			)}
		</Frame>
	)
}
