import type { CommandResult, Host } from '../host/host.ts'

/** The half of the host door that only looks. Each thing is looked at once, however many probes ask. */
export type ReadHost = Pick<Host, 'look' | 'readText' | 'stat' | 'list'>

/** Milliseconds for one command: evidence that does not come is told as such. */
export const lookTimeout = 8_000

/** A fresh view of a host, on which equal looks are made once. */
export function readOnce(host: Host): ReadHost {
	const seen = new Map<string, Promise<unknown>>()
	const once = <Value>(key: string, look: () => Promise<Value>): Promise<Value> => {
		const known = seen.get(key) as Promise<Value> | undefined
		if (known) return known
		const looked = look()
		looked.catch(() => undefined)
		seen.set(key, looked)
		return looked
	}
	return {
		look: (argv, options = {}) =>
			once(`look ${JSON.stringify(argv)}`, () => host.look(argv, { timeout: lookTimeout, ...options })),
		readText: path => once(`text ${path}`, () => host.readText(path)),
		stat: path => once(`stat ${path}`, () => host.stat(path)),
		list: path => once(`list ${path}`, () => host.list(path)),
	}
}

/** Standard output of a command that came to a good end; undefined: it did not. */
export function outputOf({ exitCode, cut, stdout }: CommandResult): string | undefined {
	return exitCode === 0 && cut === undefined ? stdout : undefined
}
