import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from './build.ts'
import type { Say } from './cache.ts'
import { describe, diff } from './diff.ts'
import { BedError } from './errors.ts'
import { disks } from './hosts/disks.ts'
import { downHost, openHost, removeNetworkIfUnused, sweep, upHost } from './hosts/hosts.ts'
import { allRecords } from './hosts/records.ts'
import { endServicesIfUnused, startServices } from './services/services.ts'
import { type Snapshot, snapshot } from './snapshot.ts'
import { openStore, requireRoot } from './store.ts'

const usage = `The bed: real hosts to test on. Use: npm run bed -- COMMAND

  build                          make everything that is missing from the cache
  up NAME --profile PROFILE      start a host (--address A: not the next free one)
  run NAME -- COMMAND…           run a command on it
  shell NAME                     a shell on it
  copy-in NAME FROM TO           copy a file or folder to it; copy-out NAME FROM TO the other way
  snapshot NAME FILE             write its state to a file
  diff FILE FILE                 what differs between two states (--all: also what hosts change by themselves)
  down NAME… | --all             end hosts; with the last one the services end
  list                           hosts that are up

Profiles: ${[...disks.keys()].join(', ')}`

const started = Date.now()
const say: Say = (part, line) => {
	const elapsed = ((Date.now() - started) / 1000).toFixed(0).padStart(5)
	process.stderr.write(`${elapsed} s  ${part}: ${line}\n`)
}

/** The arguments of a command, or a BedError that says what it takes. */
function take(words: readonly string[], count: number, what: string): string[] {
	if (words.length !== count) throw new BedError(`This command takes ${what}.`)
	return [...words]
}

function readSnapshot(path: string): Snapshot {
	if (!existsSync(path)) throw new BedError(`${path}: there is no such file`)
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as Snapshot
	} catch {
		throw new BedError(`${path}: not a snapshot of the bed`)
	}
}

const commands: Record<string, (words: readonly string[], flags: Flags) => Promise<number>> = {
	build: async () => {
		await openStore()
		await build(say)
		return 0
	},
	up: async (words, flags) => {
		const [name = ''] = take(words, 1, 'one name and --profile PROFILE')
		if (flags.profile === undefined)
			throw new BedError(`--profile is missing. Profiles: ${[...disks.keys()].join(', ')}.`)
		await openStore()
		await sweep()
		await endServicesIfUnused()
		const options = {
			profile: flags.profile,
			owner: null,
			say,
			...(flags.address === undefined ? {} : { address: flags.address }),
		}
		const host = await upHost(name, options)
		await startServices(null, say)
		say(name, `up at ${host.address}`)
		return 0
	},
	run: async words => {
		const [name = '', ...command] = words
		if (command.length === 0) throw new BedError('This command takes a name and, after --, a command.')
		const result = await openHost(name).run(command, { timeout: 24 * 3600_000 })
		process.stdout.write(result.stdout)
		process.stderr.write(result.stderr)
		return result.exitCode
	},
	shell: words => openHost(take(words, 1, 'one name')[0] ?? '').shell(),
	'copy-in': async words => {
		const [name = '', from = '', to = ''] = take(words, 3, 'a name, a path here and a path there')
		if (!existsSync(from)) throw new BedError(`${from}: there is no such file or folder`)
		await openHost(name).copyIn(from, to)
		return 0
	},
	'copy-out': async words => {
		const [name = '', from = '', to = ''] = take(words, 3, 'a name, a path there and a path here')
		await openHost(name).copyOut(from, to)
		return 0
	},
	snapshot: async words => {
		const [name = '', path = ''] = take(words, 2, 'a name and a file')
		writeFileSync(path, JSON.stringify(await snapshot(openHost(name)), null, '\t'))
		return 0
	},
	diff: async (words, flags) => {
		const [before = '', after = ''] = take(words, 2, 'two files made by snapshot')
		const found = diff(readSnapshot(before), readSnapshot(after), { all: flags.all })
		for (const each of found) process.stdout.write(`${describe(each)}\n`)
		return found.length === 0 ? 0 : 1
	},
	down: async (words, flags) => {
		requireRoot()
		const names = flags.all ? allRecords().map(record => record.name) : words
		if (names.length === 0 && !flags.all) throw new BedError('This command takes names, or --all.')
		for (const name of names) await downHost(name)
		await endServicesIfUnused()
		await removeNetworkIfUnused()
		return 0
	},
	list: async () => {
		for (const { name, profile, address, owner } of allRecords())
			process.stdout.write(
				`${name}\t${profile}\t${address}\t${owner === null ? 'by hand' : `by process ${owner.pid}`}\n`,
			)
		return 0
	},
}

interface Flags {
	profile: string | undefined
	address: string | undefined
	all: boolean
}

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			profile: { type: 'string' },
			address: { type: 'string' },
			all: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	})
	const [command, ...words] = positionals
	if (values.help || command === undefined) {
		process.stdout.write(`${usage}\n`)
		return values.help ? 0 : 2
	}
	const chosen = commands[command]
	if (chosen === undefined)
		throw new BedError(`There is no command "${command}". Commands: ${Object.keys(commands).join(', ')}.`)
	return chosen(words, { profile: values.profile, address: values.address, all: values.all })
}

try {
	process.exitCode = await main()
} catch (error) {
	const ours = error instanceof BedError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')
	process.stderr.write(ours ? `bed: ${(error as Error).message}\n` : `bed: ${(error as Error).stack}\n`)
	process.exitCode = ours ? 2 : 1
}
