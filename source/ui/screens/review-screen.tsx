import { Box, Text } from 'ink'
import { type ReactNode, useEffect, useState } from 'react'
import stringWidth from 'string-width'
import { answerText, type Draft } from '../../answers/draft.ts'
import { type Message, message } from '../../locales/message.ts'
import { Frame } from '../components/frame.tsx'
import { Prose } from '../components/prose.tsx'
import { useShell } from '../components/shell.ts'
import { useList } from '../components/use-list.ts'
import type { Evaluation } from '../port.ts'
import { arising, mainQuestions, moreQuestions, type Question, questionFor } from '../questions.ts'
import { colours, type Theme, useTheme } from '../theme.ts'

export interface ReviewScreenProps {
	/** All answers, or those of "more choices" with where each comes from. */
	readonly shows: 'main' | 'more'
	readonly draft: Draft
	onOpen(question: Question): void
	onMore(): void
	onPlan(): void
	onBack(): void
}

type Row =
	| { readonly kind: 'answer'; readonly question: Question; readonly problem: Message | undefined }
	| { readonly kind: 'more'; readonly changed: number; readonly count: number }
	| { readonly kind: 'plan' }

/** All answers on one screen; each can be opened and changed. */
export function ReviewScreen(props: ReviewScreenProps): ReactNode {
	const { shows, draft, onBack } = props
	const shell = useShell()
	const theme = useTheme()
	const [evaluation, setEvaluation] = useState<Evaluation>()
	useEffect(() => {
		let current = true
		void shell.port.evaluate(draft).then(found => current && setEvaluation(found))
		return () => {
			current = false
		}
	}, [draft, shell.port])

	const rows = evaluation ? rowsOf(props, evaluation) : []
	const problems = (evaluation?.problems ?? []).filter(problem => shows === 'main' || questionFor(problem.key))
	const shownProblems = problems.slice(0, 3)
	const height = Math.max(3, shell.rows - 9 - 2 * shownProblems.length)
	const list = useList(rows.length, height, shows === 'main' ? Number.MAX_SAFE_INTEGER : 0)
	const cursor = rows[list.cursor]
	const blocked = problems.length > 0

	const open = (): void => {
		if (cursor?.kind === 'answer') props.onOpen(cursor.question)
		if (cursor?.kind === 'more') props.onMore()
		if (cursor?.kind === 'plan' && !blocked) props.onPlan()
	}
	const hint = cursor?.kind === 'plan' ? message('ui.hint.plan') : message('ui.hint.open')
	return (
		<Frame
			place={message(shows === 'main' ? 'ui.place.review' : 'ui.place.more')}
			help={message(shows === 'main' ? 'ui.help.review' : 'ui.help.more')}
			keys={[
				{ key: 'open', hint, run: open },
				{ key: 'back', hint: message('ui.hint.back'), run: onBack },
				...(shows === 'main' ? [{ key: 'more' as const, hint: message('ui.hint.more'), run: props.onMore }] : []),
				...list.keys,
			]}
		>
			{({ columns }) =>
				evaluation && (
					<Box flexDirection="column" rowGap={1}>
						<Text bold>{theme.say(message(shows === 'main' ? 'ui.review.head' : 'ui.more.head'))}</Text>
						<Box flexDirection="column">
							{rows.slice(list.from, list.from + height).map((row, index) => (
								<ReviewRow
									key={row.kind === 'answer' ? row.question.id : row.kind}
									row={row}
									isHere={list.from + index === list.cursor}
									evaluation={evaluation}
									draft={draft}
									labelWidth={labelWidth(rows, theme)}
									columns={columns}
									blocked={blocked}
								/>
							))}
						</Box>
						{shownProblems.length > 0 && (
							<Box flexDirection="column">
								{shownProblems.map(({ what }) => (
									<Box key={theme.say(what)}>
										<Text color={colours.problem}>{theme.sign('problem')} </Text>
										<Prose text={theme.say(what)} columns={columns - 2} rows={2} />
									</Box>
								))}
							</Box>
						)}
					</Box>
				)
			}
		</Frame>
	)
}

function rowsOf({ shows, draft }: ReviewScreenProps, { problems }: Evaluation): Row[] {
	const more = arising(moreQuestions, draft)
	const rows = arising(shows === 'main' ? mainQuestions : more, draft).map((question): Row => {
		const problem = problems.find(({ key }) => questionFor(key)?.id === question.id)
		return { kind: 'answer', question, problem: problem?.what }
	})
	if (shows === 'more') return rows
	const changed = more.filter(({ id }) => draft[id] !== undefined).length
	return [...rows, { kind: 'more', changed, count: more.length }, { kind: 'plan' }]
}

function labelWidth(rows: readonly Row[], theme: Theme): number {
	return Math.max(
		...rows.map(row => (row.kind === 'answer' ? stringWidth(theme.say(message(`q.${row.question.id}`))) : 0)),
	)
}

interface ReviewRowProps {
	readonly row: Row
	readonly isHere: boolean
	readonly evaluation: Evaluation
	readonly draft: Draft
	readonly labelWidth: number
	readonly columns: number
	readonly blocked: boolean
}

function ReviewRow({ row, isHere, evaluation, draft, labelWidth, columns, blocked }: ReviewRowProps): ReactNode {
	const theme = useTheme()
	const here = isHere ? { color: colours.accent, bold: true } : {}
	// A row that is too long must not squeeze it.
	const pointer = (
		<Box flexShrink={0}>
			<Text {...here}>{isHere ? theme.sign('pointer') : ' '} </Text>
		</Box>
	)
	if (row.kind !== 'answer') {
		const what =
			row.kind === 'more'
				? message('ui.review.more', { count: row.count, changed: row.changed })
				: message(blocked ? 'ui.review.blocked' : 'ui.review.plan')
		return (
			<Box marginTop={row.kind === 'plan' ? 1 : 0}>
				{pointer}
				<Text {...here} dimColor={row.kind === 'plan' && blocked} bold={isHere || row.kind === 'plan'}>
					{theme.say(what)}
				</Text>
			</Box>
		)
	}
	const { question } = row
	const value = draft[question.id] ?? answerText(evaluation.answers, question.id)
	const origin = draft[question.id] === undefined ? originWords(evaluation, question, theme) : ''
	const room = columns - labelWidth - 6
	return (
		<Box width={columns}>
			{pointer}
			<Box width={labelWidth + 2} flexShrink={0}>
				<Text {...here}>{theme.say(message(`q.${question.id}`))}</Text>
			</Box>
			<Box flexShrink={0} maxWidth={room}>
				{row.problem ? (
					<Text color={colours.problem} wrap="truncate">
						{theme.sign('problem')} {shownValue(question, value, theme)}
					</Text>
				) : (
					<Text bold={draft[question.id] !== undefined} wrap="truncate">
						{shownValue(question, value, theme)}
					</Text>
				)}
			</Box>
			<Box marginLeft={2} flexShrink={1}>
				<Text dimColor wrap="truncate">
					{origin}
				</Text>
			</Box>
		</Box>
	)
}

export function shownValue({ kind }: Question, value: string, theme: Theme): string {
	if (kind === 'yes-no') return theme.say(message(value === 'true' ? 'ui.yes' : 'ui.no'))
	return value === '' ? theme.sign('dash') : value
}

function originWords({ origins }: Evaluation, { id }: Question, theme: Theme): string {
	const origin = Object.entries(origins).find(([key]) => key === id.split('.')[0])?.[1]
	if (!origin || origin.from === 'file') return ''
	const [why] = origin.why
	return why ? theme.say(why) : theme.say(message(`ui.from.${origin.from}`))
}
