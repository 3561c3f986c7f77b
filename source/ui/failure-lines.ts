import type { RunFailure } from '../engine/events.ts'
import { message } from '../locales/message.ts'
import { stepTitle } from '../locales/step-words.ts'
import { wrap } from '../locales/wrap.ts'
import type { Line } from './components/lines.tsx'
import { diffLine } from './plan-lines.ts'
import type { StepRun } from './run-state.ts'
import { colours, type Theme } from './theme.ts'

/** Everything that is known of a failed step: the failure itself, every diagnosis with its proof and its whole fix. */
export function failureLines(step: StepRun, theme: Theme, columns: number): Line[] {
	const prose = (text: string, more: Partial<Line> = {}): Line[] =>
		wrap(text, columns).map(line => ({ text: line, ...more }))
	const diagnoses = step.diagnoses.flatMap((diagnosis): Line[] => {
		const confidence = theme.say(message(`ui.confidence.${diagnosis.confidence}`))
		return [
			{ text: '' },
			...prose(`${theme.say(diagnosis.title)}  (${confidence})`, { bold: true }),
			...prose(theme.say(diagnosis.cause)),
			...diagnosis.evidence.map(({ source, line }) => ({
				text: `${theme.sign('bar')} ${source}: ${line}`,
				color: colours.warning,
			})),
			...(diagnosis.fix
				? [
						...prose(theme.say(message('ui.failed.fix', { what: diagnosis.fix.what }))),
						...diagnosis.fix.changes.flatMap(change => [
							{ text: `  ${theme.say(change.what)}` },
							...change.diff.map(diffLine),
							...change.commands.map(command => ({ text: `    $ ${command}`, color: colours.accent })),
						]),
					]
				: []),
		]
	})
	return [
		...prose(theme.say(message('ui.failed.head', { title: stepTitle(step.id) })), {
			bold: true,
			color: colours.problem,
		}),
		...(step.error ? errorLines(step.error, theme, columns) : []),
		...diagnoses,
		...step.unknown.map(({ source, line }) => ({ text: `${theme.sign('bar')} ${source}: ${line}` })),
	]
}

/** What failed, the command with its telling lines, what to do, and where the log is. */
export function errorLines(error: RunFailure, theme: Theme, columns: number): Line[] {
	const prose = (text: string): Line[] => wrap(text, columns).map(line => ({ text: line }))
	return [
		...prose(theme.say(error.what)),
		...(error.command ? [{ text: `$ ${error.command.join(' ')}`, color: colours.accent }] : []),
		...error.lines.map(line => ({ text: `${theme.sign('bar')} ${line}`, dim: true })),
		...(error.todo ? prose(theme.say(error.todo)) : []),
		...(error.log === undefined
			? []
			: [{ text: theme.say(message('command.failure.log', { log: error.log })), dim: true }]),
	]
}
