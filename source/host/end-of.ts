/** The last characters of a text, from the start of a line on. */
export function endOf(text: string | undefined, most: number): string | undefined {
	if (text === undefined || text.length <= most) return text
	const end = text.slice(-most)
	return end.slice(end.indexOf('\n') + 1)
}
