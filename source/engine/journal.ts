import type { Host } from '../host/host.ts'
import type { JournalLine, RunEvent } from './events.ts'
import { privateFile, runPaths } from './paths.ts'
import type { Redactor } from './redaction.ts'

export interface Journal {
	readonly run: string
	/** Returns once the line is on disk. Throws JournalBroken, and does so for every event after it. */
	append(event: RunEvent): Promise<void>
}

/** The journal cannot be written: nothing more may be done to the host (promise 2). */
export class JournalBroken extends Error {
	constructor(cause: unknown) {
		super('the journal cannot be written', { cause })
		this.name = 'JournalBroken'
	}
}

/** Opens the journal of a run for adding to it. Every event passes the redactor first. */
export function openJournal(host: Host, run: string, redactor: Redactor): Journal {
	const { journal: path } = runPaths(run)
	let last: Promise<void> = Promise.resolve()

	const write = async (event: RunEvent): Promise<void> => {
		const line = { at: host.now().toISOString(), run, ...redactor.value(event) }
		try {
			await host.appendFile(path, `${JSON.stringify(line)}\n`, privateFile)
		} catch (error) {
			throw new JournalBroken(error)
		}
	}

	return {
		run,
		append(event) {
			last = last.then(() => write(event))
			last.catch(() => undefined)
			return last
		},
	}
}

/** The lines of a journal; a torn last line (the machine lost power) is left out. Empty when there is no journal. */
export async function readJournal(host: Host, run: string): Promise<JournalLine[]> {
	return parseJournal((await host.readText(runPaths(run).journal)) ?? '')
}

/** Parses NDJSON; lines that are not whole are left out. */
export function parseJournal(text: string): JournalLine[] {
	const lines: JournalLine[] = []
	for (const line of text.split('\n')) {
		const parsed = parseLine(line)
		if (parsed) lines.push(parsed)
	}
	return lines
}

function parseLine(line: string): JournalLine | undefined {
	if (line === '') return undefined
	try {
		const parsed: unknown = JSON.parse(line)
		return isLine(parsed) ? parsed : undefined
	} catch {
		return undefined
	}
}

function isLine(value: unknown): value is JournalLine {
	return typeof value === 'object' && value !== null && 'type' in value && 'run' in value && 'at' in value
}
