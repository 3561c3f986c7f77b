import { Box, Text } from 'ink'
import { type ReactNode, useEffect, useState } from 'react'
import { duration } from '../../locales/duration.ts'
import { message } from '../../locales/message.ts'
import { wrap } from '../../locales/wrap.ts'
import { Frame } from '../components/frame.tsx'
import { Gantt } from '../components/gantt.tsx'
import { useShell } from '../components/shell.ts'
import type { Finish } from '../port.ts'
import type { RunView } from '../run-state.ts'
import { colours, useTheme } from '../theme.ts'

export interface DoneScreenProps {
	readonly run: string
	readonly view: RunView
	onLeave(finish: Finish | undefined): void
}

/** What now, how long each step took, and where everything is. */
export function DoneScreen({ run, view, onLeave }: DoneScreenProps): ReactNode {
	const { port, rows, columns: width } = useShell()
	const theme = useTheme()
	const [finish, setFinish] = useState<Finish>()
	useEffect(() => {
		let current = true
		port.finish(run).then(
			found => current && setFinish(found),
			() => undefined,
		)
		return () => {
			current = false
		}
	}, [port, run])

	const columns = width - 2
	const join = finish?.join
	// One line to the shell: it is only broken where the screen ends, and shown again whole when the wizard is left.
	const joinRows = join ? Math.ceil(join.command.length / columns) : 0
	const words = [
		...(finish?.kubeconfig ? [theme.say(message('ui.done.kubectl'))] : []),
		...(finish ? [theme.say(message('ui.done.places', { answers: finish.answers, logs: finish.logs }))] : []),
		theme.say(message('ui.done.undo')),
	].flatMap(text => wrap(text, columns))
	const room = Math.max(2, rows - 9 - words.length - (join ? joinRows + 2 : 0))
	const time = duration(view.milliseconds)
	const leave = (): void => onLeave(finish)
	return (
		<Frame
			place={message('ui.place.done')}
			help={message('ui.help.done')}
			keys={[
				{ key: 'accept', hint: message('ui.hint.finish'), run: leave },
				{ key: 'back', run: leave },
				{ key: 'quit', run: leave },
				{ key: 'interrupt', run: leave },
			]}
		>
			{() => (
				<Box flexDirection="column">
					<Text bold color={colours.ok}>
						{theme.sign('ok')} {theme.say(message('ui.done.head', { time }))}
					</Text>
					<Box flexDirection="column" marginTop={1}>
						<Gantt view={view} columns={columns} rows={room} />
					</Box>
					{join && (
						<Box flexDirection="column" marginTop={1}>
							<Text>{theme.say(message('ui.done.join', { until: join.until }))}</Text>
							<Text color={colours.accent} wrap="hard">
								{join.command}
							</Text>
						</Box>
					)}
					<Box flexDirection="column" marginTop={1}>
						{words.map(line => (
							<Text key={line} wrap="truncate">
								{line}
							</Text>
						))}
					</Box>
				</Box>
			)}
		</Frame>
	)
}
