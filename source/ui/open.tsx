import { render } from 'ink'
import type { Language } from '../locales/message.ts'
import { App, type Ending } from './app.tsx'
import type { Port } from './port.ts'

export interface OpenOptions {
	readonly language: Language
	readonly ascii: boolean
	/** The terminal is gone: nothing can be shown or asked any more, and a run goes on by itself. */
	readonly gone: AbortSignal
}

/**
 * Opens the wizard on its own screen and returns when it was left; the terminal is then as it was. Throws what breaks
 * inside of it, after the terminal was given back. Undefined: the terminal went away.
 */
export async function openWizard(port: Port, { language, ascii, gone }: OpenOptions): Promise<Ending | undefined> {
	let ending: Ending | undefined
	const app = render(
		<App
			port={port}
			language={language}
			ascii={ascii}
			onEnd={how => {
				ending = how
			}}
		/>,
		// Ctrl-C is ours. `interactive`: a terminal is one, also where CI is set.
		{
			stdout: ascii ? asciiOnly(process.stdout) : process.stdout,
			exitOnCtrlC: false,
			alternateScreen: true,
			interactive: true,
			patchConsole: false,
		},
	)
	const unmount = (): void => app.unmount()
	gone.addEventListener('abort', unmount, { once: true })
	try {
		await app.waitUntilExit()
	} finally {
		gone.removeEventListener('abort', unmount)
		app.unmount()
	}
	return ending
}

/** Ink ends what it cuts off with '…', which an ASCII terminal does not have. */
function asciiOnly(stream: NodeJS.WriteStream): NodeJS.WriteStream {
	const write = (chunk: unknown, ...rest: unknown[]): boolean => {
		const ascii = typeof chunk === 'string' ? chunk.replaceAll('…', '~') : chunk
		return Reflect.apply(stream.write, stream, [ascii, ...rest]) as boolean
	}
	return new Proxy(stream, {
		get(target, name) {
			if (name === 'write') return write
			const value: unknown = Reflect.get(target, name)
			return typeof value === 'function' ? value.bind(target) : value
		},
	})
}
