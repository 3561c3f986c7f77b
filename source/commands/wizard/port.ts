import type { Answers } from '../../answers/answers.ts'
import { type Draft, readDraft } from '../../answers/draft.ts'
import { AnswersError, problemLine } from '../../answers/problem.ts'
import { secretsIn } from '../../answers/secrets.ts'
import { writeAnswers } from '../../answers/write.ts'
import { requestStop, watchRun } from '../../engine/attach.ts'
import { failureOf } from '../../engine/failure.ts'
import { lockHolder } from '../../engine/lock.ts'
import { paths } from '../../engine/paths.ts'
import { announcedBy } from '../../engine/plan.ts'
import { makePrivateDirectory } from '../../engine/private-files.ts'
import { answerQuestion } from '../../engine/questions.ts'
import { createRedactor } from '../../engine/redaction.ts'
import type { PreferencesFile } from '../../host/preferences.ts'
import { strip } from '../../host/strip.ts'
import { HostUnsupported } from '../../host/unsupported.ts'
import { type Message, message } from '../../locales/message.ts'
import { MirrorError, UnconfirmedKeys } from '../../steps/resolve/mirror-error.ts'
import { type Port, Refused, type Situation } from '../../ui/port.ts'
import { exitCodes } from '../exit-codes.ts'
import { type HostState, type Prepared, prepare, readHost } from '../prepare.ts'
import { Refusal } from '../refusal.ts'
import { beginRun } from '../start-run.ts'
import { artefactRows } from '../text/proof-text.ts'
import type { World } from '../world.ts'
import { findingsOf, repositoryFinding } from './findings.ts'
import { finishOf } from './finish.ts'
import { planView } from './plan-view.ts'

export interface PortOptions {
	readonly world: World
	readonly preferences: PreferencesFile
	/** Of a model host. */
	readonly demo?: { readonly label: Message; readonly draft: Draft; readonly now: () => number } | undefined
}

