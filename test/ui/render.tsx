import { cleanup, render } from 'ink-testing-library'
import { createElement } from 'react'
import { afterEach, expect } from 'vitest'
import type { Language } from '../../source/locales/message.ts'
import { App, type Ending } from '../../source/ui/app.tsx'
import type { Port } from '../../source/ui/port.ts'
import { fakePort } from './fake-port.ts'

afterEach(cleanup)

export interface ShownApp {
	/** What is on screen now, without colours. */
	frame(): string
	/** Waits until it matches. */
	see(wanted: RegExp): Promise<string>
	/** Waits until the first matches, types the keys, and waits until the second does. */
	type(...keys: readonly string[]): void
	ending(): Ending | undefined
}

export interface ShowOptions {
	port?: Partial<Port>
	columns?: number
	rows?: number
	language?: Language
	ascii?: boolean
}

export const keys = {
	enter: '\r',
	escape: '\u001b',
	up: '\u001b[A',
	down: '\u001b[B',
	tab: '\t',
	clear: '\u0015',
	ctrlC: '\u0003',
	ctrlT: '\u0014',
} as const

/** The wizard over a made-up world, in a terminal of this size. */
export function show({ port, columns = 80, rows = 24, language = 'en', ascii = false }: ShowOptions = {}): ShownApp {
	let ending: Ending | undefined
	const app = render(
		createElement(App, {
			port: { ...fakePort(), ...port },
			language,
			ascii,
			onEnd: how => {
				ending = how
			},
		}),
	)
	Object.defineProperties(app.stdout, { columns: { value: columns }, rows: { value: rows } })
	app.stdout.emit('resize')
	const frame = (): string => withoutColours(app.lastFrame() ?? '')
	return {
		frame,
		async see(wanted) {
			await expect.poll(frame, { timeout: 5_000, interval: 5 }).toMatch(wanted)
			const lines = frame().split('\n')
			// A frame is never taller than the terminal less one row, and never wider than it.
			expect(lines.length).toBeLessThan(rows)
			return frame()
		},
		type(...typed) {
			for (const key of typed) app.stdin.write(key)
		},
		ending: () => ending,
	}
}

function withoutColours(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	return text.replace(/\u001b\[[0-9;]*m/g, '')
}
