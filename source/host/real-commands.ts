import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { follow } from './follow.ts'
import type { ActOptions, Argv, CommandResult, LookOptions } from './host.ts'

// execa and zx are loaded when a command is first run: most of a start is spent on loading, and a screen comes first.

/** Milliseconds between asking a command to end and ending it. */
const grace = 10_000
/** More output than this is cut off from what is read back; the log file has it all. */
const maximumOutput = 64 * 1024 * 1024

/** Folders of administration tools, which an ordinary user's PATH and a transient unit's may lack. */
const tools = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

function environment(extra: Readonly<Record<string, string>> | undefined): Record<string, string> {
	const own = process.env
	const path = [...new Set([...(own['PATH']?.split(':') ?? []), ...tools])].join(':')
	return { HOME: '/root', ...definedOf(own), PATH: path, LC_ALL: 'C', LANGUAGE: 'C', ...extra }
}

function definedOf(variables: NodeJS.ProcessEnv): Record<string, string> {
	return Object.fromEntries(
		Object.entries(variables).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
	)
}

/** Runs an argv that only looks, by execa. */
export async function look(argv: Argv, options: LookOptions = {}): Promise<CommandResult> {
	const [command, ...rest] = argv
	// Not execa's own time-out: for a command that is not there it leaves its timer running, and this process with it.
	const overdue = new AbortController()
	const { execa } = await import('execa')
	const timer = setTimeout(() => overdue.abort(), options.timeout ?? 10_000)
	const result = await execa(command, rest, {
		env: environment(options.env),
		extendEnv: false,
		// A pipe to a command that ends before it is written to breaks, and takes the exit code with it.
		...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
		signal: overdue.signal,
		maxBuffer: maximumOutput,
		stripFinalNewline: false,
		reject: false,
		cwd: '/',
	}).finally(() => clearTimeout(timer))
	const cut = whyCut(result)
	return {
		argv,
		exitCode: cut === undefined ? result.exitCode : -1,
		stdout: result.stdout ?? '',
		stderr: result.stderr ?? '',
		...(cut && { cut }),
	}
}

function whyCut(result: {
	isCanceled: boolean
	failed: boolean
	exitCode?: number
	code?: string
}): CommandResult['cut'] {
	if (result.isCanceled) return 'timed-out'
	if (result.code === 'ENOENT' || result.code === 'EACCES') return 'not-found'
	return result.exitCode === undefined ? 'stopped' : undefined
}

/** Runs an argv that may alter the host, by zx, in a process group of its own, its output in a file. */
export async function act(argv: Argv, options: ActOptions): Promise<CommandResult> {
	if (options.signal?.aborted) return { argv, exitCode: -1, stdout: '', stderr: '', cut: 'stopped' }
	const whole = options.user === undefined ? argv : (['runuser', '-u', options.user, '--', ...argv] as const)
	const { $ } = await import('zx/core')
	const log = openSync(options.log, 'a', 0o600)
	const input = options.input === undefined ? undefined : inputOf(options.log, options.input)
	let cut: CommandResult['cut']
	let from: number
	let exitCode: number
	try {
		from = (await stat(options.log)).size
		const running = $({
			stdio: [input ?? 'ignore', log, log],
			detached: true,
			nothrow: true,
			quiet: true,
			env: environment(options.env),
			cwd: '/',
		})`exec ${whole}`
		const end = (why: 'timed-out' | 'stopped'): void => {
			cut ??= why
			endGroup(running.pid)
		}
		const stop = (): void => end('stopped')
		const timer = options.timeout === undefined ? undefined : setTimeout(() => end('timed-out'), options.timeout)
		options.signal?.addEventListener('abort', stop, { once: true })
		const unfollow = options.onLine && follow(options.log, from, options.onLine)
		try {
			const output = await running
			exitCode = output.exitCode ?? -1
			// Ended by a signal that was not ours.
			if (output.exitCode === null) cut ??= 'stopped'
			// bash's own code for a command that it did not find.
			if (exitCode === 127) cut ??= 'not-found'
		} finally {
			await unfollow?.()
			clearTimeout(timer)
			options.signal?.removeEventListener('abort', stop)
		}
	} finally {
		closeSync(log)
		if (input !== undefined) closeSync(input)
	}
	return {
		argv,
		exitCode: cut === undefined ? exitCode : -1,
		stdout: await readFrom(options.log, from),
		stderr: '',
		...(cut && { cut }),
	}
}

/** A file without a name: a pipe would break when the command ends before it has read everything. */
function inputOf(log: string, text: string): number {
	const path = `${log}.input`
	rmSync(path, { force: true })
	const writing = openSync(path, 'wx', 0o600)
	try {
		writeFileSync(writing, text)
		return openSync(path, 'r')
	} finally {
		closeSync(writing)
		rmSync(path)
	}
}

function endGroup(leader: number | undefined): void {
	if (leader === undefined) return
	signalGroup(leader, 'SIGTERM')
	setTimeout(() => signalGroup(leader, 'SIGKILL'), grace).unref()
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-leader, signal)
	} catch {
		// The whole group has ended already.
	}
}

async function readFrom(path: string, offset: number): Promise<string> {
	const file = await open(path, 'r')
	try {
		const { size } = await file.stat()
		const length = Math.min(size - offset, maximumOutput)
		if (length <= 0) return ''
		const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
		return buffer.toString('utf8', 0, bytesRead)
	} finally {
		await file.close()
	}
}
