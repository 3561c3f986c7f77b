/** One word of bash that stands for exactly this text. */
export function quote(word: string): string {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** A command line of bash from an argv. */
export function commandLine(argv: readonly string[]): string {
	return argv.map(quote).join(' ')
}

/** Bash that writes a file with this content: a here-document whose end does not occur in it. */
export function writeLines(path: string, content: string, mode: number): string[] {
	const end = endOf(content)
	const permissions = mode.toString(8).padStart(4, '0')
	const lines = content.split('\n')
	const closed = content.endsWith('\n')
	return [
		`install -D -m ${permissions} /dev/stdin ${quote(path)} <<'${end}'`,
		...(closed ? lines.slice(0, -1) : lines),
		end,
		// A here-document always ends with a new line.
		...(closed || content === '' ? [] : [`truncate -s -1 ${quote(path)}`]),
	]
}

/** A line that does not occur in a text, to end a here-document with. */
export function endOf(content: string): string {
	let end = 'END'
	while (content.split('\n').includes(end)) end += '_'
	return end
}