/** The world as the wizard sees it. What throws is turned into Refused, with words for the screen. */
export function createPort({ world, preferences, demo }: PortOptions): Port {
	const { host } = world.tools
	let reading: Promise<HostState> | undefined
	let prepared: Prepared | undefined
	const trusted: string[] = []
	/** Reads the host once; `again`: as it is now. */
	const state = (again = false): Promise<HostState> => {
		if (again) reading = undefined
		reading ??= readHost(world)
		return reading
	}
	const before = ({ unfinished, record }: HostState) => unfinished?.request?.context.answers ?? record?.answers

	const evaluate: Port['evaluate'] = async draft => {
		const current = await state()
		const { given, problems } = readDraft(draft)
		const evaluated = await world.evaluate(current.facts, given, before(current))
		return problems.length === 0 ? evaluated : { ...evaluated, problems }
	}
	const trusting = (answers: Answers): Answers => ({
		...answers,
		trustKeys: [...new Set([...answers.trustKeys, ...trusted])],
	})
	const answersOf = async (draft: Draft) => {
		const { answers, problems } = await evaluate(draft)
		if (problems.length === 0) return trusting(answers)
		throw new Refused(
			problems.map(({ what }) => what),
			[],
			problems.some(({ exit }) => exit === 2) ? 2 : 3,
		)
	}

	const port: Port = {
		version: world.version,
		demo: demo?.label,
		now: demo?.now ?? (() => host.now().getTime()),

		async situation(): Promise<Situation> {
			const holder = await lockHolder(host)
			if (holder) return { kind: 'running', run: holder.run }
			const kept = preferences.get('draft')
			const draft = kept ?? demo?.draft ?? {}
			const { unfinished } = await state()
			if (!unfinished) return { kind: 'fresh', draft, kept: kept !== undefined }
			const { past, done } = unfinished
			return {
				kind: 'unfinished',
				run: past.run,
				draft,
				words: [
					message(past.result === undefined ? 'command.wasCutOff' : 'command.wasNotFinished', { run: past.run }),
					message('command.wasDone', { changes: done.length, steps: past.stepsDone.length, of: past.steps.length }),
					...past.failures.slice(-1).map(({ error }) => error.what),
				],
			}
		},

		async look(tell) {
			const { facts } = await state()
			for (const finding of findingsOf(facts)) tell(finding)
			const folder = '/etc/yum.repos.d'
			const files = facts.os.family === 'rpm' ? ((await host.list(folder)) ?? []) : []
			const texts = await Promise.all(files.map(name => host.readText(`${folder}/${name}`).catch(() => undefined)))
			const repositories = repositoryFinding(texts.filter((text): text is string => text !== undefined))
			if (repositories) tell(repositories)
		},

		evaluate,

		async probe(draft) {
			const { facts } = await state()
			return world.probe(facts, (await evaluate(draft)).answers)
		},

		async plan(draft) {
			const current = await state(true)
			const asked = current.unfinished?.request?.context.answers
			const answers = draft === undefined ? asked : await answersOf(draft)
			if (!answers) throw new Refused([message('command.requestGone', { run: current.unfinished?.past.run ?? '' })])
			prepared = await prepare(world, current, trusting(answers))
			return planView(world.tools, prepared)
		},

		trust: fingerprints => void trusted.push(...fingerprints),

		async start() {
			if (!prepared) throw new Error('there is no plan to start')
			const { context, plan } = prepared
			const { planHash } = plan
			const request = { purpose: 'run', context, planHash, announced: announcedBy(plan), fix: 'ask' } as const
			const run = await beginRun(world, preferences.get('language') ?? 'en', request)
			preferences.set('draft', undefined)
			preferences.set('run', run)
			return run
		},

		watch: (run, tell, leave) => watchRun(host, run, { detach: leave, show: tell }),

		async tail(log, bytes) {
			const text = await host.readEnd(log, bytes)
			if (text === undefined) return []
			const redactor = createRedactor(prepared ? secretsIn(prepared.context.answers) : [])
			return redactor
				.text(strip(text))
				.replaceAll('\t', '    ')
				.split('\n')
				.slice(0, text.endsWith('\n') ? -1 : undefined)
		},

		async stop(run, how) {
			await requestStop(host, run)
			if (how === 'now') await world.endRun(run)
		},

		answer: (run, question, choice) => answerQuestion(host, run, question, choice),

		finish: run => finishOf(host, run),

		async saveAnswers(draft, language) {
			const path = demo ? '/tmp/answers.yaml' : `${await writableFolder()}/answers.yaml`
			await writeAnswers(host, path, await answersOf(draft), language)
			return path
		},

		keepDraft: draft => preferences.set('draft', draft && Object.keys(draft).length > 0 ? draft : undefined),
		keepLanguage: language => preferences.set('language', language),
	}

	/** The home of root: what the operator asked for belongs where it is found again. */
	async function writableFolder(): Promise<string> {
		if ((await host.stat('/root'))?.type === 'directory') return '/root'
		await makePrivateDirectory(host, paths.scratch)
		return paths.scratch
	}

	return refusing(port)
}

/** The same port, throwing Refused with words for what the commands know to say, and bugs as they are. */
function refusing(port: Port): Port {
	const { situation, look, plan, start, saveAnswers } = port
	return {
		...port,
		situation: () => situation().catch(refuse),
		look: tell => look(tell).catch(refuse),
		plan: draft => plan(draft).catch(refuse),
		start: () => start().catch(refuse),
		saveAnswers: (draft, language) => saveAnswers(draft, language).catch(refuse),
	}
}

function refuse(error: unknown): never {
	if (error instanceof Refused) throw error
	if (error instanceof Refusal) {
		const messages = error.lines.filter((line): line is Message => typeof line !== 'string')
		const lines = error.lines.filter((line): line is string => typeof line === 'string')
		throw new Refused([error.what, ...messages], lines, error.exitCode)
	}
	if (error instanceof AnswersError) {
		const what = error.problems.map(problem => message('command.verbatim', { text: problemLine(problem, 'en') }))
		throw new Refused(what, [], error.exitCode)
	}
	if (error instanceof HostUnsupported) throw new Refused([error.what], [], error.exitCode)
	if (error instanceof UnconfirmedKeys) {
		const what = error.keys.map(key => message('command.confirmKey', key))
		throw new Refused(what, [], exitCodes.refused, error.keys)
	}
	if (error instanceof MirrorError)
		throw new Refused(error.problems, error.lines.map(strip), 3, [], artefactRows(error.proofs))
	const { what, todo, lines } = failureOf(error)
	throw new Refused([what, ...(todo ? [todo] : [])], lines, 1)
}
