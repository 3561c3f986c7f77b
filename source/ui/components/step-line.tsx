import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { duration } from '../../locales/duration.ts'
import { message } from '../../locales/message.ts'
import { stepTitle } from '../../locales/step-words.ts'
import type { StepRun, StepState } from '../run-state.ts'
import { colours, type Sign, useTheme } from '../theme.ts'

const signs: Readonly<Record<Exclude<StepState, 'running'>, Sign>> = {
	waiting: 'waiting',
	asking: 'unknown',
	done: 'ok',
	failed: 'problem',
	blocked: 'dash',
	stopped: 'stopped',
	skipped: 'dash',
}
const colourOf: Readonly<Record<StepState, string | undefined>> = {
	waiting: undefined,
	running: colours.accent,
	asking: colours.warning,
	done: colours.ok,
	failed: colours.problem,
	blocked: colours.warning,
	stopped: colours.warning,
	skipped: colours.warning,
}

interface StepLineProps {
	readonly step: StepRun
	readonly isHere: boolean
	readonly columns: number
	readonly now: number
	readonly tick: number
}

/** One step of a run: sign, title, what it came to, time. */
export function StepLine({ step, isHere, columns, now, tick }: StepLineProps): ReactNode {
	const theme = useTheme()
	const { state } = step
	const color = colourOf[state]
	const time =
		state === 'running' && step.startedAt !== undefined
			? duration(Math.max(0, now - step.startedAt))
			: ['done', 'failed', 'stopped'].includes(state)
				? duration(step.milliseconds)
				: ''
	const words =
		state === 'done'
			? message(step.changed === 0 ? 'ui.run.already' : 'ui.run.changed', { count: step.changed })
			: message(`ui.run.${state}`)
	return (
		<Box width={columns} justifyContent="space-between">
			<Box flexShrink={1}>
				<Text {...(color !== undefined && { color })} dimColor={state === 'waiting'}>
					{state === 'running' ? theme.spinner(tick) : theme.sign(signs[state])}{' '}
				</Text>
				<Text
					bold={isHere || state === 'asking'}
					inverse={isHere}
					dimColor={state === 'waiting' || state === 'blocked'}
					wrap="truncate"
				>
					{theme.say(stepTitle(step.id))}
				</Text>
			</Box>
			<Box flexShrink={0} columnGap={2} marginLeft={2}>
				<Text
					dimColor={state === 'done' || state === 'waiting'}
					{...(state !== 'done' && color !== undefined && { color })}
				>
					{state === 'running' ? '' : theme.say(words)}
				</Text>
				<Box width={13} justifyContent="flex-end">
					<Text dimColor={state === 'done'}>{time}</Text>
				</Box>
			</Box>
		</Box>
	)
}
