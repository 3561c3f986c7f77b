import type { ProcessId } from '../processes.ts'

export interface RunOptions {
	/** Text for standard input; none: standard input is empty. */
	input?: string
	env?: Readonly<Record<string, string>>
	/** A user of the host; default root. */
	user?: string
	/** Milliseconds; the command is ended when they are over. Default 120 000. */
	timeout?: number
	/** Called with each piece of output as it comes. */
	onOutput?: (text: string) => void
}

export interface RunResult {
	/** -1 when the time-out ended it. */
	exitCode: number
	stdout: string
	stderr: string
}

/** A running test host. The same verbs for containers and machines. */
export interface Host {
	readonly name: string
	readonly profile: string
	readonly address: string
	/** Runs an argv as it is, or a string with `bash -c`. A failing command is a result, not an exception. */
	run(command: string | readonly string[], options?: RunOptions): Promise<RunResult>
	/** Like run, but a failing command throws a BedError with its last telling line; returns standard output. */
	must(command: string | readonly string[], options?: RunOptions): Promise<string>
	/** A login shell on this terminal; resolves with its exit code. */
	shell(): Promise<number>
	/** Copies a file or folder of this machine to a path on the host (which is created or replaced). */
	copyIn(from: string, to: string): Promise<void>
	copyOut(from: string, to: string): Promise<void>
}

/** What is kept about a host under runRoot/hosts/NAME.json, so that any process can find, use and end it. */
export interface HostRecord {
	name: string
	profile: string
	kind: 'container' | 'machine'
	address: string
	/** nspawn or qemu. */
	process: ProcessId
	/** The run that started it and will end it; null: started by hand, stays until `down`. */
	owner: ProcessId | null
	/** Container: the pid of its init, seen from outside. */
	init?: ProcessId
	/** Folder with its disk and logs: hostsRoot/NAME. */
	folder: string
}

/** What a kind of host must bring; the verbs around it (records, leftovers, names) are shared. */
export interface HostKind {
	/** Starts it in `folder` (exists, empty) and returns when commands can be run on it. Must leave no process behind when it throws. */
	up(request: UpRequest): Promise<{ process: ProcessId; init?: ProcessId }>
	/** The verbs on a host that is up. */
	open(record: HostRecord): Host
	/** Shuts it down and ends its process; `folder` is removed by the caller. Works on what is left of a killed run too. */
	down(record: HostRecord): Promise<void>
}

export interface UpRequest {
	name: string
	profile: string
	address: string
	folder: string
	/** The finished folder of the profile's disk part, or a disk that was kept. */
	from: string
	/** Called as soon as the host's process exists, so that a killed run's host is found again. */
	onStarted(process: ProcessId): void
}
