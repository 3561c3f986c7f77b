import { secretFiles } from '../answers/secrets.ts'
import type { Change, FileChange } from '../changes/index.ts'
import { endOf, quote } from '../changes/quote.ts'
import type { Plan, PlannedStep } from '../engine/plan.ts'
import type { Tools } from '../engine/tools.ts'
import { packageManager } from '../host/package-manager/index.ts'
import { type Language, type Message, message, say } from '../locales/message.ts'
import { stepTitle, stepWhy } from '../locales/step-words.ts'
import { withoutProxy } from '../steps/render/proxy-environment.ts'
import type { PlanContext } from '../steps/step.ts'

/** A secret by the forms in which files hold it, and the bash that puts it there. */
interface Secret {
	/** Reads it, once at the top. */
	readonly reads: readonly string[]
	/** Longest first: text as it stands in a file, and what expands to it. */
	readonly forms: readonly (readonly [text: string, expansion: string])[]
}

/** Bash that does what is pending in this plan; it holds no secret, but reads them from the files that the answers name. */
export async function planScript(
	tools: Tools,
	plan: Plan,
	context: PlanContext,
	language: Language,
): Promise<string[]> {
	const secrets = await secretsOf(tools, context)
	const words = (what: Message): string => say(what, language)
	const { facts } = context
	const steps = inOrder(plan.steps).flatMap(step => stepLines(tools, step, context, secrets, words))
	const proxy = proxyLines(context, secrets)
	const used = secrets.filter(({ forms }) =>
		forms.some(([, expansion]) => [...proxy, ...steps].some(line => line.includes(expansion))),
	)
	return [
		'#!/usr/bin/env bash',
		...comment(words(message('command.script.head', { hostname: facts.hostname, os: facts.os.name }))),
		'set -euo pipefail',
		`[ "$(id -u)" = 0 ] || { echo ${quote(words(message('command.script.root')))} >&2; exit 1; }`,
		'export LC_ALL=C',
		...packageManager(facts.os.packageManager).scriptHead,
		...(used.length > 0 ? ['', ...comment(words(message('command.script.secrets')))] : []),
		...used.flatMap(({ reads }) => reads),
		...proxy,
		...steps,
	]
}

/** For the package manager; what a unit needs of it stands in a file of its own. */
function proxyLines({ answers, resolution: { proxy } }: PlanContext, secrets: readonly Secret[]): string[] {
	if (proxy === undefined) return []
	const named = { http_proxy: proxy.http, https_proxy: proxy.https, no_proxy: withoutProxy(answers).join(',') }
	return Object.entries(named).flatMap(([name, value]) =>
		value === undefined ? [] : [`export ${name}="${expand(value, secrets).text}"`],
	)
}

function comment(text: string): string[] {
	return text.split('\n').map(line => `# ${line}`.trimEnd())
}

/** Each step behind all that it needs, otherwise as in the plan. */
function inOrder(steps: readonly PlannedStep[]): PlannedStep[] {
	const placed: PlannedStep[] = []
	const place = (step: PlannedStep): void => {
		if (placed.includes(step)) return
		for (const need of step.needs) {
			const needed = steps.find(({ id }) => id === need)
			if (needed !== undefined) place(needed)
		}
		placed.push(step)
	}
	for (const step of steps) place(step)
	return placed
}

function stepLines(
	tools: Tools,
	step: PlannedStep,
	context: PlanContext,
	secrets: readonly Secret[],
	words: (what: Message) => string,
): string[] {
	const changes = step.planned.flatMap(({ change, what, inspection }) =>
		inspection.state === 'settled' ? [] : ['', ...comment(words(what)), ...linesOf(tools, change as Change, secrets)],
	)
	const checks = step.checks(context).flatMap(({ what, shell }) => [...comment(words(what)), ...(shell ? [shell] : [])])
	if (changes.length === 0 && (checks.length === 0 || step.planned.length > 0)) return []
	const title = `## ${words(stepTitle(step.id))}`
	return [
		'',
		title,
		...comment(words(stepWhy(step.id))),
		...changes,
		...(checks.length === 0 ? [] : ['', ...comment(words(message('command.script.checks'))), ...checks]),
	]
}

function linesOf(tools: Tools, change: Change, secrets: readonly Secret[]): readonly string[] {
	if (change.kind === 'file' && change.secret) {
		const lines = secretFileLines(change, secrets)
		if (lines !== undefined) return lines
	}
	return tools.kindOf(change).shell(change)
}

/** The file with its secrets as expansions of bash; undefined: it holds none that a file of the operator's has. */
function secretFileLines({ path, content, mode }: FileChange, secrets: readonly Secret[]): string[] | undefined {
	const { text, found } = expand(content.replace(/\n$/, ''), secrets)
	if (!found) return undefined
	const end = endOf(text)
	return [
		`install -D -m ${mode.toString(8).padStart(4, '0')} /dev/stdin ${quote(path)} <<${end}`,
		...text.split('\n'),
		end,
	]
}

/** A text as bash has it between double quotes or in a here-document, its secrets as expansions. */
function expand(content: string, secrets: readonly Secret[]): { text: string; found: boolean } {
	const escaped = (text: string): string => text.replace(/[\\$`]/g, '\\$&')
	const forms = secrets.flatMap(secret => secret.forms).sort(([one], [other]) => other.length - one.length)
	let text = escaped(content)
	let found = false
	for (const [secret, expansion] of forms) {
		if (!text.includes(escaped(secret))) continue
		found = true
		text = text.replaceAll(escaped(secret), () => expansion)
	}
	return { text, found }
}

async function secretsOf({ host }: Tools, { answers, resolution }: PlanContext): Promise<Secret[]> {
	const secrets: Secret[] = []
	for (const { key, path } of secretFiles(answers)) {
		const text = (await host.readText(path))?.trim()
		if (text !== undefined && text !== '') secrets.push(secretOf(key.replace(/\W/g, '_'), path, text))
	}
	// Where a proxy's address holds a password that no file has as it stands there, the whole address is asked for.
	for (const [name, url] of Object.entries(resolution.proxy ?? {})) {
		if (typeof url !== 'string' || !url.includes('@') || expand(url, secrets).found) continue
		secrets.push({
			reads: [`proxy_${name}=$(</root/k8s-wizard-${name}-proxy)`],
			forms: [[url, `\${proxy_${name}}`]],
		})
	}
	return secrets
}

/** Of a file with a token, or with `user:password`. */
function secretOf(variable: string, path: string, text: string): Secret {
	const [user = '', ...others] = text.split(':')
	const password = others.join(':')
	const reads = [`${variable}=$(<${quote(path)})`]
	if (password === '') return { reads, forms: [[text, `\${${variable}}`]] }
	return {
		reads: [
			...reads,
			`${variable}_basic=$(printf %s "$${variable}" | base64 --wrap=0)`,
			`${variable}_password=\${${variable}#*:}`,
		],
		forms: [
			[Buffer.from(text).toString('base64'), `\${${variable}_basic}`],
			[`${user}:${password}`, `\${${variable}}`],
			[password, `\${${variable}_password}`],
		],
	}
}
