import { spawn } from 'node:child_process'
import { BedError } from '../errors.ts'
import { execute } from './execute.ts'
import type { Host, HostRecord, RunOptions } from './host.ts'

/** Turns a command for the host into an argv for this machine; `terminal`: it will be given one. */
export type ArgvFor = (command: readonly string[], options: RunOptions, terminal: boolean) => string[]

/** The verbs that are the same for every kind of host, built on its way in. */
export function hostVerbs(record: HostRecord, argvFor: ArgvFor, copies: Pick<Host, 'copyIn' | 'copyOut'>): Host {
	const { name, profile, address } = record
	const argvOf = (command: string | readonly string[]): readonly string[] =>
		typeof command === 'string' ? ['bash', '-c', command] : command
	const run: Host['run'] = (command, options = {}) => execute(argvFor(argvOf(command), options, false), options)
	return {
		name,
		profile,
		address,
		run,
		must: async (command, options = {}) => {
			const result = await run(command, options)
			if (result.exitCode === 0) return result.stdout
			const shown = typeof command === 'string' ? command.trim() : command.join(' ')
			const why = result.exitCode === -1 ? 'did not end in time' : `exit ${result.exitCode}`
			const said = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-8).join('\n')
			throw new BedError(`${name}: ${shown.split('\n')[0]}: ${why}\n${said}`)
		},
		shell: () =>
			new Promise(resolve => {
				const [file = '', ...rest] = argvFor(['bash', '--login'], {}, true)
				spawn(file, rest, { stdio: 'inherit' }).on('exit', code => resolve(code ?? 1))
			}),
		...copies,
	}
}
