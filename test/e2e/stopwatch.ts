/** Runs `work` and prints how long it took: figures for people to read, never asserted. */
export async function stopwatch<T>(what: string, work: () => Promise<T>): Promise<T> {
	const started = Date.now()
	const result = await work()
	console.log(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
	return result
}
