import { useEffect, useRef, useState } from 'react'
import type { Watched } from '../../engine/attach.ts'
import { emptyRun, nextView, type RunView } from '../run-state.ts'
import { useShell } from './shell.ts'

/** Milliseconds between two frames that events cause, however many there are. */
const pause = 100

export interface WatchedRun {
	readonly view: RunView
	/** Set when the run has ended, or its runner is gone. */
	readonly ended: Watched | undefined
}

/** A run as its journal tells it, from the first line on; the run goes on when the viewer is gone. */
export function useRun(run: string): WatchedRun {
	const { port } = useShell()
	const [watched, show] = useState<WatchedRun>({ view: emptyRun, ended: undefined })
	const view = useRef<RunView>(emptyRun)

	useEffect(() => {
		const leave = new AbortController()
		let timer: NodeJS.Timeout | undefined
		view.current = emptyRun
		const flush = (ended: Watched | undefined): void => {
			clearTimeout(timer)
			timer = undefined
			if (!leave.signal.aborted) show({ view: view.current, ended })
		}
		const watching = port.watch(
			run,
			line => {
				view.current = nextView(view.current, line)
				timer ??= setTimeout(() => flush(undefined), pause)
			},
			leave.signal,
		)
		watching.then(flush, () => flush('died'))
		return () => {
			leave.abort()
			clearTimeout(timer)
		}
	}, [port, run])

	return watched
}

/** The last lines of a log, looked at again and again while it grows; never more than these bytes of it. */
export function useTail(log: string | undefined, bytes: number, grows: boolean): readonly string[] {
	const { port } = useShell()
	const [tail, show] = useState<{ log: string | undefined; lines: readonly string[] }>({ log, lines: [] })

	useEffect(() => {
		if (log === undefined) return undefined
		let timer: NodeJS.Timeout | undefined
		let left = false
		let last = ''
		const look = async (): Promise<void> => {
			const lines = await port.tail(log, bytes).catch(() => [])
			if (left) return
			const text = lines.join('\n')
			if (text !== last) show({ log, lines })
			last = text
			if (grows) timer = setTimeout(() => void look(), 2 * pause)
		}
		void look()
		return () => {
			left = true
			clearTimeout(timer)
		}
	}, [port, log, bytes, grows])

	return tail.log === log ? tail.lines : []
}

/** Draws again every `milliseconds`, so that clocks on screen move. */
export function useTick(milliseconds: number, isActive: boolean): number {
	const [ticks, setTicks] = useState(0)
	useEffect(() => {
		if (!isActive) return undefined
		const timer = setInterval(() => setTicks(before => before + 1), milliseconds)
		return () => clearInterval(timer)
	}, [milliseconds, isActive])
	return ticks
}
