/** Letters to change, add, take away or swap with their neighbour to get from one word to the other. */
function distance(from: string, to: string): number {
	let older: number[] = []
	let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
	for (let row = 1; row <= from.length; row += 1) {
		const current = [row]
		for (let column = 1; column <= to.length; column += 1) {
			const same = from[row - 1] === to[column - 1]
			let best = Math.min(
				(previous[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(previous[column - 1] ?? 0) + (same ? 0 : 1),
			)
			if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
				best = Math.min(best, (older[column - 2] ?? 0) + 1)
			}
			current.push(best)
		}
		older = previous
		previous = current
	}
	return previous[to.length] ?? 0
}

/** The known name that was probably meant; undefined: none is near. Case, `-` and `_` count for nothing. */
export function nearest(word: string, known: readonly string[]): string | undefined {
	const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, '')
	const meant = plain(word.slice(0, 64))
	const ranked = known
		.map(name => ({ name, distance: distance(meant, plain(name)) }))
		.sort((one, other) => one.distance - other.distance)
	const [first] = ranked
	return first !== undefined && first.distance <= Math.max(1, Math.floor(first.name.length / 3))
		? first.name
		: undefined
}
