import { Box, Text } from 'ink'
import { type ReactNode, useState } from 'react'
import type { Choice, EvidenceLine, ToldDiagnosis } from '../../engine/events.ts'
import { message } from '../../locales/message.ts'
import { stepTitle } from '../../locales/step-words.ts'
import { ChoiceList } from '../components/choice-list.tsx'
import { Frame } from '../components/frame.tsx'
import { Lines } from '../components/lines.tsx'
import { Prose } from '../components/prose.tsx'
import { useShell } from '../components/shell.ts'
import { useScroll } from '../components/use-list.ts'
import { failureLines } from '../failure-lines.ts'
import { diffLine } from '../plan-lines.ts'
import type { Asked, StepRun } from '../run-state.ts'
import { colours, type Theme, useTheme } from '../theme.ts'

export interface FailurePanelProps {
	readonly run: string
	readonly asked: Asked
	readonly step: StepRun
	/** Lets it wait, and looks at the run. */
	onAside(): void
	onLog(): void
}

/** A failed step: what failed, the most likely cause with its proof, what the fix would do, and what can be done. */
export function FailurePanel({ run, asked, step, onAside, onLog }: FailurePanelProps): ReactNode {
	const { port, columns: width } = useShell()
	const theme = useTheme()
	const [answered, setAnswered] = useState(false)
	const [highlighted, setHighlighted] = useState<Choice | undefined>(asked.choices[0])
	const [detailed, setDetailed] = useState(false)
	const choose = (value: string): void => {
		const choice = asked.choices[Number(value)]
		if (!choice || answered) return
		setAnswered(true)
		port.answer(run, asked.question, choice).catch(() => setAnswered(false))
	}
	const chosen = highlighted?.action === 'fix' ? highlighted.diagnosis : undefined
	const diagnosis = step.diagnoses.find(({ id }) => id === chosen) ?? step.diagnoses[0]
	if (detailed) return <Details step={step} columns={width - 2} onBack={() => setDetailed(false)} />
	return (
		<Frame
			place={message('ui.place.failed')}
			help={message('ui.help.failed')}
			keys={[
				{ key: 'accept', hint: message('ui.hint.choose'), run: () => undefined },
				{ key: 'details', hint: message('ui.hint.details'), run: () => setDetailed(true) },
				{ key: 'log', hint: message('ui.hint.log'), run: onLog },
				{ key: 'back', hint: message('ui.hint.aside'), run: onAside },
			]}
		>
			{({ columns, rows }) => (
				<Box flexDirection="column" height={rows}>
					<Text color={colours.problem} bold wrap="truncate">
						{theme.sign('problem')} {theme.say(message('ui.failed.head', { title: stepTitle(step.id) }))}
					</Text>
					<Text dimColor wrap="truncate">
						{'  '}
						{step.error ? theme.say(step.error.what) : ''}
					</Text>
					<Box flexDirection="column" flexShrink={1} overflow="hidden" marginTop={1}>
						{diagnosis ? (
							<DiagnosisText diagnosis={diagnosis} columns={columns} roomy={rows > 24} />
						) : (
							<UnknownText step={step} columns={columns} most={Math.max(2, rows - asked.choices.length - 8)} />
						)}
					</Box>
					<Box flexShrink={0} marginTop={1}>
						{answered ? (
							<Text>{theme.say(message('ui.failed.answered'))}</Text>
						) : (
							<ChoiceList
								columns={columns}
								choices={asked.choices.map((choice, index) => ({
									value: String(index),
									...wordsOf(choice, step, theme),
								}))}
								onChoose={choose}
								onHighlight={value => setHighlighted(asked.choices[Number(value)])}
							/>
						)}
					</Box>
				</Box>
			)}
		</Frame>
	)
}

