import { writeFileSync } from 'node:fs'
import { realHost } from '../source/host/real-host.ts'
import { strip } from '../source/host/strip.ts'
import { openWizard } from '../source/ui/open.tsx'
import type { Port } from '../source/ui/port.ts'

/** The wizard's run screen over one log that somebody else floods; what it took stands in a file when it is left. */
const [log = '', report = ''] = process.argv.slice(2)
const host = realHost()
const unused = (): never => {
	throw new Error('not part of this measurement')
}
const port: Port = {
	version: 'bench',
	demo: undefined,
	now: () => Date.now(),
	situation: async () => ({ kind: 'running', run: 'flood' }),
	async watch(run, tell) {
		const at = new Date().toISOString()
		const common = {
			version: '',
			purpose: 'run',
			planHash: '',
			answersHash: '',
			steps: ['images', 'cni'],
			pid: 1,
		} as const
		tell({ at, run, type: 'run-started', ...common })
		tell({ at, run, type: 'step-started', step: 'images', log })
		return new Promise(() => undefined)
	},
	async tail(path, bytes) {
		return strip((await host.readEnd(path, bytes)) ?? '').split('\n')
	},
	look: unused,
	evaluate: unused,
	probe: unused,
	plan: unused,
	start: unused,
	stop: unused,
	answer: unused,
	finish: unused,
	saveAnswers: unused,
	keepDraft: () => undefined,
	trust: () => undefined,
	keepLanguage: () => undefined,
}
let before = process.cpuUsage()
let since = Date.now()
// Starting up is measured elsewhere.
setTimeout(() => {
	before = process.cpuUsage()
	since = Date.now()
}, 1_000)
await openWizard(port, { language: 'en', ascii: false, gone: new AbortController().signal })
const { user, system } = process.cpuUsage(before)
writeFileSync(
	report,
	JSON.stringify({ core: (user + system) / 1000 / (Date.now() - since), resident: process.memoryUsage().rss }),
)
process.exit()
