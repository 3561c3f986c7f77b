import { Box, Text } from 'ink'
import { type ReactNode, useEffect, useState } from 'react'
import type { Draft } from '../../answers/draft.ts'
import { message } from '../../locales/message.ts'
import { ChoiceList } from '../components/choice-list.tsx'
import { Frame } from '../components/frame.tsx'
import { type Line, Lines } from '../components/lines.tsx'
import { Prose } from '../components/prose.tsx'
import { useShell } from '../components/shell.ts'
import { Spinner } from '../components/spinner.tsx'
import { useList, useScroll } from '../components/use-list.ts'
import { stepLines } from '../plan-lines.ts'
import { type PlanStepView, type PlanView, Refused } from '../port.ts'
import { colours, useTheme } from '../theme.ts'
import { RefusedText } from './host-screen.tsx'
import { SourcesScreen } from './sources-screen.tsx'

export interface PlanScreenProps {
	readonly draft: Draft
	readonly resumes: boolean
	onStarted(run: string): void
	onBack(): void
}

/** The plan: its steps with their counts, each open to its reasons, diffs and commands. Nothing has happened yet. */
export function PlanScreen({ draft, resumes, onStarted, onBack }: PlanScreenProps): ReactNode {
	const { port } = useShell()
	const theme = useTheme()
	const [plan, setPlan] = useState<PlanView>()
	const [refused, setRefused] = useState<Refused>()
	const [opened, setOpened] = useState<number>()
	const [consenting, setConsenting] = useState(false)
	const [showsSources, setShowsSources] = useState(false)
	const [saved, setSaved] = useState<string>()
	const [cursor, setCursor] = useState(0)
	const [attempt, setAttempt] = useState(0)

	// Another attempt asks for the plan again.
	useEffect(() => {
		let current = true
		port.plan(resumes ? undefined : draft).then(
			found => current && setPlan(found),
			error => current && setRefused(asRefused(error)),
		)
		return () => {
			current = false
		}
	}, [port, draft, resumes, attempt])

	const start = (): void => {
		setConsenting(false)
		port.start().then(onStarted, error => setRefused(asRefused(error)))
	}
	const save = (): void => {
		port.saveAnswers(draft, theme.language).then(setSaved, error => setRefused(asRefused(error)))
	}

	const trust = (keys: Refused['keys']): void => {
		port.trust(keys.map(({ fingerprint }) => fingerprint))
		setRefused(undefined)
		setAttempt(attempt + 1)
	}

	if (refused || !plan) return <Waiting refused={refused} onTrust={trust} onBack={onBack} />
	const step = opened === undefined ? undefined : plan.steps[opened]
	if (step && opened !== undefined) {
		return (
			<StepDetails
				key={step.id}
				step={step}
				number={opened + 1}
				of={plan.steps.length}
				onMove={by => setOpened((opened + by + plan.steps.length) % plan.steps.length)}
				onBack={() => {
					setCursor(opened)
					setOpened(undefined)
				}}
			/>
		)
	}
	if (showsSources) return <SourcesScreen rows={plan.artefacts} onBack={() => setShowsSources(false)} />
	if (consenting) return <Consent plan={plan} onYes={start} onNo={() => setConsenting(false)} />
	return (
		<PlanList
			plan={plan}
			initial={cursor}
			saved={saved}
			onOpen={setOpened}
			onStart={() => setConsenting(true)}
			onSave={resumes ? undefined : save}
			onSources={plan.artefacts.length > 0 ? () => setShowsSources(true) : undefined}
			onBack={onBack}
		/>
	)
}

function asRefused(error: unknown): Refused {
	return error instanceof Refused ? error : new Refused([message('command.verbatim', { text: String(error) })])
}

interface WaitingProps {
	readonly refused: Refused | undefined
	onTrust(keys: Refused['keys']): void
	onBack(): void
}

