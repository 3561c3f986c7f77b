import { readFileSync } from 'node:fs'

/** A process named so that a reused number cannot be mistaken for it. */
export interface ProcessId {
	pid: number
	/** Start time in clock ticks since boot, field 22 of /proc/PID/stat. */
	started: string
}

export function identify(pid: number): ProcessId | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
		// The command name may hold spaces and parentheses: fields count from its last one.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
		if (fields[0] === 'Z') return undefined
		return { pid, started: fields[19] ?? '' }
	} catch {
		return undefined
	}
}

export function isAlive(id: ProcessId): boolean {
	return identify(id.pid)?.started === id.started
}

export function self(): ProcessId {
	const id = identify(process.pid)
	if (id === undefined) throw new Error('/proc is not mounted')
	return id
}

/** Ends one process by its own id: asks, waits, then insists. */
export async function end(id: ProcessId, graceMs = 5000): Promise<void> {
	const send = (signal: NodeJS.Signals) => {
		try {
			if (isAlive(id)) process.kill(id.pid, signal)
		} catch {
			// It ended between the look and the signal.
		}
	}
	send('SIGTERM')
	const deadline = Date.now() + graceMs
	while (isAlive(id) && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 20))
	send('SIGKILL')
	while (isAlive(id)) await new Promise(resolve => setTimeout(resolve, 20))
}
