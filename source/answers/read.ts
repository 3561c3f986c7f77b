import * as v from 'valibot'
import { type Message, message } from '../locales/message.ts'
import { shown } from './formats.ts'
import { nearest } from './nearest.ts'
import type { Problem } from './problem.ts'
import { fileSchema, type GivenAnswers, knownNames, type RuleKey } from './schema.ts'
import { type Positions, readYaml } from './yaml.ts'

/** What an answers file says. With problems, `given` holds only what could be read. */
export interface ReadAnswers {
	readonly given: GivenAnswers
	readonly positions: Positions
	readonly problems: readonly Problem[]
}

/** No answers file at all. */
export const noAnswers: ReadAnswers = { given: {}, positions: new Map(), problems: [] }

const mostProblems = 10

/** Places whose value may be a secret, put there by mistake or not: never shown. */
const secretPlaces = [
	'proxy.http',
	'proxy.https',
	'proxy.credentialsFile',
	'join.token',
	'join.tokenFile',
	'join.certificateKey',
	'join.certificateKeyFile',
	'mirror.authFile',
]

/**
 * Reads an answers file (YAML; JSON is YAML). Never throws: everything wrong with it is told at once, in the order of
 * the file, ten at most. `file` is the name to show.
 */
export function readAnswers(text: string, file: string): ReadAnswers {
	const yaml = readYaml(text, file)
	if (yaml.value === undefined) return { given: {}, positions: yaml.positions, problems: yaml.problems }
	const { given, problems } = readPlain(yaml.value, yaml.positions)
	const all = [...yaml.problems, ...problems].sort(
		(one, other) => (one.at?.line ?? 0) - (other.at?.line ?? 0) || (one.at?.column ?? 0) - (other.at?.column ?? 0),
	)
	return { given, positions: yaml.positions, problems: atMost(all) }
}

function atMost(problems: readonly Problem[]): readonly Problem[] {
	if (problems.length <= mostProblems) return problems
	const more = message('answers.more', { count: problems.length - mostProblems })
	return [...problems.slice(0, mostProblems), { what: more, key: undefined, at: undefined, exit: 2 }]
}

function readPlain(value: unknown, positions: Positions): { given: GivenAnswers; problems: Problem[] } {
	const problems: Problem[] = []
	// A strict map names its first unknown key only: that is taken out and the rest read again.
	for (let round = 0; round <= mostProblems; round += 1) {
		const result = v.safeParse(fileSchema, value)
		if (result.success) return { given: result.output as GivenAnswers, problems }
		const unknown = result.issues.filter(isUnknownKey)
		problems.push(...unknown.map(issue => problemOf(issue, positions)))
		if (unknown.length === 0) {
			problems.push(...result.issues.map(issue => problemOf(issue, positions)))
			break
		}
		for (const issue of unknown) takeOut(issue)
	}
	return { given: {}, problems }
}

type Issue = v.BaseIssue<unknown>

function isUnknownKey(issue: Issue): boolean {
	return issue.type === 'strict_object' && issue.expected === 'never'
}

function takeOut(issue: Issue): void {
	const last = issue.path?.[issue.path.length - 1]
	if (last !== undefined && typeof last.input === 'object' && last.input !== null) {
		Reflect.deleteProperty(last.input, String(last.key))
	}
}

function problemOf(issue: Issue, positions: Positions): Problem {
	const path = (issue.path ?? []).map(item => String(item.key))
	const key = path.join('.')
	const missing = issue.type === 'strict_object' && issue.expected !== 'never' && issue.received === 'undefined'
	const placed = positions.get(missing ? path.slice(0, -1).join('.') : key)
	return {
		what: messageOf(issue, path, missing, positions.get(key)?.spelled),
		key,
		at: missing || isUnknownKey(issue) ? placed?.key : placed?.value,
		exit: 2,
	}
}

function messageOf(issue: Issue, path: readonly string[], missing: boolean, spelled: string | undefined): Message {
	const key = shown(path.join('.'))
	if (isUnknownKey(issue)) {
		const parent = path.slice(0, -1).filter(part => !/^\d+$/.test(part))
		const name = path[path.length - 1] ?? ''
		return message('answers.unknownKey', { key, nearest: nearest(name, knownNames[parent.join('.')] ?? []) })
	}
	if (missing) return message('answers.missing', { key })
	if (issue.input === null) return message('answers.noValue', { key })
	const found = secretPlaces.includes(path.join('.')) ? '…' : foundIn(issue.input, spelled)
	if (issue.type === 'check') return ruleMessage(issue.message, key, found)
	if (issue.type === 'picklist') {
		const choices = [...(issue.expected ?? '').matchAll(/"([^"]+)"/g)].map(match => match[1] ?? '')
		const near = typeof issue.input === 'string' ? nearest(issue.input, choices) : undefined
		return message('answers.notOneOf', { key, found, choices, nearest: near })
	}
	if (issue.type === 'boolean') return message('answers.notBoolean', { key, found })
	if (issue.type === 'number') return message('answers.notNumber', { key, found })
	if (issue.type === 'array') return message('answers.notList', { key, found })
	if (issue.type === 'string') {
		// 1.24 without quotes is a number to YAML; what is wrong with it here is its form.
		if (key === 'kubernetesVersion') return ruleMessage('answers.rule.version', key, found)
		return message('answers.notString', { key, found })
	}
	return message('answers.notMap', { key, found })
}

/** The schema gives its rules no other messages than these keys, which all take the same parameters. */
function ruleMessage(rule: string, key: string, found: string): Message {
	return message(rule as RuleKey, { key, found })
}

function foundIn(input: unknown, spelled: string | undefined): string {
	if (Array.isArray(input)) return '[…]'
	if (typeof input === 'object' && input !== null) return '{…}'
	return shown(spelled ?? String(input))
}
