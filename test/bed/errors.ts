/** A failure the person at the keyboard can mend: printed as one line, without a stack. */
export class BedError extends Error {
	override name = 'BedError'
}

/** Turns what a command said when it failed into the one line worth reading. */
export function lastTellingLine(output: string): string {
	const lines = output
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '')
	return (
		// Which place does not answer says more than that something was not fetched.
		lines.find(line => /could not (connect|resolve)|connection refused|timed out/i.test(line)) ??
		lines.findLast(line => /error|fail|cannot|unable|no space|denied|^E:/i.test(line)) ??
		lines.at(-1) ??
		'no output'
	)
}
