import type { Draft } from '../answers/draft.ts'
import type { Language } from '../locales/message.ts'
import type { Finding, MirrorReport, Refused } from './port.ts'
import { arising, followUp, mainQuestions, nextQuestion, type QuestionId } from './questions.ts'

/** Where the operator is. Going back pops one; what was answered stays in the draft. */
export type Place =
	| { readonly at: 'opening' }
	| { readonly at: 'unfinished' }
	| { readonly at: 'host' }
	/** `leads`: where its answer leads, besides the questions that it brings with it. */
	| { readonly at: 'question'; readonly id: QuestionId; readonly leads: 'next' | 'back' }
	| { readonly at: 'more' }
	| { readonly at: 'review' }
	/** `resumes`: of what an unfinished run was asked for. */
	| { readonly at: 'plan'; readonly resumes: boolean }
	| { readonly at: 'run'; readonly run: string }
	| { readonly at: 'done'; readonly run: string }

export interface State {
	readonly language: Language
	readonly places: readonly Place[]
	readonly draft: Draft
	readonly findings: readonly Finding[]
	readonly looked: boolean
	readonly refused: Refused | undefined
	readonly mirrors: Readonly<Record<string, MirrorReport>>
}

export type Action =
	| { readonly type: 'opened'; readonly place: Place; readonly draft: Draft }
	| { readonly type: 'found'; readonly finding: Finding }
	| { readonly type: 'looked'; readonly refused?: Refused }
	| { readonly type: 'probed'; readonly mirror: string; readonly report: MirrorReport }
	| { readonly type: 'go'; readonly to: Place }
	/** In the place of everything before: there is no way back from it. */
	| { readonly type: 'enter'; readonly to: Place }
	| { readonly type: 'back' }
	| { readonly type: 'answer'; readonly id: QuestionId; readonly draft: Draft }
	| { readonly type: 'language'; readonly language: Language }

export function startState(language: Language): State {
	return {
		language,
		places: [{ at: 'opening' }],
		draft: {},
		findings: [],
		looked: false,
		refused: undefined,
		mirrors: {},
	}
}

export function placeOf(state: State): Place {
	return state.places.at(-1) ?? { at: 'opening' }
}

export function reduce(state: State, action: Action): State {
	switch (action.type) {
		case 'opened':
			return { ...state, places: [action.place], draft: action.draft }
		case 'found':
			return { ...state, findings: [...state.findings.filter(({ id }) => id !== action.finding.id), action.finding] }
		case 'looked':
			return { ...state, looked: true, refused: action.refused }
		case 'probed':
			return { ...state, mirrors: { ...state.mirrors, [action.mirror]: action.report } }
		case 'go':
			return { ...state, places: [...state.places, action.to] }
		case 'enter':
			return { ...state, places: [action.to] }
		case 'back':
			return state.places.length > 1 ? { ...state, places: state.places.slice(0, -1) } : state
		case 'answer':
			return answered({ ...state, draft: action.draft }, action.id)
		case 'language':
			return { ...state, language: action.language }
	}
}

function answered(state: State, id: QuestionId): State {
	const place = placeOf(state)
	const leads = place.at === 'question' ? place.leads : 'next'
	if (leads === 'next') {
		const next = nextQuestion(id, state.draft)
		const to: Place = next ? { at: 'question', id: next.id, leads } : { at: 'review' }
		return { ...state, places: [...state.places, to] }
	}
	const brought = followUp(id, state.draft)
	// The questions that an answer brings take its place, so that Esc leads back to the list it was opened from.
	const before = state.places.slice(0, -1)
	return { ...state, places: brought ? [...before, { at: 'question', id: brought.id, leads }] : before }
}

/** The first question of the way. */
export function firstQuestion(draft: Draft): Place {
	const [first] = arising(mainQuestions, draft)
	return first ? { at: 'question', id: first.id, leads: 'next' } : { at: 'review' }
}

/** Which of how many questions this is. */
export function progressOf(id: QuestionId, draft: Draft): { number: number; of: number } | undefined {
	const way = arising(mainQuestions, draft)
	const index = way.findIndex(question => question.id === id)
	return index === -1 ? undefined : { number: index + 1, of: way.length }
}
