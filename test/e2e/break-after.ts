import type { Host } from '../bed/hosts/host.ts'

/** A line of a run's journal, as far as scenarios look at it. */
export interface Line {
	type: string
	step?: string
	diagnoses?: { id: string; confidence: string }[]
	error?: { what: { key: string }; lines: string[] }
	milliseconds?: number
}

const runs = '/var/lib/k8s-wizard/runs'

/** Breaks the host as soon as the next run has done a step, as something else on it might. */
export function breakAfter(host: Host, step: string, script: string): Promise<void> {
	const done = `run=$(ls ${runs} 2> /dev/null | tail -1); [ "$run" != "$before" ] && grep -q '"type":"step-done","step":"${step}"' ${runs}/$run/journal.ndjson 2> /dev/null`
	return breakWhen(host, done, script)
}

/** Breaks the host as soon as a shell condition holds; `$before` is the last run so far. */
export async function breakWhen(host: Host, condition: string, script: string): Promise<void> {
	const watch = `before=$(ls ${runs} 2> /dev/null | tail -1)\nuntil ${condition}; do sleep 0.02; done\n${script}\n`
	const start = 'cat > /run/break.sh; setsid bash /run/break.sh > /run/break.log 2>&1 < /dev/null &'
	await host.must(['bash', '-c', start], { input: watch })
}

/** The journal of the last run. */
export async function lastJournal(host: Host): Promise<Line[]> {
	const text = await host.must(`cat ${runs}/$(ls ${runs} | tail -1)/journal.ndjson`)
	return text
		.trim()
		.split('\n')
		.map(line => JSON.parse(line) as Line)
}
