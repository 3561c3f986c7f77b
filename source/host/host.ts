/** The one door to the machine. Nothing else in the program runs a command, opens a file of the host or a connection. */
export interface Host {
	readonly kind: 'real' | 'model'
	/** The host's time; a model host has a virtual clock. */
	now(): Date
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>

	/**
	 * Runs an argv that only looks (execa, no shell, LC_ALL=C, standard input empty unless given). Never throws for a
	 * command that fails: the result says so. On a model host an unexpected command throws.
	 */
	look(argv: Argv, options?: LookOptions): Promise<CommandResult>
	/**
	 * Runs an argv that may alter the host (zx). Both output streams go to a file, never into a pipe whose reader may
	 * die; `stdout` and `stderr` of the result are read back from it (together, in `stdout`).
	 */
	act(argv: Argv, options: ActOptions): Promise<CommandResult>

	/** Undefined: there is nothing at this path. Links are not followed. */
	stat(path: string): Promise<FileState | undefined>
	/** Undefined: no such file. Links are followed. Throws HostError for a folder, or when it may not be read. */
	readText(path: string): Promise<string | undefined>
	readBytes(path: string): Promise<Uint8Array | undefined>
	/** The last bytes of a file as text, cut at the start of a line; undefined: no such file. */
	readEnd(path: string, maximumBytes: number): Promise<string | undefined>
	/** Names in a folder, sorted; undefined: no such folder. */
	list(path: string): Promise<string[] | undefined>
	/** Atomic: a temporary file in the same folder, flushed, renamed. Creates no parent folders. */
	writeFile(path: string, content: string | Uint8Array, attributes: FileAttributes): Promise<void>
	/** Adds to the end of a file and flushes it to disk; makes it with these attributes when it is not there. */
	appendFile(path: string, content: string, attributes: FileAttributes): Promise<void>
	makeDirectory(path: string, attributes: FileAttributes): Promise<void>
	makeLink(path: string, target: string): Promise<void>
	/** Mode and owner of what is there; content untouched. */
	setAttributes(path: string, attributes: FileAttributes): Promise<void>
	/** A file, a link or an empty folder; `recursive` for a tree. No error when it is not there. */
	remove(path: string, options?: { recursive?: boolean }): Promise<void>
	/** For a file that is mounted elsewhere: its content is replaced, the file itself stays. */
	rewrite(path: string, content: string): Promise<void>
	/** For files under /proc/sys and the like, which are written in place. */
	writeKernel(path: string, content: string): Promise<void>

	/** One HTTP request of the plan's own (probing a mirror, fetching a key or manifest). Never follows to another scheme. */
	request(request: HttpRequest): Promise<HttpResult>
	/** IPv4 addresses of a name, asked of this very server (UDP, port 53); empty: it knows no such name. */
	queryDns(name: string, options: { server: string; timeout?: number }): Promise<Looked<readonly string[]>>
}

export type Argv = readonly [string, ...string[]]

export interface LookOptions {
	/** Milliseconds, default 10 000. */
	timeout?: number
	input?: string
	env?: Readonly<Record<string, string>>
}

export interface ActOptions {
	/** The file that both streams are appended to; made 0600 when it is not there. */
	log: string
	/** Milliseconds; none: as long as it takes. */
	timeout?: number
	input?: string
	env?: Readonly<Record<string, string>>
	/** Ends the command: SIGTERM to its process group, SIGKILL after a grace. */
	signal?: AbortSignal
	/** Told each whole line of output soon after it was written, control sequences stripped. */
	onLine?: (line: string) => void
	/** Run as this user (home files are written as their owner). */
	user?: string
}

export interface CommandResult {
	argv: Argv
	/** -1 when it did not run to its end. */
	exitCode: number
	stdout: string
	stderr: string
	/** Why it did not run to its end. */
	cut?: 'not-found' | 'timed-out' | 'stopped'
}

export interface FileState {
	type: 'file' | 'directory' | 'link' | 'other'
	/** Permission bits, as in 0o644. */
	mode: number
	uid: number
	gid: number
	size: number
	/** When its content was last written, in milliseconds since 1970. */
	modified: number
	/** Of a link. */
	target?: string
}

export interface FileAttributes {
	mode: number
	uid: number
	gid: number
}

export interface HttpRequest {
	url: string
	method?: 'GET' | 'HEAD'
	headers?: Readonly<Record<string, string>>
	/** PEM of certificate authorities to trust besides the system's. */
	ca?: string
	/** `only-ca`: the system's authorities do not count · `nobody`: whoever answers, for what proves itself by its content. */
	trust?: 'only-ca' | 'nobody'
	/** Connects to this address, whatever the name in the URL resolves to; the certificate is still checked for the name. */
	connectTo?: string
	/** Proxy URL; may hold credentials, which are never shown. */
	proxy?: string
	/** Milliseconds until the last byte, default 10 000. */
	timeout?: number
	/** The body is cut after this many bytes, default 16 MiB. */
	maximumBytes?: number
}

export type HttpResult =
	| { ok: true; status: number; headers: Readonly<Record<string, string>>; body: Uint8Array; milliseconds: number }
	| { ok: false; reason: string }

/** The result of a look that can itself fail: "could not look" is never "fine" and never "wrong" (promise 8). */
export type Looked<Value> = { looked: true; value: Value } | { looked: false; reason: string }
