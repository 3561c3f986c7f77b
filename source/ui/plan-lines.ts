import { message } from '../locales/message.ts'
import { wrap } from '../locales/wrap.ts'
import type { Line } from './components/lines.tsx'
import type { ChangeView, PlanStepView } from './port.ts'
import { colours, type Theme } from './theme.ts'

/** A step as it is opened from the plan: why, notes, and each change with its diff and its commands. */
export function stepLines(step: PlanStepView, theme: Theme, columns: number): Line[] {
	const aside = (text: string, margin: string): string[] =>
		wrap(text, columns - margin.length).map(line => `${margin}${line}`)
	return [
		...aside(theme.say(step.why), '').map(text => ({ text, dim: true })),
		...step.notes.flatMap(note => aside(theme.say(note), '  ').map(text => ({ text }))),
		...step.changes.flatMap(change => [{ text: '' }, ...changeLines(change, theme, columns)]),
		...(step.changes.length === 0 ? [{ text: '' }, { text: theme.say(message('ui.step.checksOnly')) }] : []),
	]
}

function changeLines(change: ChangeView, theme: Theme, columns: number): Line[] {
	const { state } = change
	const mark = theme.sign(state)
	const [first = '', ...rest] = wrap(theme.say(change.what), columns - 2)
	const head: Line[] = [
		{ text: `${mark} ${first}`, bold: state === 'pending', dim: state === 'settled' },
		...rest.map(text => ({ text: `  ${text}`, bold: state === 'pending', dim: state === 'settled' })),
	]
	const aside = (text: string, color?: string): Line[] =>
		wrap(text, columns - 4).map(line => ({ text: `    ${line}`, ...(color === undefined ? { dim: true } : { color }) }))
	if (state === 'settled') return head
	return [
		...head,
		...(change.why ? aside(theme.say(change.why)) : []),
		...(change.reason === undefined
			? []
			: aside(theme.say(message('command.plan.couldNotLook', { reason: change.reason })), colours.unknown)),
		...(change.irreversible
			? aside(theme.say(message('command.plan.irreversible', { why: change.irreversible })), colours.warning)
			: []),
		...(change.recovery ? aside(theme.say(change.recovery), colours.warning) : []),
		...change.diff.map(line => diffLine(line)),
		...change.commands.map(command => ({ text: `    $ ${command}`, color: colours.accent })),
	]
}

export function diffLine(line: string): Line {
	const color = line.startsWith('+') ? colours.added : line.startsWith('-') ? colours.removed : undefined
	return { text: `    ${line.replaceAll('\t', '  ')}`, ...(color !== undefined && { color }) }
}
