import { answerText, type Draft } from '../../answers/draft.ts'
import { nearest } from '../../answers/nearest.ts'
import { readHistory } from '../../engine/history.ts'
import { type Message, message, say } from '../../locales/message.ts'
import type { Port } from '../../ui/port.ts'
import { allQuestions, arising, belongsTo, mainQuestions, type Question, questionFor } from '../../ui/questions.ts'
import { carryOut, comeBack } from '../carry-out.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { FrontEnd } from '../front-ends/front-end.ts'
import { prepare, readHost } from '../prepare.ts'
import { resume } from '../resume.ts'
import type { Terminal } from '../terminal.ts'
import type { World } from '../world.ts'
import { tellJoin } from './finish.ts'

export interface PlainWizardOptions {
	readonly world: World
	readonly port: Port
	readonly frontEnd: FrontEnd
	readonly terminal: Terminal
}

type Step = Draft | 'back' | 'left'

/** The same questions line by line: for screen readers, serial consoles and terminals that cannot draw. */
export async function plainWizard(options: PlainWizardOptions): Promise<ExitCode> {
	const { world, port, frontEnd } = options
	frontEnd.say(message('ui.plain.intro'))
	if (port.demo) frontEnd.say(port.demo)
	const situation = await port.situation()
	if (situation.kind === 'running') {
		frontEnd.say(message('command.attached', { run: situation.run }))
		return comeBack(world, frontEnd, situation.run)
	}
	if (situation.kind === 'unfinished') {
		for (const words of situation.words) frontEnd.say(words)
		const choice = await frontEnd.choose(message('ui.unfinished.head'), [
			message('ui.unfinished.resume'),
			message('ui.unfinished.anew'),
		])
		if (choice === undefined) return exitCodes.interrupted
		if (choice === 0) return resume(world, frontEnd, { yes: false, fix: undefined })
	}
	await port.look(finding => {
		const state = message(`ui.state.${finding.state}`)
		frontEnd.say(message('ui.plain.finding', { label: finding.label, state, value: finding.value }))
	})
	const draft = await askAll(options, situation.draft)
	if (draft === undefined) {
		frontEnd.say(message('ui.left'))
		return exitCodes.interrupted
	}
	const state = await readHost(world)
	const { answers } = await port.evaluate(draft)
	const code = await carryOut(world, frontEnd, await prepare(world, state, answers), { yes: false, fix: undefined })
	if (code === exitCodes.done) await tellWhatNow(options)
	return code
}

/** Of the run that has just come to its end. */
async function tellWhatNow({ world, port, frontEnd, terminal }: PlainWizardOptions): Promise<void> {
	const run = (await readHistory(world.tools.host)).runs.at(-1)?.run
	if (run === undefined) return
	const { kubeconfig, join } = await port.finish(run)
	if (kubeconfig) frontEnd.say(message('ui.done.kubectl'))
	tellJoin(frontEnd, terminal, join)
	frontEnd.say(message('ui.done.undo'))
}

/** Undefined: the operator left. */
async function askAll(options: PlainWizardOptions, start: Draft): Promise<Draft | undefined> {
	const { port } = options
	let draft = start
	for (let at = 0; at < arising(mainQuestions, draft).length; ) {
		const question = arising(mainQuestions, draft)[at]
		if (!question) break
		const answered = await askOne(options, question, draft)
		if (answered === 'left') return undefined
		if (answered === 'back') at = Math.max(0, at - 1)
		else {
			draft = answered
			at += 1
			port.keepDraft(draft)
		}
	}
	return askMore(options, draft)
}

/** Other answers by their names, and whatever is still wrong. */
async function askMore(options: PlainWizardOptions, start: Draft): Promise<Draft | undefined> {
	const { port, frontEnd, terminal } = options
	const names = allQuestions.map(({ id }) => id)
	let draft = start
	for (;;) {
		const { problems } = await port.evaluate(draft)
		for (const { what } of problems) frontEnd.say(what)
		const wrong = problems.map(({ key }) => questionFor(key)).find(question => question !== undefined)
		let question: Question | undefined = wrong
		if (!wrong) {
			if (problems.length > 0) return undefined
			frontEnd.say(message('ui.plain.more'))
			const name = (await terminal.ask('> '))?.trim()
			if (name === undefined) return undefined
			if (name === '') return draft
			question = allQuestions.find(({ id }) => id === name)
			if (!question) frontEnd.say(message('ui.plain.noSuch', { name, nearest: nearest(name, names) ?? '' }))
		}
		const answered = question && (await askOne(options, question, draft))
		if (answered === 'left') return undefined
		if (answered !== undefined && answered !== 'back') draft = answered
	}
}

async function askOne(
	{ port, frontEnd, terminal }: PlainWizardOptions,
	question: Question,
	draft: Draft,
): Promise<Step> {
	const { id, kind, choices = [] } = question
	const words = (what: Message): string => say(what, terminal.language)
	for (;;) {
		const { answers } = await port.evaluate(draft)
		const value = draft[id] ?? answerText(answers, id)
		for (const choice of choices) frontEnd.say(await choiceWords(port, question, choice, draft))
		const shown = kind === 'yes-no' ? words(message(value === 'true' ? 'ui.yes' : 'ui.no')) : value
		const typed = await terminal.ask(
			`${words(message('ui.plain.ask', { ask: message(`q.${id}.ask`), value: shown }))} `,
		)
		if (typed === undefined) return 'left'
		const plain = typed.trim()
		if (plain === '<') return 'back'
		if (plain === '?') {
			frontEnd.say(message(`q.${id}.help`))
			continue
		}
		const next =
			plain === '' ? draft : { ...draft, [id]: kind === 'yes-no' ? String(/^(y|yes|true|是)$/i.test(plain)) : plain }
		const { problems } = await port.evaluate(next)
		const own = problems.find(({ key }) => belongsTo(key, id))
		if (!own || next[id] === 'custom') return next
		frontEnd.say(own.what)
	}
}

async function choiceWords(port: Port, { id }: Question, choice: string, draft: Draft): Promise<Message> {
	const note: Message = { key: `q.${id}.${choice}` as Message['key'] }
	if (id === 'role' || choice === 'custom') return message('ui.plain.choice', { choice, note })
	const { problems } = await port.evaluate({ ...draft, [id]: choice })
	const own = problems.find(({ key }) => belongsTo(key, id))
	return own ? message('ui.plain.unavailable', { choice, why: own.what }) : message('ui.plain.choice', { choice, note })
}
