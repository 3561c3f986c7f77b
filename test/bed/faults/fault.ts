import type { Host } from '../hosts/host.ts'

/** Something broken on purpose on a host, and how it is put right again. */
export interface Fault {
	/** Of the known failure that it must be named as. */
	readonly id: string
	/** What is done, in words, for the table of results. */
	readonly what: string
	make(host: Host): Promise<unknown>
	undo(host: Host): Promise<unknown>
	/**
	 * Where an operator would see it: what a tool says when it runs into the fault, which `troubleshoot --log` is given.
	 * Left out: the state of the host says it.
	 */
	said?(host: Host): Promise<string>
	/** Nothing that a wizard may do about it. */
	readonly byHand?: true
	/** Ending of its fixture's name, where the failure has several: 'dnf-404'. */
	readonly fixture?: string
}

/** A fault of two scripts. */
export function fault(
	id: string,
	what: string,
	make: string,
	undo: string,
	more: Partial<Pick<Fault, 'said' | 'byHand' | 'fixture'>> = {},
): Fault {
	return { id, what, make: host => host.must(`set -e\n${make}`), undo: host => host.must(`set -e\n${undo}`), ...more }
}

/** Everything that a command prints, whether it fails or not. */
export async function outputOf(host: Host, command: string): Promise<string> {
	const { stdout, stderr } = await host.run(`LC_ALL=C; export LC_ALL; ${command} 2>&1`)
	return stdout + stderr
}
