import { countChanges, type Plan, type PlannedChange, type PlannedStep } from '../../engine/plan.ts'
import type { Facts } from '../../host/facts.ts'
import { strip } from '../../host/strip.ts'
import { type Language, type Message, message, say } from '../../locales/message.ts'
import { stepTitle, stepWhy } from '../../locales/step-words.ts'
import { indent, spread, wrap } from '../../locales/wrap.ts'
import { type Style, styleFor } from './style.ts'

export interface PlanTextOptions {
	language: Language
	columns: number
	colour: boolean
	/** Every line of every diff; otherwise the first ones. */
	full: boolean
}

/** Lines of a diff that are shown when not all of them are asked for. */
const shownLines = 24

/** A plan for people: each step with its reason, each change in words with its diff. Lines, without line ends. */
export function planText(plan: Plan, facts: Facts, options: PlanTextOptions): string[] {
	const words = (what: Message): string => say(what, options.language)
	const style = styleFor(options.colour)
	const lines = [
		...wrap(words(message('command.plan.head', headOf(facts))), options.columns).map(style.strong),
		...wrap(words(countsOf(plan)), options.columns),
		'',
	]
	for (const [index, step] of plan.steps.entries()) lines.push(...stepText(step, index, options, style), '')
	lines.push(...markText(plan, options))
	return lines
}

function headOf(facts: Facts): { hostname: string; os: string; kernel: string } {
	return { hostname: facts.hostname, os: facts.os.name, kernel: facts.kernel.release }
}

function countsOf(plan: Plan): Message {
	const { pending, settled, unknown } = countChanges(plan)
	return message('command.plan.counts', { steps: plan.steps.length, pending, settled, unknown })
}

function stepText(step: PlannedStep, index: number, options: PlanTextOptions, style: Style): string[] {
	const words = (what: Message): string => say(what, options.language)
	const { columns } = options
	const pending = step.planned.filter(({ inspection }) => inspection.state === 'pending').length
	const left = `${String(index + 1).padStart(2)}. ${words(stepTitle(step.id))}`
	const right = words(message('command.plan.stepCount', { pending, changes: step.planned.length }))
	return [
		style.strong(spread(left, right, columns)),
		...indent(words(stepWhy(step.id)), '    ', columns),
		...step.notes.flatMap(note => indent(words(note), '    * ', columns)),
		...step.planned.flatMap(change => changeText(change, options, style)),
	]
}

function changeText(planned: PlannedChange, options: PlanTextOptions, style: Style): string[] {
	const words = (what: Message): string => say(what, options.language)
	const { columns } = options
	const { inspection } = planned
	const lines = indent(words(planned.what), `    ${marks[inspection.state]} `, columns)
	const aside = (what: Message): string[] => indent(words(what), '        ', columns)
	if (inspection.state === 'settled') return lines.map(style.quiet)
	if (planned.change.why) lines.push(...aside(planned.change.why))
	if (inspection.state === 'unknown') {
		lines.push(...aside(message('command.plan.couldNotLook', { reason: strip(inspection.reason) })).map(style.warning))
		return lines
	}
	if (planned.irreversible) {
		lines.push(...aside(message('command.plan.irreversible', { why: planned.irreversible })).map(style.warning))
	}
	if (planned.recovery) {
		const { decision, why } = planned.recovery
		lines.push(...aside(message(`command.plan.recovery.${decision}`, { why })).map(style.warning))
	}
	return [...lines, ...diffText(inspection.diff, options, style)]
}

const marks = { pending: '+', settled: '=', unknown: '?' } as const

function diffText(diff: readonly string[], options: PlanTextOptions, style: Style): string[] {
	const all = diff.flatMap(line => strip(line).split('\n'))
	const shown = options.full || all.length <= shownLines + 2 ? all : all.slice(0, shownLines)
	const lines = shown.map(line => `        ${colourOf(line, style)(line)}`)
	if (shown.length < all.length) {
		const more = message('command.plan.moreLines', { count: all.length - shown.length })
		lines.push(...indent(say(more, options.language), '        … ', options.columns))
	}
	return lines
}

function colourOf(line: string, style: Style): (text: string) => string {
	if (line.startsWith('+')) return style.added
	return line.startsWith('-') ? style.removed : text => text
}

/** What the marks mean, and only those that occur. */
function markText(plan: Plan, options: PlanTextOptions): string[] {
	const { pending, settled, unknown } = countChanges(plan)
	const meanings = [
		pending > 0 && message('command.plan.mark.pending'),
		settled > 0 && message('command.plan.mark.settled'),
		unknown > 0 && message('command.plan.mark.unknown'),
	].filter(meaning => meaning !== false)
	return wrap(meanings.map(meaning => say(meaning, options.language)).join('   '), options.columns)
}
