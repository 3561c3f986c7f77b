/** Colours by what they mean. */
export interface Style {
	added(text: string): string
	removed(text: string): string
	warning(text: string): string
	error(text: string): string
	done(text: string): string
	quiet(text: string): string
	strong(text: string): string
}

const codes = { added: 32, removed: 31, warning: 33, error: 31, done: 32, quiet: 2, strong: 1 } as const

/** A style for a terminal; without colour it leaves every text as it is. */
export function styleFor(colour: boolean): Style {
	const paint = (code: number) => (text: string) => (colour && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text)
	return {
		added: paint(codes.added),
		removed: paint(codes.removed),
		warning: paint(codes.warning),
		error: paint(codes.error),
		done: paint(codes.done),
		quiet: paint(codes.quiet),
		strong: paint(codes.strong),
	}
}
