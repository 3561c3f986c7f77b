import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { evaluateAnswers, prepareAnswers } from '../answers/prepare.ts'
import { noAnswers, readAnswers } from '../answers/read.ts'
import { kindOf } from '../changes/index.ts'
import { installProgram, type RunningProgram } from '../engine/program.ts'
import { endRunner, startRunner } from '../engine/unit.ts'
import { knownFailures } from '../failures/index.ts'
import type { Host } from '../host/host.ts'
import { readFacts } from '../host/read-facts.ts'
import { realHost } from '../host/real-host.ts'
import { steps } from '../steps/index.ts'
import { resolve } from '../steps/resolve/index.ts'
import { probeMirror } from '../steps/resolve/probe.ts'
import { version, type World } from './world.ts'

/** The world of the machine that this process runs on. */
export function realWorld(): World {
	const host = realHost()
	return {
		tools: { host, kindOf },
		steps,
		failures: knownFailures,
		version,
		pid: process.pid,
		...looksOf(host),
		startRun: async run => startRunner(host, await installProgram(host, runningProgram()), run),
		endRun: run => endRunner(host, run),
	}
}

/** What is found out on any host, real or model. */
export function looksOf(host: Host): Pick<World, 'readFacts' | 'readAnswers' | 'evaluate' | 'probe' | 'resolve'> {
	const environment = host.kind === 'real' ? process.env : {}
	return {
		readFacts: () => readFacts(host),
		async readAnswers(facts, source, record) {
			const read = source ? readAnswers(source.text, source.file) : noAnswers
			const { answers } = await prepareAnswers({ host, facts, read, path: source?.path, record, environment })
			return answers
		},
		evaluate: (facts, given, record) => evaluateAnswers({ host, facts, given, record, environment }),
		probe: (facts, answers) => probeMirror(host, facts, answers),
		resolve: (facts, answers, known) => resolve({ host, facts, answers, known }),
	}
}

/** The bundle stands beside its entry; from the sources there is no built entry, which `installProgram` says. */
function runningProgram(): RunningProgram {
	const bundle = fileURLToPath(import.meta.url)
	const entry = bundle.endsWith('.mjs') ? join(dirname(bundle), 'cli.js') : bundle
	return { entry, node: process.execPath }
}