function wordsOf(choice: Choice, { diagnoses }: StepRun, theme: Theme): { label: string; note?: string } {
	if (choice.action !== 'fix') {
		return {
			label: theme.say(message(`ui.choice.${choice.action}`)),
			note: theme.say(message(`ui.choice.${choice.action}.note`)),
		}
	}
	const diagnosis = diagnoses.find(({ id }) => id === choice.diagnosis)
	const note = diagnosis?.fix?.destructive ? message('ui.choice.fix.destructive') : message('ui.choice.fix.note')
	const title = diagnosis && diagnoses.filter(({ fix }) => fix).length > 1 ? theme.say(diagnosis.title) : undefined
	return { label: theme.say(message('ui.choice.fix')), note: title ?? theme.say(note) }
}

function DiagnosisText({
	diagnosis,
	columns,
	roomy,
}: {
	diagnosis: ToldDiagnosis
	columns: number
	roomy: boolean
}): ReactNode {
	const theme = useTheme()
	const { title, confidence, cause, evidence, fix } = diagnosis
	const changes = fix?.changes ?? []
	// Short of room, the command says it all.
	const lines = changes.flatMap(change => [
		...(roomy || change.commands.length === 0 ? change.diff.map(diffLine) : []),
		...change.commands.map(command => ({ text: `    $ ${command}`, color: colours.accent })),
	])
	return (
		<Box flexDirection="column">
			<Text wrap="truncate">
				<Text bold>{theme.say(title)}</Text>
				<Text dimColor>
					{'  '}
					{theme.say(message(`ui.confidence.${confidence}`))}
				</Text>
			</Text>
			<Prose text={theme.say(cause)} columns={columns} rows={roomy ? 6 : 3} />
			<EvidenceText lines={evidence.slice(0, roomy ? 5 : 2)} />
			{fix && (
				<Box flexDirection="column" marginTop={roomy ? 1 : 0}>
					<Prose text={theme.say(message('ui.failed.fix', { what: fix.what }))} columns={columns} rows={2} />
					<Lines lines={lines.slice(0, roomy ? 10 : 3)} columns={columns} />
				</Box>
			)}
		</Box>
	)
}

function EvidenceText({ lines }: { lines: readonly EvidenceLine[] }): ReactNode {
	const theme = useTheme()
	return (
		<Box flexDirection="column" flexShrink={0}>
			{lines.map(({ source, line }, index) => (
				<Text key={`${index}`} wrap="truncate">
					<Text dimColor>
						{theme.sign('bar')} {source}:{' '}
					</Text>
					<Text color={colours.warning}>{line}</Text>
				</Text>
			))}
		</Box>
	)
}

/** Nothing known fits: that is said, with what is most telling. */
function UnknownText({ step, columns, most }: { step: StepRun; columns: number; most: number }): ReactNode {
	const theme = useTheme()
	const lines =
		step.unknown.length > 0 ? step.unknown : (step.error?.lines ?? []).map(line => ({ source: 'log', line }))
	return (
		<Box flexDirection="column">
			<Text bold>{theme.say(message('ui.failed.unknown'))}</Text>
			<EvidenceText lines={lines.slice(-most)} />
			{step.error?.todo && <Prose text={theme.say(step.error.todo)} columns={columns} rows={2} />}
		</Box>
	)
}

function Details({ step, columns, onBack }: { step: StepRun; columns: number; onBack(): void }): ReactNode {
	const shell = useShell()
	const theme = useTheme()
	const lines = failureLines(step, theme, columns)
	const height = Math.max(3, shell.rows - 6)
	const scroll = useScroll(lines.length, height)
	return (
		<Frame
			place={message('ui.place.failed')}
			help={message('ui.help.failed')}
			keys={[
				{ key: 'leave', hint: message('ui.hint.back'), run: onBack },
				{ key: 'details', run: onBack },
				...scroll.keys,
			]}
		>
			{() => (
				<Box flexDirection="column">
					<Lines lines={lines.slice(scroll.from, scroll.from + height)} columns={columns} />
					{!scroll.atEnd && <Text dimColor>{theme.say(message('ui.moreBelow'))}</Text>}
				</Box>
			)}
		</Frame>
	)
}
