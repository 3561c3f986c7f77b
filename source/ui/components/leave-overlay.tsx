import { Box, Text } from 'ink'
import { type ReactNode, useState } from 'react'
import { message } from '../../locales/message.ts'
import { stepTitle } from '../../locales/step-words.ts'
import { useKeys } from '../keys.ts'
import type { RunView } from '../run-state.ts'
import { colours, useTheme } from '../theme.ts'
import { ChoiceList } from './choice-list.tsx'
import { Prose } from './prose.tsx'

export type Leaving = 'leave' | 'stop' | 'stop-now'

export interface LeaveOverlayProps {
	/** Set while a run goes on. */
	readonly view: RunView | undefined
	/** Answers are kept for the next time. */
	readonly keeps: boolean
	readonly columns: number
	onStay(): void
	onLeave(how: Leaving): void
}

/** What `q` and Ctrl-C ask. Cutting off what must not be cut off is asked a second time. */
export function LeaveOverlay({ view, keeps, columns, onStay, onLeave }: LeaveOverlayProps): ReactNode {
	const theme = useTheme()
	const [confirming, setConfirming] = useState(false)
	const delicate = view?.steps.filter(step => step.delicate) ?? []
	const isRunning = view !== undefined && view.result === undefined
	useKeys(
		[
			{ key: 'back', run: onStay },
			// A second Ctrl-C does what is safe: it leaves, and a run goes on.
			{ key: 'interrupt', run: () => onLeave('leave') },
		],
		true,
	)

	if (confirming) {
		return (
			<Box flexDirection="column" rowGap={1}>
				<Text bold color={colours.problem}>
					{theme.sign('warning')} {theme.say(message('ui.leave.delicate'))}
				</Text>
				{delicate.map(step => (
					<Text key={step.id}>
						{'  '}
						{theme.say(step.doing ?? stepTitle(step.id))}
					</Text>
				))}
				<Prose text={theme.say(message('ui.leave.delicateWhy'))} columns={columns} />
				<ChoiceList
					key="confirm"
					isActive
					columns={columns}
					choices={[
						{ value: 'no', label: theme.say(message('ui.leave.delicateNo')) },
						{ value: 'yes', label: theme.say(message('ui.leave.delicateYes')) },
					]}
					onChoose={value => (value === 'yes' ? onLeave('stop-now') : setConfirming(false))}
				/>
			</Box>
		)
	}
	const choices = isRunning ? (['stay', 'leave', 'stop', 'stop-now'] as const) : (['stay', 'leave'] as const)
	const head = isRunning ? 'ui.leave.running' : keeps ? 'ui.leave.kept' : 'ui.leave.head'
	return (
		<Box flexDirection="column" rowGap={1}>
			<Text bold>{theme.say(message(head))}</Text>
			<ChoiceList
				isActive
				columns={columns}
				choices={choices.map(value => ({
					value,
					label: theme.say(
						message(isRunning ? `ui.leave.run.${value}` : value === 'stay' ? 'ui.leave.stay' : 'ui.leave.now'),
					),
					...(isRunning && { note: theme.say(message(`ui.leave.run.${value}.note`)) }),
				}))}
				onChoose={value => {
					if (value === 'stay') onStay()
					else if (value === 'stop-now' && delicate.length > 0) setConfirming(true)
					else onLeave(value as Leaving)
				}}
			/>
		</Box>
	)
}
