import { open } from 'node:fs/promises'
import { strip } from './strip.ts'

/** Milliseconds between looks at a file that is being written to. */
const pause = 300

/** Tells each whole line that is added to a file from `offset` on. The function that comes back tells the rest and ends it. */
export function follow(path: string, offset: number, onLine: (line: string) => void): () => Promise<void> {
	let position = offset
	let rest = Buffer.alloc(0)
	let reading: Promise<void> = Promise.resolve()

	const readOn = async (): Promise<void> => {
		const file = await open(path, 'r')
		try {
			const { size } = await file.stat()
			if (size <= position) return
			const { buffer, bytesRead } = await file.read(Buffer.alloc(size - position), 0, size - position, position)
			position += bytesRead
			const all = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
			// Cut at line ends only, so that no character is cut in two.
			const end = all.lastIndexOf('\n') + 1
			rest = all.subarray(end)
			if (end > 0) tell(all.toString('utf8', 0, end - 1), onLine)
		} finally {
			await file.close()
		}
	}
	const look = (): Promise<void> => {
		// A line on screen is no reason to fail: the log has it all.
		reading = reading.then(readOn).catch(() => undefined)
		return reading
	}
	const timer = setInterval(look, pause)
	return async () => {
		clearInterval(timer)
		await look()
		if (rest.length > 0) tell(rest.toString('utf8'), onLine)
	}
}

function tell(text: string, onLine: (line: string) => void): void {
	for (const line of strip(text).split('\n')) onLine(line)
}
