import { resolve as absolute } from 'node:path'
import type { ToldDiagnosis } from '../engine/events.ts'
import { createRedactor } from '../engine/redaction.ts'
import { type Told, tell } from '../engine/tell.ts'
import { diagnoseLog } from '../failures/diagnose.ts'
import { message, say } from '../locales/message.ts'
import type { Arguments } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { FrontEnd } from './front-ends/front-end.ts'
import { Refusal } from './refusal.ts'
import { startAndWatch } from './start-run.ts'
import type { Terminal } from './terminal.ts'
import { diagnosisText, unknownText } from './text/diagnosis-text.ts'
import { type Examined, examine } from './troubleshoot/examine.ts'
import { reportJson } from './troubleshoot/report-json.ts'
import type { World } from './world.ts'

/**
 * `k8s-wizard troubleshoot`: every check at once, then what was found, the most likely cause first, one at a time.
 * Exit 0: nothing found, or all of it fixed · 1: something is left · 3: could not look.
 */
export async function troubleshoot(
	world: World,
	frontEnd: FrontEnd,
	terminal: Terminal,
	given: Arguments,
): Promise<ExitCode> {
	if (given.json && given.fix === 'safe') throw new Refusal(exitCodes.badUsage, message('troubleshoot.jsonReports'))
	if (given.log !== undefined) return readLog(world, terminal, given, given.log)
	if (!given.json) frontEnd.say(message('troubleshoot.looking'))
	let looked = await look(world)
	if (given.json) {
		const { told, examined } = looked
		terminal.out(
			reportJson(
				told.map(one => one.told),
				examined.diagnosed.unknown,
				terminal.language,
			),
		)
		return codeOf(looked)
	}
	const seen = new Set<string>()
	let applied = false
	for (let next = firstUnseen(looked.told, seen); next; next = firstUnseen(looked.told, seen)) {
		const { id } = next.told
		seen.add(id)
		show(terminal, next.told)
		const { fixKey } = next
		if (fixKey === undefined || !(await agreed(frontEnd, terminal, next, given))) continue
		await startAndWatch(world, frontEnd, { purpose: 'fix', failure: id, fixKey, ...looked.examined.behind })
		applied = true
		looked = await look(world)
	}
	// What was wrong may take its time to come right: that nothing known is left is what counts.
	const left = applied ? { ...looked, examined: { ...looked.examined, ailing: false } } : looked
	conclude(terminal, frontEnd, left)
	return codeOf(left)
}

interface Look {
	readonly examined: Examined
	readonly told: readonly Told[]
}

async function look(world: World): Promise<Look> {
	const examined = await examine(world)
	const told = await tell(world.tools, examined.diagnosed)
	return { examined, told: told.map(one => ({ ...one, told: examined.redactor.value(one.told) })) }
}

function firstUnseen(told: readonly Told[], seen: ReadonlySet<string>): Told | undefined {
	return told.find(one => !seen.has(one.told.id))
}

function show({ out, language, columns }: Terminal, diagnosis: ToldDiagnosis): void {
	for (const line of ['', ...diagnosisText(diagnosis, '  *  ', { language, columns })]) out(line)
}

async function agreed(frontEnd: FrontEnd, { out, language }: Terminal, { told, diagnosis }: Told, { fix }: Arguments) {
	if (!frontEnd.interactive) return fix === 'safe' && told.fix?.risk === 'safe' && told.confidence !== 'possible'
	if (fix === 'none') return false
	// Enter takes the first one, which never destroys anything.
	const choices = told.fix?.destructive
		? (['skip', 'apply', 'explain', 'stop'] as const)
		: (['apply', 'skip', 'explain', 'stop'] as const)
	for (;;) {
		const chosen = await frontEnd.choose(
			message('troubleshoot.choose'),
			choices.map(choice => message(`troubleshoot.choose.${choice}`)),
		)
		const choice = choices[chosen ?? -1] ?? 'stop'
		if (choice === 'stop') throw new Refusal(exitCodes.failed, message('troubleshoot.stopped'))
		if (choice !== 'explain') return choice === 'apply'
		const { cause, advice, check, source } = diagnosis.failure
		for (const line of [cause, advice, message('troubleshoot.holds', { what: check.what })]) frontEnd.say(line)
		out(say(message('troubleshoot.source', { source }), language))
	}
}

function conclude(
	{ out, language, columns }: Terminal,
	frontEnd: FrontEnd,
	{ told, examined: { diagnosed, ailing, unread } }: Look,
): void {
	if (told.length > 0) frontEnd.say(message('troubleshoot.left', { count: told.length }))
	else if (ailing) for (const line of unknownText(diagnosed.unknown, { language, columns })) out(line)
	else if (unread.length === 0) frontEnd.say(message('troubleshoot.nothing'))
	for (const { name, reason } of unread) frontEnd.say(message('troubleshoot.unread', { name, reason }))
}

function codeOf({ told, examined: { ailing, unread } }: Look): ExitCode {
	if (told.length > 0 || ailing) return exitCodes.failed
	return unread.length > 0 ? exitCodes.hostCannot : exitCodes.done
}

/** A log from elsewhere: this host is not looked at, and there is nothing to apply. */
async function readLog(world: World, terminal: Terminal, { json }: Arguments, file: string): Promise<ExitCode> {
	const { language, columns, out } = terminal
	const text =
		file === '-' ? await terminal.readInput() : await world.tools.host.readText(absolute(file)).catch(() => undefined)
	if (text === undefined) throw new Refusal(exitCodes.badUsage, message('troubleshoot.noLog', { file }))
	const name = file === '-' ? '<stdin>' : file
	const redactor = createRedactor()
	const sources = [{ name, trust: 'host' as const, text }]
	const diagnosed = diagnoseLog(world.failures, { sources, unread: [] })
	const told = (await tell(world.tools, diagnosed)).map(one => redactor.value(one.told))
	const unknown = redactor.value(diagnosed.unknown)
	const found = told.length > 0 || unknown.length > 0
	if (json) out(reportJson(told, unknown, language))
	else if (!found) out(say(message('troubleshoot.nothing'), language))
	else {
		for (const diagnosis of told) show(terminal, diagnosis)
		if (unknown.length > 0) for (const line of unknownText(unknown, { language, columns })) out(line)
	}
	return found ? exitCodes.failed : exitCodes.done
}