function Waiting({ refused, onTrust, onBack }: WaitingProps): ReactNode {
	const theme = useTheme()
	const keys = refused?.keys ?? []
	return (
		<Frame
			place={message('ui.place.plan')}
			help={message('ui.help.plan')}
			keys={[
				...(keys.length > 0
					? [{ key: 'trust' as const, hint: message('ui.hint.trust'), run: () => onTrust(keys) }]
					: []),
				{ key: 'back', hint: message('ui.hint.back'), run: onBack },
			]}
		>
			{({ columns }) =>
				refused ? (
					<Box flexDirection="column" rowGap={1}>
						<Text bold>{theme.say(message(keys.length > 0 ? 'ui.plan.unconfirmed' : 'ui.plan.refused'))}</Text>
						<RefusedText refused={refused} columns={columns} />
					</Box>
				) : (
					<Box flexDirection="column" rowGap={1}>
						<Box>
							<Spinner />
							<Text> {theme.say(message('ui.plan.making'))}</Text>
						</Box>
						<Prose text={theme.say(message('ui.plan.makingWhy'))} columns={columns} dim />
					</Box>
				)
			}
		</Frame>
	)
}

interface PlanListProps {
	readonly plan: PlanView
	readonly initial: number
	readonly saved: string | undefined
	onOpen(index: number): void
	onStart(): void
	onSave: (() => void) | undefined
	onSources: (() => void) | undefined
	onBack(): void
}

function PlanList({ plan, initial, saved, onOpen, onStart, onSave, onSources, onBack }: PlanListProps): ReactNode {
	const shell = useShell()
	const theme = useTheme()
	const room = Math.max(3, shell.rows - 10)
	const height = plan.steps.length > room ? room - 1 : room
	const list = useList(plan.steps.length, height, initial)
	const marked = plan.steps.filter(isMarked).length
	return (
		<Frame
			place={message('ui.place.plan')}
			help={message('ui.help.plan')}
			keys={[
				{ key: 'start', hint: message('ui.hint.start'), run: onStart },
				{ key: 'open', hint: message('ui.hint.openStep'), run: () => onOpen(list.cursor) },
				...(onSources ? [{ key: 'more' as const, hint: message('ui.hint.sources'), run: onSources }] : []),
				...(onSave ? [{ key: 'write' as const, hint: message('ui.hint.write'), run: onSave }] : []),
				{ key: 'back', hint: message('ui.hint.back'), run: onBack },
				...list.keys,
			]}
		>
			{({ columns }) => (
				<Box flexDirection="column" rowGap={1}>
					<Box justifyContent="space-between" width={columns}>
						<Text bold>{theme.say(message('ui.plan.head', { hostname: plan.hostname }))}</Text>
						<Text dimColor>{theme.say(message('ui.plan.counts', plan))}</Text>
					</Box>
					<Box flexDirection="column">
						{plan.steps.slice(list.from, list.from + height).map((step, index) => (
							<StepRow
								key={step.id}
								step={step}
								number={list.from + index + 1}
								isHere={list.from + index === list.cursor}
								columns={columns}
							/>
						))}
						{plan.steps.length > height && (
							<Text dimColor>
								{'     '}
								{theme.say(
									message('ui.plan.place', { from: list.from + 1, to: list.from + height, of: plan.steps.length }),
								)}
							</Text>
						)}
					</Box>
					<Text dimColor wrap="truncate">
						{saved !== undefined
							? theme.say(message('ui.plan.saved', { path: saved }))
							: marked > 0
								? `${theme.sign('warning')} ${theme.say(message('ui.plan.marked', { count: marked }))}`
								: theme.say(message('ui.plan.nothingYet'))}
					</Text>
				</Box>
			)}
		</Frame>
	)
}

function isMarked(step: PlanStepView): boolean {
	return step.changes.some(({ irreversible, recovery, state }) => state === 'pending' && (irreversible ?? recovery))
}

