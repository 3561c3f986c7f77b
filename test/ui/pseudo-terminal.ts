import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
	/** Resolves when the screen's text matches; throws with the screen when it has not in time (20 s) or the program has ended. */
	until(wanted: RegExp, patience?: number): Promise<void>
	/** The exit code, when it has ended by itself and everything is on screen. */
	readonly ended: Promise<number>
	/** Gives the terminal another size, as an operator does who drags its corner. */
	resize(columns: number, rows: number): void
	/** The rows now on screen, cell by cell, with their colours. */
	rows(): xterm.IBufferLine[]
	/** All that the program wrote. */
	readonly written: () => string
	/** What a program may have set and has to give back. */
	modes(): { alternateScreen: boolean; cursorHidden: boolean; bracketedPaste: boolean }
	/** Of the program itself. */
	pid(): number
	/** Ends the program if it still runs, as a line that drops does. */
	close(): void
}

const usualPatience = 20_000

/** Starts a command in a pseudo terminal. It is util-linux' `script` that makes it, so nothing needs to be compiled. */
export function openTerminal(command: readonly string[], options: TerminalOptions = {}): PseudoTerminal {
	const { columns = 80, rows = 24, env = {} } = options
	const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true })
	const folder = mkdtempSync(join(tmpdir(), 'terminal-'))
	const place = join(folder, 'place')
	const inside = `stty cols ${columns} rows ${rows}; echo "$(tty) $$" >${place}; exec ${command.map(quoted).join(' ')}`
	let written = ''
	const child = spawn('script', ['--quiet', '--return', '--flush', '--command', inside, '/dev/null'], {
		env: { PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env },
		stdio: ['pipe', 'pipe', 'ignore'],
	})
	const looks = new Set<() => void>()
	const lookAgain = () => {
		for (const look of looks) look()
	}
	child.stdout.on('data', (bytes: Buffer) => {
		written += bytes.toString('latin1')
		terminal.write(bytes, lookAgain)
	})
	const ended = endOf(child, terminal).finally(() => rmSync(folder, { recursive: true, force: true }))
	const placed = (): string[] => readFileSync(place, 'utf8').trim().split(' ')

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
		until: (wanted, patience = usualPatience) =>
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
		resize(width, height) {
			terminal.resize(width, height)
			execFileSync('stty', ['-F', placed()[0] ?? '', 'cols', String(width), 'rows', String(height)])
		},
		rows: () => {
			const { active } = terminal.buffer
			return Array.from({ length: terminal.rows }, (_, index) => active.getLine(active.baseY + index)).flatMap(
				line => line ?? [],
			)
		},
		written: () => written,
		modes: () => ({
			alternateScreen: terminal.buffer.active.type === 'alternate',
			cursorHidden: written.lastIndexOf('\u001b[?25l') > written.lastIndexOf('\u001b[?25h'),
			bracketedPaste: terminal.modes.bracketedPasteMode,
		}),
		pid: () => Number(placed()[1]),
		close: () => void child.kill('SIGKILL'),
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
