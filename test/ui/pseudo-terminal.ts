import { type ChildProcess, spawn } from 'node:child_process'
import xterm from '@xterm/headless'

export interface TerminalOptions {
	columns?: number
	rows?: number
	/** Added to a quiet environment. */
	env?: Readonly<Record<string, string>>
}

/** A program in a pseudo terminal, and what an operator would see of it. */
export interface PseudoTerminal {
	/** The rows now on screen, without trailing blanks. */
	screen(): string[]
	/** Everything since the start, each row as the terminal broke it; `wrapped`: it did not fit on the row before. */
	history(): { text: string; wrapped: boolean }[]
	type(keys: string): void
	/** Resolves when the screen's text matches; throws with the screen when it has not within 20 s or the program has ended. */
	until(wanted: RegExp): Promise<void>
	/** The exit code, when it has ended by itself and everything is on screen. */
	readonly ended: Promise<number>
	/** Ends the program if it still runs, as a line that drops does. */
	close(): void
}

const patience = 20_000

/** Starts a command in a pseudo terminal. It is util-linux' `script` that makes it, so nothing needs to be compiled. */
export function openTerminal(command: readonly string[], options: TerminalOptions = {}): PseudoTerminal {
	const { columns = 80, rows = 24, env = {} } = options
	const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true })
	const inside = `stty cols ${columns} rows ${rows}; exec ${command.map(quoted).join(' ')}`
	const child = spawn('script', ['--quiet', '--return', '--flush', '--command', inside, '/dev/null'], {
		env: { PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env },
		stdio: ['pipe', 'pipe', 'ignore'],
	})
	const looks = new Set<() => void>()
	const lookAgain = () => {
		for (const look of looks) look()
	}
	child.stdout.on('data', (bytes: Buffer) => terminal.write(bytes, lookAgain))
	const ended = endOf(child, terminal)

	const history = () =>
		Array.from({ length: terminal.buffer.active.length }, (_, index) => {
			const line = terminal.buffer.active.getLine(index)
			return { text: line?.translateToString(true) ?? '', wrapped: line?.isWrapped ?? false }
		})
	const screen = () =>
		history()
			.slice(terminal.buffer.active.baseY)
			.map(({ text }) => text)

	return {
		screen,
		history,
		type: keys => void child.stdin.write(keys),
		until: wanted =>
			new Promise((resolve, reject) => {
				const settle = (done: () => void) => {
					clearTimeout(timer)
					looks.delete(look)
					done()
				}
				const failed = (why: string) => settle(() => reject(new Error(`${why}: ${wanted}\n${screen().join('\n')}`)))
				const timer = setTimeout(() => failed(`not on screen within ${patience / 1000} s`), patience)
				const look = () => {
					if (wanted.test(screen().join('\n'))) settle(resolve)
				}
				looks.add(look)
				look()
				void ended.then(() => failed('the program ended without showing it'))
			}),
		ended,
		close: () => void child.kill('SIGHUP'),
	}
}

function endOf(child: ChildProcess, terminal: xterm.Terminal): Promise<number> {
	return new Promise(resolve => {
		child.once('close', code => terminal.write('', () => resolve(code ?? -1)))
	})
}

function quoted(word: string): string {
	return `'${word.replaceAll("'", "'\\''")}'`
}