function StepRow({
	step,
	number,
	isHere,
	columns,
}: {
	step: PlanStepView
	number: number
	isHere: boolean
	columns: number
}): ReactNode {
	const theme = useTheme()
	const pending = step.changes.filter(({ state }) => state === 'pending').length
	const unknown = step.changes.some(({ state }) => state === 'unknown')
	const here = isHere ? { color: colours.accent, bold: true } : {}
	const count = theme.say(message('command.plan.stepCount', { pending, changes: step.changes.length }))
	const quiet = pending === 0 && !unknown
	return (
		<Box width={columns} justifyContent="space-between">
			<Box flexShrink={1}>
				<Box flexShrink={0}>
					<Text {...here}>{isHere ? theme.sign('pointer') : ' '} </Text>
					<Text dimColor>{String(number).padStart(2)} </Text>
				</Box>
				<Text {...here} dimColor={quiet && !isHere} wrap="truncate">
					{theme.say(step.title)}
				</Text>
			</Box>
			<Box flexShrink={0}>
				{isMarked(step) && <Text color={colours.warning}>{theme.sign('warning')} </Text>}
				{unknown && <Text color={colours.unknown}>{theme.sign('unknown')} </Text>}
				<Text dimColor={quiet}>{count}</Text>
			</Box>
		</Box>
	)
}

interface StepDetailsProps {
	readonly step: PlanStepView
	readonly number: number
	readonly of: number
	onMove(by: 1 | -1): void
	onBack(): void
}

/** A step with its reasons, every diff and every command, to be scrolled through. */
function StepDetails({ step, number, of, onBack }: StepDetailsProps): ReactNode {
	const shell = useShell()
	const theme = useTheme()
	const lines: Line[] = stepLines(step, theme, shell.columns - 2)
	const height = Math.max(3, shell.rows - 7)
	const scroll = useScroll(lines.length, height)
	return (
		<Frame
			place={message('ui.place.step', { number, of })}
			help={message('ui.help.step')}
			keys={[
				{ key: 'leave', hint: message('ui.hint.toPlan'), run: onBack },
				{
					key: 'pageDown',
					hint: message('ui.hint.scroll'),
					run: () => scroll.keys.find(({ key }) => key === 'pageDown')?.run(),
				},
				...scroll.keys,
			]}
		>
			{({ columns }) => (
				<Box flexDirection="column">
					<Text bold wrap="truncate">
						{theme.say(step.title)}
					</Text>
					<Lines lines={lines.slice(scroll.from, scroll.from + height)} columns={columns} />
					{!scroll.atEnd && <Text dimColor>{theme.say(message('ui.moreBelow'))}</Text>}
				</Box>
			)}
		</Frame>
	)
}

function Consent({ plan, onYes, onNo }: { plan: PlanView; onYes(): void; onNo(): void }): ReactNode {
	const theme = useTheme()
	const marked = plan.steps.filter(isMarked)
	return (
		<Frame
			place={message('ui.place.plan')}
			help={message('ui.help.consent')}
			keys={[
				{ key: 'accept', hint: message('ui.hint.choose'), run: () => undefined },
				{ key: 'back', hint: message('ui.hint.toPlan'), run: onNo },
			]}
		>
			{({ columns }) => (
				<Box flexDirection="column" rowGap={1}>
					<Text bold>{theme.say(message('ui.consent.head', { count: plan.pending, hostname: plan.hostname }))}</Text>
					<Prose text={theme.say(message('ui.consent.words'))} columns={columns} dim />
					{marked.length > 0 && (
						<Box flexDirection="column">
							<Text color={colours.warning}>
								{theme.sign('warning')} {theme.say(message('ui.consent.irreversible'))}
							</Text>
							{marked.map(step => (
								<Text key={step.id} wrap="truncate">
									{'  '}
									{theme.say(step.title)}
								</Text>
							))}
						</Box>
					)}
					{plan.reboots && (
						<Text color={colours.warning}>
							{theme.sign('warning')} {theme.say(message('ui.consent.reboots'))}
						</Text>
					)}
					<ChoiceList
						columns={columns}
						choices={[
							{ value: 'no', label: theme.say(message('ui.consent.no')) },
							{ value: 'yes', label: theme.say(message('ui.consent.yes')) },
						]}
						onChoose={value => (value === 'yes' ? onYes() : onNo())}
					/>
				</Box>
			)}
		</Frame>
	)
}
