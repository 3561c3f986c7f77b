import { useApp, useInput, useWindowSize } from 'ink'
import { type ReactNode, useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { Watched } from '../engine/attach.ts'
import type { Language } from '../locales/message.ts'
import { LeaveOverlay, type Leaving } from './components/leave-overlay.tsx'
import { type Shell, ShellContext } from './components/shell.ts'
import { type Finish, type Port, Refused } from './port.ts'
import { type Question, questionOf } from './questions.ts'
import { emptyRun, type RunView } from './run-state.ts'
import { DoneScreen } from './screens/done-screen.tsx'
import { HostScreen } from './screens/host-screen.tsx'
import { OpeningScreen } from './screens/opening-screen.tsx'
import { PlanScreen } from './screens/plan-screen.tsx'
import { QuestionScreen } from './screens/question-screen.tsx'
import { ReviewScreen } from './screens/review-screen.tsx'
import { RunScreen } from './screens/run-screen.tsx'
import { UnfinishedScreen } from './screens/unfinished-screen.tsx'
import { firstQuestion, placeOf, progressOf, reduce, startState } from './state.ts'
import { ThemeContext, themeOf } from './theme.ts'

/** How the wizard was left. */
export type Ending =
	/** Before anything was done. */
	| { readonly how: 'left'; readonly refused: Refused | undefined }
	/** The run goes on without this screen. */
	| { readonly how: 'detached'; readonly run: string }
	| {
			readonly how: 'ended'
			readonly run: string
			readonly watched: Watched
			readonly finish: Finish | undefined
			/** The answer to a failed step was to give everything back. */
			readonly wantsUndo: boolean
	  }

export interface AppProps {
	readonly port: Port
	readonly language: Language
	readonly ascii: boolean
	onEnd(ending: Ending): void
}

/** The wizard: one screen at a time, over one draft of answers, and the run that comes of them. */
export function App({ port, language, ascii, onEnd }: AppProps): ReactNode {
	const { exit } = useApp()
	const { columns, rows } = useWindowSize()
	// Between two screens somebody listens too, so that the terminal never leaves its raw mode.
	useInput(() => undefined)
	const [state, dispatch] = useReducer(reduce, language, startState)
	const [leaving, setLeaving] = useState(false)
	const [run, setRun] = useState<{ id: string; view: RunView }>()
	const [words, setWords] = useState<{ run: string; words: Parameters<typeof UnfinishedScreen>[0]['words'] }>()
	const started = useRef(false)
	const place = placeOf(state)
	const { draft } = state

	const end = (ending: Ending): void => {
		onEnd(ending)
		exit()
	}
	const showView = useCallback((view: RunView) => setRun(current => current && { ...current, view }), [])
	const enterRun = (id: string): void => {
		setRun({ id, view: emptyRun })
		dispatch({ type: 'enter', to: { at: 'run', run: id } })
	}

	useEffect(() => {
		if (started.current) return
		started.current = true
		void open()
	})

	async function open(): Promise<void> {
		try {
			const found = await port.situation()
			if (found.kind === 'running') return enterRun(found.run)
			if (found.kind === 'unfinished') {
				setWords(found)
				dispatch({ type: 'opened', place: { at: 'unfinished' }, draft: found.draft })
			} else dispatch({ type: 'opened', place: { at: 'host' }, draft: found.draft })
			await look(found.draft)
		} catch (error) {
			dispatch({ type: 'opened', place: { at: 'host' }, draft: {} })
			dispatch({ type: 'looked', refused: refusedBy(error) })
		}
	}

	async function look(initial: typeof draft): Promise<void> {
		await port.look(finding => dispatch({ type: 'found', finding }))
		dispatch({ type: 'looked' })
		// Mirrors are asked while the first questions are being answered.
		for (const mirror of ['aliyun', 'upstream']) {
			port.probe({ ...initial, mirror }).then(
				report => dispatch({ type: 'probed', mirror, report }),
				error => dispatch({ type: 'probed', mirror, report: { state: 'unreachable', reason: String(error) } }),
			)
		}
	}

	const beforeRun = place.at !== 'run' && place.at !== 'done'
	useEffect(() => {
		if (beforeRun && place.at !== 'opening') port.keepDraft(draft)
	}, [port, draft, beforeRun, place.at])

	const leave = (how: Leaving): void => {
		setLeaving(false)
		if (place.at !== 'run') end({ how: 'left', refused: state.refused })
		else if (how === 'leave') end({ how: 'detached', run: place.run })
		else void port.stop(place.run, how === 'stop' ? 'after-change' : 'now')
	}
	const shell: Shell = {
		port,
		columns,
		rows,
		overlay: leaving ? (
			<LeaveOverlay
				view={place.at === 'run' ? run?.view : undefined}
				keeps={Object.keys(draft).length > 0 && port.demo === undefined}
				columns={columns - 2}
				onStay={() => setLeaving(false)}
				onLeave={leave}
			/>
		) : undefined,
		askToLeave: () => setLeaving(true),
		switchLanguage() {
			if (ascii) return
			const next = state.language === 'en' ? 'zh' : 'en'
			dispatch({ type: 'language', language: next })
			port.keepLanguage(next)
		},
	}
	const back = (): void => (state.places.length > 1 ? dispatch({ type: 'back' }) : setLeaving(true))
	const openQuestion = ({ id }: Question): void => dispatch({ type: 'go', to: { at: 'question', id, leads: 'back' } })

	const screen = (): ReactNode => {
		switch (place.at) {
			case 'opening':
				return <OpeningScreen />
			case 'unfinished':
				return (
					<UnfinishedScreen
						words={words?.words ?? []}
						onResume={() => dispatch({ type: 'go', to: { at: 'plan', resumes: true } })}
						onAnew={() => dispatch({ type: 'go', to: { at: 'host' } })}
					/>
				)
			case 'host':
				return (
					<HostScreen
						findings={state.findings}
						looked={state.looked}
						refused={state.refused}
						onNext={() => dispatch({ type: 'go', to: firstQuestion(draft) })}
					/>
				)
			case 'question':
				return (
					<QuestionScreen
						key={place.id}
						question={questionOf(place.id)}
						draft={draft}
						mirrors={state.mirrors}
						progress={progressOf(place.id, draft)}
						onAnswer={next => dispatch({ type: 'answer', id: place.id, draft: next })}
						onBack={back}
					/>
				)
			case 'more':
			case 'review':
				return (
					<ReviewScreen
						key={place.at}
						shows={place.at === 'more' ? 'more' : 'main'}
						draft={draft}
						onOpen={openQuestion}
						onMore={() => dispatch({ type: 'go', to: { at: 'more' } })}
						onPlan={() => dispatch({ type: 'go', to: { at: 'plan', resumes: false } })}
						onBack={back}
					/>
				)
			case 'plan':
				return <PlanScreen draft={draft} resumes={place.resumes} onStarted={enterRun} onBack={back} />
			case 'run':
				return (
					<RunScreen
						run={place.run}
						onView={showView}
						onDone={() => {
							port.keepDraft(undefined)
							dispatch({ type: 'enter', to: { at: 'done', run: place.run } })
						}}
						onLeave={watched =>
							end({ how: 'ended', run: place.run, watched, finish: undefined, wantsUndo: run?.view.wantsUndo ?? false })
						}
						onAskToLeave={() => setLeaving(true)}
					/>
				)
			case 'done':
				return (
					<DoneScreen
						run={place.run}
						view={run?.view ?? emptyRun}
						onLeave={finish => end({ how: 'ended', run: place.run, watched: 'done', finish, wantsUndo: false })}
					/>
				)
		}
	}
	return (
		<ThemeContext.Provider value={themeOf({ language: ascii ? 'en' : state.language, ascii })}>
			<ShellContext.Provider value={shell}>{screen()}</ShellContext.Provider>
		</ThemeContext.Provider>
	)
}

function refusedBy(error: unknown): Refused {
	if (error instanceof Refused) return error
	throw error
}
