/** CSI, OSC (ended by BEL or ST, or cut off), other string sequences, two-byte escapes; then what is left of C0 and C1. */
const sequences =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	/(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B\]|\u009D)[^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?|(?:\u001B[PX^_]|[\u0090\u0098\u009E\u009F])[^\u001B\u009C\n]*(?:\u001B\\|\u009C)?|\u001B[ -/]*[0-~]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]|[\u202A-\u202E\u2066-\u2069]/g

/**
 * What other programs print, without terminal control and without marks that turn writing around: only new lines and
 * tabs are left. Of a line that was written over with carriage returns, the last writing stays.
 */
export function strip(text: string): string {
	return text.replace(sequences, '').split('\n').map(lastWriting).join('\n').replace(controls, '')
}

/** By hand: a pattern for this takes quadratic time on long lines. */
function lastWriting(line: string): string {
	let end = line.length
	while (line[end - 1] === '\r') end -= 1
	return line.slice(line.lastIndexOf('\r', end - 1) + 1, end)
}
