import { Box, Text } from 'ink'
import { type ReactNode, useEffect, useState } from 'react'
import type { Origin } from '../../answers/defaults.ts'
import { answerText, type Draft } from '../../answers/draft.ts'
import type { Found } from '../../answers/problem.ts'
import { type Message, message } from '../../locales/message.ts'
import { ChoiceList, type ListedChoice } from '../components/choice-list.tsx'
import { Frame } from '../components/frame.tsx'
import { OnceListening } from '../components/once-listening.tsx'
import { Prose } from '../components/prose.tsx'
import { useShell } from '../components/shell.ts'
import { TextField } from '../components/text-field.tsx'
import type { Evaluation, MirrorReport } from '../port.ts'
import { allowed, belongsTo, type Question } from '../questions.ts'
import { colours, type Theme, useTheme } from '../theme.ts'

export interface QuestionScreenProps {
	readonly question: Question
	readonly draft: Draft
	readonly mirrors: Readonly<Record<string, MirrorReport>>
	/** Which of how many; undefined: it is one of "more choices". */
	readonly progress: { readonly number: number; readonly of: number } | undefined
	onAnswer(draft: Draft): void
	onBack(): void
}

interface Known {
	readonly evaluation: Evaluation
	/** Why a choice cannot be had on this host, by the choice. */
	readonly unavailable: Readonly<Record<string, Message>>
}

/** One question: its choices or its field, where its default comes from, and what is wrong with an answer. */
export function QuestionScreen(props: QuestionScreenProps): ReactNode {
	const { question, draft, progress, onAnswer, onBack } = props
	const { port } = useShell()
	const theme = useTheme()
	const [known, setKnown] = useState<Known>()
	const [complaint, setComplaint] = useState<Message>()
	const [retaken, setRetaken] = useState<string>()
	const { id, kind } = question

	useEffect(() => {
		let current = true
		void knowAbout(question, draft, port.evaluate).then(found => current && setKnown(found))
		return () => {
			current = false
		}
	}, [question, draft, port])

	const submit = async (text: string): Promise<void> => {
		const plain = text.trim()
		if (plain === '' && kind === 'text' && !question.optional && draft[id] === undefined) {
			setComplaint(message('ui.required'))
			return
		}
		const next = withAnswer(draft, id, plain, known)
		const { problems } = await port.evaluate(next)
		const own = problems.find(problem => belongsTo(problem.key, id) && !isFollowUp(problem, question, plain))
		if (own) setComplaint(own.what)
		else onAnswer(next)
	}

	const suggestion = suggestionOf(complaint)
	const value = known ? (draft[id] ?? answerText(known.evaluation.answers, id)) : undefined
	return (
		<Frame
			place={progress ? message('ui.place.question', progress) : message('ui.place.more')}
			help={message(`q.${id}.help`)}
			typing={kind === 'text'}
			keys={[
				// The list or the field itself takes it: this line only says so.
				{ key: 'accept', hint: message('ui.hint.next'), run: () => undefined },
				...(suggestion === undefined || kind !== 'text'
					? []
					: [
							{
								key: 'suggestion' as const,
								hint: message('ui.hint.suggestion', { suggestion }),
								run: () => {
									setRetaken(suggestion)
									setComplaint(undefined)
								},
							},
						]),
				{ key: 'back', hint: message('ui.hint.back'), run: onBack },
			]}
		>
			{({ columns }) =>
				known && (
					<OnceListening>
						<Box flexDirection="column" rowGap={1}>
							<Box flexDirection="column">
								<Text bold>{theme.say(message(`q.${id}.ask`))}</Text>
								{kind === 'text' && (
									<Prose text={firstSentence(theme.say(message(`q.${id}.help`)))} columns={columns} dim rows={3} />
								)}
							</Box>
							{value !== undefined && kind === 'text' && (
								<TextField
									key={retaken ?? ''}
									initial={retaken ?? value}
									allows={allowed[question.allows ?? 'words']}
									columns={columns}
									onChange={() => setComplaint(undefined)}
									onSubmit={text => void submit(text)}
									onStopped={character =>
										setComplaint(
											message('ui.stopped', {
												character,
												allowed: message(`ui.allowed.${question.allows ?? 'words'}`),
											}),
										)
									}
								/>
							)}
							{value !== undefined && kind !== 'text' && (
								<ChoiceList
									choices={choicesOf(props, known, theme)}
									initial={value === '' && kind === 'yes-no' ? 'false' : value}
									columns={columns}
									onChoose={chosen => void submit(chosen)}
									onExplain={({ label, unavailable = '' }) =>
										setComplaint(message('ui.unavailable', { choice: label, why: unavailable }))
									}
									onHighlight={() => setComplaint(undefined)}
								/>
							)}
							{draft[id] === undefined && (
								<OriginText
									origin={originOf(known.evaluation, id)}
									value={kind === 'choice' ? (value ?? '') : ''}
									columns={columns}
								/>
							)}
							{complaint && (
								<Box>
									<Text color={colours.problem}>{theme.sign('problem')} </Text>
									<Prose text={theme.say(complaint)} columns={columns - 2} color={colours.problem} />
								</Box>
							)}
						</Box>
					</OnceListening>
				)
			}
		</Frame>
	)
}

