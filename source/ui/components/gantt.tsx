import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { duration } from '../../locales/duration.ts'
import { stepTitle } from '../../locales/step-words.ts'
import type { RunView, StepRun } from '../run-state.ts'
import { colours, useTheme } from '../theme.ts'

/** When each step ran, to scale; the ones that took longest where not all fit, in the order of the run. */
export function Gantt({ view, columns, rows }: { view: RunView; columns: number; rows: number }): ReactNode {
	const theme = useTheme()
	const start = view.startedAt ?? 0
	const all = Math.max(1, view.milliseconds)
	const ran = view.steps.filter(step => step.startedAt !== undefined && step.milliseconds > 0)
	const longest = [...ran].sort((one, other) => other.milliseconds - one.milliseconds).slice(0, rows)
	const shown = ran.filter(step => longest.includes(step))
	const labels = Math.min(30, Math.floor(columns / 3))
	const width = Math.max(10, columns - labels - 16)
	const bar = (step: StepRun): { before: number; length: number } => {
		const before = Math.min(width - 1, Math.floor((((step.startedAt ?? start) - start) / all) * width))
		const length = Math.max(1, Math.min(width - before, Math.round((step.milliseconds / all) * width)))
		return { before, length }
	}
	return (
		<Box flexDirection="column">
			{shown.map(step => {
				const { before, length } = bar(step)
				return (
					<Box key={step.id} width={columns}>
						<Box width={labels} flexShrink={0} marginRight={1}>
							<Text wrap="truncate">{theme.say(stepTitle(step.id))}</Text>
						</Box>
						<Box width={width} flexShrink={0}>
							<Text wrap="truncate">
								{' '.repeat(before)}
								<Text color={colours.accent}>{theme.sign('full').repeat(length)}</Text>
							</Text>
						</Box>
						<Box width={13} flexShrink={0} justifyContent="flex-end">
							<Text dimColor>{duration(step.milliseconds)}</Text>
						</Box>
					</Box>
				)
			})}
		</Box>
	)
}
