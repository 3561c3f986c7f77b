import { readFileSync } from 'node:fs'

/** The text of a file; undefined when it is not there, or goes (a process that ends, a host that another run takes down) while it is read. */
export function readIfThere(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8')
	} catch (error) {
		if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
		throw error
	}
}
