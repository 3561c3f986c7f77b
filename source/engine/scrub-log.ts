import type { Host } from '../host/host.ts'
import { writePrivateFile } from './private-files.ts'
import type { Redactor } from './redaction.ts'

/** Takes secrets out of a step's log, should a command have printed one; a log without any is left alone. */
export async function scrubLog(host: Host, log: string, redactor: Redactor): Promise<void> {
	const text = await host.readText(log)
	if (text === undefined) return
	const clean = redactor.text(text)
	if (clean !== text) await writePrivateFile(host, log, clean)
}
