import { Box, Text } from 'ink'
import { type ReactNode, useEffect, useState } from 'react'
import type { Watched } from '../../engine/attach.ts'
import { duration } from '../../locales/duration.ts'
import { type Message, message } from '../../locales/message.ts'
import { stepTitle } from '../../locales/step-words.ts'
import { Frame } from '../components/frame.tsx'
import { useShell } from '../components/shell.ts'
import { StepLine } from '../components/step-line.tsx'
import { useRun, useTail, useTick } from '../components/use-run.ts'
import { endedSteps, inOrder, mainStep, type RunView, type StepRun } from '../run-state.ts'
import { colours, useTheme } from '../theme.ts'
import { EndedScreen } from './ended-screen.tsx'
import { FailurePanel } from './failure-panel.tsx'
import { LogScreen } from './log-screen.tsx'

export interface RunScreenProps {
	readonly run: string
	onDone(): void
	/** It ended without being done. */
	onLeave(ended: Watched): void
	/** Asked for by `q`, Ctrl-C and Esc: what may become of the run depends on how it stands. */
	onAskToLeave(view: RunView): void
	/** Tells how the run stands, for keys that are pressed elsewhere. */
	onView(view: RunView): void
}

/** A run: its steps with their times, the output of the one at work, and the question of one that failed. */
export function RunScreen(props: RunScreenProps): ReactNode {
	const { run, onDone, onView } = props
	const { view, ended } = useRun(run)
	const [picked, setPicked] = useState<string>()
	const [log, setLog] = useState<string>()
	const [aside, setAside] = useState<string>()

	useEffect(() => onView(view), [view, onView])
	useEffect(() => {
		if (ended === 'done') onDone()
	}, [ended, onDone])

	const logged = view.steps.find(({ id }) => id === log)
	if (logged) return <LogScreen step={logged} onBack={() => setLog(undefined)} />
	if (ended !== undefined && ended !== 'done' && ended !== 'detached') {
		return <EndedScreen view={view} ended={ended} run={run} onLog={setLog} onLeave={() => props.onLeave(ended)} />
	}
	const [asked] = view.asked
	const asking = asked && view.steps.find(({ id }) => id === asked.step)
	if (asked && asking && aside !== asked.question) {
		return (
			<FailurePanel
				key={asked.question}
				run={run}
				asked={asked}
				step={asking}
				onAside={() => setAside(asked.question)}
				onLog={() => setLog(asking.id)}
			/>
		)
	}
	const shown = view.steps.find(({ id }) => id === picked) ?? mainStep(view)
	return (
		<Steps
			view={view}
			shown={shown}
			isPicked={picked !== undefined}
			onPick={setPicked}
			onLog={() => shown && setLog(shown.id)}
			onBack={() => (picked === undefined ? props.onAskToLeave(view) : setPicked(undefined))}
			{...(asked && { onAnswer: () => setAside(undefined) })}
		/>
	)
}

interface StepsProps {
	readonly view: RunView
	readonly shown: StepRun | undefined
	readonly isPicked: boolean
	onPick(step: string): void
	onLog(): void
	onBack(): void
	/** A question waits. */
	onAnswer?(): void
}

function Steps({ view, shown, isPicked, onPick, onLog, onBack, onAnswer }: StepsProps): ReactNode {
	const { port, rows } = useShell()
	const theme = useTheme()
	const isRunning = view.result === undefined
	const tick = useTick(250, isRunning)
	const body = rows - 5
	const tailRows = Math.max(
		2,
		Math.min(12, body - view.steps.length - 4, Math.floor(body / 2) + 2),
		Math.floor(body / 3),
	)
	const listRows = Math.max(2, body - tailRows - 4)
	const tail = useTail(shown?.log, 16_384, isRunning && shown?.state !== 'done')
	const steps = inOrder(view)
	const place = steps.findIndex(({ id }) => id === shown?.id)
	const move = (by: number): void => {
		const next = steps[(place + by + steps.length) % Math.max(1, steps.length)]
		if (next) onPick(next.id)
	}
	const from = windowFrom(steps, place, listRows)
	const now = port.now()
	return (
		<Frame
			place={message('ui.place.run')}
			help={message('ui.help.run')}
			keys={[
				...(onAnswer ? [{ key: 'open' as const, hint: message('ui.hint.answer'), run: onAnswer }] : []),
				{ key: 'log', hint: message('ui.hint.log'), run: onLog },
				{ key: 'open', run: onLog },
				{ key: 'up', run: () => move(-1) },
				{ key: 'down', hint: message('ui.hint.steps'), run: () => move(1) },
				{ key: 'back', hint: message(isPicked ? 'ui.hint.follow' : 'ui.hint.leave'), run: onBack },
			]}
		>
			{({ columns }) => (
				<Box flexDirection="column">
					<Progress view={view} columns={columns} now={now} />
					<Box flexDirection="column" height={listRows} marginTop={1}>
						{steps.slice(from, from + listRows).map(step => (
							<StepLine
								key={step.id}
								step={step}
								isHere={isPicked && step.id === shown?.id}
								columns={columns}
								now={now}
								tick={tick}
							/>
						))}
					</Box>
					<TailHead step={shown} columns={columns} />
					<Box flexDirection="column" height={tailRows} overflow="hidden">
						{tail.slice(-tailRows).map((line, index) => (
							<Text key={`${index}`} wrap="truncate">
								<Text dimColor>{theme.sign('bar')} </Text>
								{line}
							</Text>
						))}
					</Box>
				</Box>
			)}
		</Frame>
	)
}

/** The list moves on with the run: all that is at work, some of what is to come, and always what was picked. */
function windowFrom(steps: readonly StepRun[], place: number, rows: number): number {
	const busy = steps.map(({ state }) => state === 'running' || state === 'asking')
	const end = Math.max(place, busy.lastIndexOf(true)) + 3
	const most = Math.max(0, steps.length - rows)
	return Math.max(0, Math.min(most, end - rows, Math.max(place, 0)))
}

function Progress({ view, columns, now }: { view: RunView; columns: number; now: number }): ReactNode {
	const theme = useTheme()
	const ended = endedSteps(view)
	const all = view.steps.length
	const time = duration(view.result === undefined ? Math.max(0, now - (view.startedAt ?? now)) : view.milliseconds)
	const [asked] = view.asked
	const words = theme.say(
		asked ? message('ui.run.waits', { ended, all }) : message('ui.run.progress', { ended, all, time }),
	)
	const width = Math.max(10, Math.min(40, columns - 40))
	const full = all === 0 ? 0 : Math.round((ended / all) * width)
	return (
		<Box columnGap={2}>
			<Text>
				<Text color={asked ? colours.warning : colours.ok}>{theme.sign('full').repeat(full)}</Text>
				<Text dimColor>{theme.sign('empty').repeat(width - full)}</Text>
			</Text>
			<Text bold wrap="truncate">
				{words}
			</Text>
		</Box>
	)
}

function TailHead({ step, columns }: { step: StepRun | undefined; columns: number }): ReactNode {
	const theme = useTheme()
	const what: Message = step ? stepTitle(step.id) : message('ui.run.starting')
	const rule = theme.sign('rule')
	return (
		<Box width={columns} marginTop={1}>
			<Box flexShrink={0}>
				<Text dimColor>{rule.repeat(2)} </Text>
				<Text bold>{theme.say(what)}</Text>
			</Box>
			{step?.doing && (
				<Box marginLeft={2} flexShrink={1}>
					<Text dimColor wrap="truncate">
						{theme.say(step.doing)}
					</Text>
				</Box>
			)}
		</Box>
	)
}