/** What is the default anyway is not written down: it may follow from other answers. */
function withAnswer(draft: Draft, id: string, text: string, known: Known | undefined): Draft {
	const { [id]: had, ...others } = draft
	const standing = known && had === undefined ? answerText(known.evaluation.answers, id) : undefined
	return text === standing || (text === '' && had === undefined) ? others : { ...others, [id]: text }
}

/** A choice that opens further questions is not wrong because they have no answers yet. */
function isFollowUp({ key }: Found, { id }: Question, text: string): boolean {
	return (id === 'mirror' && text === 'custom') || (id.startsWith('mirror.') && key === 'mirror')
}

async function knowAbout(
	{ id, kind, choices = [] }: Question,
	draft: Draft,
	evaluate: (draft: Draft) => Promise<Evaluation>,
): Promise<Known> {
	const evaluation = await evaluate(draft)
	if (kind !== 'choice') return { evaluation, unavailable: {} }
	const reasons = await Promise.all(
		choices.map(async choice => {
			if (id === 'role' || choice === 'custom') return undefined
			const { problems } = await evaluate({ ...draft, [id]: choice })
			const own = problems.find(({ key }) => belongsTo(key, id))
			return own && ([choice, own.what] as const)
		}),
	)
	return { evaluation, unavailable: Object.fromEntries(reasons.flatMap(reason => (reason ? [reason] : []))) }
}

function choicesOf({ question, mirrors }: QuestionScreenProps, known: Known, theme: Theme): ListedChoice[] {
	if (question.kind === 'yes-no') {
		return ['true', 'false'].map(value => ({
			value,
			label: theme.say(message(value === 'true' ? 'ui.yes' : 'ui.no')),
		}))
	}
	return (question.choices ?? []).map(value => {
		const unavailable = known.unavailable[value]
		const found = question.id === 'mirror' && value !== 'custom' ? mirrorFound(mirrors[value], theme) : undefined
		return {
			value,
			label: value,
			note: theme.say({ key: `q.${question.id}.${value}` as Message['key'] }),
			...(unavailable && { unavailable: theme.say(unavailable) }),
			...(found && { found }),
		}
	})
}

function mirrorFound(report: MirrorReport | undefined, theme: Theme): NonNullable<ListedChoice['found']> {
	if (!report) return { text: theme.say(message('ui.mirror.asking')), color: undefined }
	if (report.state === 'unreachable') {
		return { text: `${theme.sign('problem')} ${theme.say(message('ui.mirror.unreachable'))}`, color: colours.problem }
	}
	const { milliseconds } = report
	if (report.state === 'whole') {
		return { text: `${theme.sign('ok')} ${theme.say(message('ui.mirror.whole', { milliseconds }))}`, color: colours.ok }
	}
	const { missing: count } = report
	return {
		text: `${theme.sign('warning')} ${theme.say(message('ui.mirror.lacking', { milliseconds, count }))}`,
		color: colours.warning,
	}
}

function originOf({ origins }: Evaluation, id: string): Origin | undefined {
	return Object.entries(origins).find(([key]) => key === id.split('.')[0])?.[1]
}

/** Where the default comes from. */
function OriginText({
	origin,
	value,
	columns,
}: {
	origin: Origin | undefined
	value: string
	columns: number
}): ReactNode {
	const theme = useTheme()
	if (!origin || origin.from === 'file') return null
	const why = origin.why.map(reason => theme.say(reason)).join('; ')
	const from = theme.say(message(`ui.origin.${origin.from}`))
	const text = theme.say(message('ui.origin', { value, from, why }))
	return <Prose text={text} columns={columns} dim rows={3} />
}

function firstSentence(text: string): string {
	return /^.+?(?:[.!](?= [A-Z])|。)/.exec(text)?.[0] ?? text
}

function suggestionOf(complaint: Message | undefined): string | undefined {
	const { parameters } = complaint ?? {}
	if (typeof parameters !== 'object' || parameters === null) return undefined
	const suggestion =
		'suggestion' in parameters ? parameters.suggestion : 'nearest' in parameters ? parameters.nearest : undefined
	return typeof suggestion === 'string' && !suggestion.includes(' ') ? suggestion : undefined
}
