import { parseArgs } from 'node:util'
import type { JoinRole } from '../answers/join/text.ts'
import { nearest } from '../answers/nearest.ts'
import { type Message, message } from '../locales/message.ts'

export const commandNames = [
	'plan',
	'resume',
	'status',
	'reset',
	'undo',
	'troubleshoot',
	'join-command',
	'endpoint',
] as const
const everywhere = ['', ...commandNames] as const

/** Flags of all commands: whether they take a value, and the commands that know them ('' is no command). */
const flags = {
	answers: { type: 'string', commands: ['', 'plan'] },
	yes: { type: 'boolean', commands: ['', 'resume', 'undo', 'reset', 'endpoint'] },
	'changed-answers': { type: 'boolean', commands: [''] },
	fix: { type: 'string', commands: ['', 'resume', 'troubleshoot'] },
	log: { type: 'string', commands: ['troubleshoot'] },
	leave: { type: 'boolean', commands: ['undo', 'reset'] },
	kubeconfig: { type: 'string', commands: ['undo', 'reset'] },
	to: { type: 'string', commands: ['endpoint'] },
	role: { type: 'string', commands: ['join-command'] },
	json: { type: 'boolean', commands: ['', 'resume', 'undo', 'reset', 'status', 'troubleshoot', 'endpoint'] },
	format: { type: 'string', commands: ['plan', 'join-command'] },
	full: { type: 'boolean', commands: ['', 'plan', 'resume'] },
	lang: { type: 'string', commands: everywhere },
	demo: { type: 'string', commands: [''] },
	version: { type: 'boolean', commands: [''] },
	help: { type: 'boolean', commands: everywhere },
} as const

export type FlagName = keyof typeof flags
export type CommandName = (typeof commandNames)[number] | ''

/** Started by the wizard itself inside its unit, never by an operator: not in the help. */
export const runnerCommand = 'runner'

export interface Arguments {
	command: CommandName
	answers?: string
	yes: boolean
	changedAnswers: boolean
	json: boolean
	format: 'text' | 'json' | 'sh'
	/** What `join-command` writes, and for whom. */
	joinFormat: 'answers' | 'line' | 'kubeadm'
	role: JoinRole
	/** The cluster is told that this node leaves. */
	leave: boolean
	/** A file that may tell it so. */
	kubeconfig?: string
	/** What the endpoint's name shall mean: an address, or 'dns'. */
	to?: string
	full: boolean
	/** Fixes that are made without anybody to ask. */
	fix: 'none' | 'safe' | undefined
	/** A log from elsewhere; '-' is standard input. */
	log?: string
	lang?: 'en' | 'zh'
	/** Name of the host to show; '' is the first one. */
	demo?: string
	version: boolean
	help: boolean
}

/** The arguments, or what is wrong with them. Every flag may be written `--flag value` or `--flag=value`. */
export function parseArguments(argv: readonly string[]): { arguments: Arguments } | { wrong: Message } {
	const { tokens } = parseArgs({ args: withDemo(argv), options: optionsOf(), strict: false, tokens: true })
	const words: string[] = []
	const given = new Map<FlagName, string | true>()
	for (const token of tokens) {
		if (token.kind === 'positional') words.push(token.value)
		if (token.kind !== 'option') continue
		const name = aliases[token.rawName] ?? token.name
		if (!isFlag(name)) return { wrong: unknownFlag(token.rawName) }
		const { type } = flags[name]
		if (type === 'string' && token.value === undefined)
			return { wrong: message('command.flagNeedsValue', { flag: token.rawName }) }
		if (type === 'boolean' && token.value !== undefined)
			return { wrong: message('command.flagTakesNoValue', { flag: token.rawName }) }
		given.set(name, token.value ?? true)
	}
	const [command = '', ...rest] = words
	if (!isCommand(command)) return { wrong: unknownCommand(command) }
	if (rest[0] !== undefined) return { wrong: message('command.tooManyWords', { word: rest[0] }) }
	return checked(command, given)
}

const aliases: Readonly<Record<string, FlagName>> = { '-y': 'yes', '-h': 'help' }

function optionsOf(): Record<string, { type: 'string' | 'boolean'; short?: string }> {
	const options = Object.fromEntries(Object.entries(flags).map(([name, { type }]) => [name, { type }]))
	return { ...options, yes: { type: 'boolean', short: 'y' }, help: { type: 'boolean', short: 'h' } }
}

/** `--demo` may stand without a value. */
function withDemo(argv: readonly string[]): string[] {
	return argv.map(word => (word === '--demo' ? '--demo=' : word))
}

function checked(
	command: CommandName,
	given: ReadonlyMap<FlagName, string | true>,
): { arguments: Arguments } | { wrong: Message } {
	for (const name of given.keys()) {
		const known: readonly string[] = flags[name].commands
		if (!known.includes(command)) return { wrong: message('command.flagElsewhere', { flag: `--${name}`, command }) }
	}
	const text = (name: FlagName): string | undefined => {
		const value = given.get(name)
		return typeof value === 'string' ? value : undefined
	}
	const ofJoin = command === 'join-command'
	const format = (ofJoin ? undefined : text('format')) ?? 'text'
	if (format !== 'text' && format !== 'json' && format !== 'sh')
		return { wrong: oneOf('--format', format, ['text', 'json', 'sh']) }
	const joinFormat = (ofJoin ? text('format') : undefined) ?? 'answers'
	if (joinFormat !== 'answers' && joinFormat !== 'line' && joinFormat !== 'kubeadm')
		return { wrong: oneOf('--format', joinFormat, ['answers', 'line', 'kubeadm']) }
	const role = text('role') ?? 'worker'
	if (role !== 'worker' && role !== 'control-plane')
		return { wrong: oneOf('--role', role, ['worker', 'control-plane']) }
	const lang = text('lang')
	if (lang !== undefined && lang !== 'en' && lang !== 'zh') return { wrong: oneOf('--lang', lang, ['en', 'zh']) }
	const fix = text('fix')
	if (fix !== undefined && fix !== 'none' && fix !== 'safe') return { wrong: oneOf('--fix', fix, ['none', 'safe']) }
	const answers = text('answers')
	const log = text('log')
	const demo = text('demo')
	const kubeconfig = text('kubeconfig')
	const to = text('to')
	return {
		arguments: {
			command,
			yes: given.has('yes'),
			changedAnswers: given.has('changed-answers'),
			json: given.has('json'),
			format,
			full: given.has('full'),
			fix,
			joinFormat,
			role: `join-${role}`,
			leave: given.has('leave'),
			version: given.has('version'),
			help: given.has('help'),
			...(answers !== undefined && { answers }),
			...(log !== undefined && { log }),
			...(lang !== undefined && { lang }),
			...(demo !== undefined && { demo }),
			...(kubeconfig !== undefined && { kubeconfig }),
			...(to !== undefined && { to }),
		},
	}
}

function oneOf(flag: string, value: string, choices: readonly string[]): Message {
	return message('command.flagOneOf', { flag, value, choices: choices.join(', ') })
}

function unknownFlag(flag: string): Message {
	const near = nearest(flag.replace(/^-+/, ''), Object.keys(flags))
	return message('command.unknownFlag', { flag, near: near === undefined ? '' : `--${near}` })
}

function unknownCommand(command: string): Message {
	return message('command.unknownCommand', { command, near: nearest(command, commandNames) ?? '' })
}

function isFlag(name: string): name is FlagName {
	return Object.hasOwn(flags, name)
}

function isCommand(name: string): name is CommandName {
	return name === '' || commandNames.some(command => command === name)
}
