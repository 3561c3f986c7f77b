import { type Language, type Message, say } from '../locales/message.ts'

/** Where something stands in an answers file; line and column count from 1. */
export interface Position {
	readonly file: string
	readonly line: number
	readonly column: number
}

/** Something that keeps these answers from becoming a plan. */
export interface Problem {
	readonly what: Message
	/** Dotted: 'proxy.http', 'podSubnet.0'; undefined: the whole file, or the host. */
	readonly key: string | undefined
	/** Undefined: it stands in no file (a default, or the host itself). */
	readonly at: Position | undefined
	/** 2: bad answers · 3: this host cannot take them. */
	readonly exit: 2 | 3
}

/** A problem that has not been placed in a file yet. */
export type Found = Omit<Problem, 'at'>

/** Thrown where a caller wants answers or nothing. Bad answers come before a host that cannot take them. */
export class AnswersError extends Error {
	override readonly name = 'AnswersError'
	readonly problems: readonly Problem[]

	constructor(problems: readonly Problem[]) {
		super(problems.map(problem => problemLine(problem, 'en')).join('\n'))
		this.problems = problems
	}

	get exitCode(): 2 | 3 {
		return exitCodeOf(this.problems)
	}
}

export function exitCodeOf(problems: readonly Problem[]): 2 | 3 {
	return problems.some(problem => problem.exit === 2) ? 2 : 3
}

/** One line for a terminal: 'answers.yaml:3:11: …'. */
export function problemLine(problem: Problem, language: Language): string {
	const words = say(problem.what, language)
	const { at } = problem
	return at === undefined ? words : `${at.file}:${at.line}:${at.column}: ${words}`
}
