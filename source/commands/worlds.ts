import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answers } from '../answers/answers.ts'
import { joinOf } from '../answers/defaults.ts'
import { askCluster, type Joining, type WantsToJoin } from '../answers/join/ask.ts'
import { evaluateAnswers, prepareAnswers } from '../answers/prepare.ts'
import { noAnswers, type ReadAnswers, readAnswers } from '../answers/read.ts'
import { kindOf } from '../changes/index.ts'
import { installProgram, type RunningProgram } from '../engine/program.ts'
import { endRunner, startRunner } from '../engine/unit.ts'
import { knownFailures } from '../failures/index.ts'
import type { Facts } from '../host/facts.ts'
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
	const ask = askNowAndThen(host)
	return {
		readFacts: () => readFacts(host),
		async readAnswers(facts, source, record) {
			const read = source ? readAnswers(source.text, source.file) : noAnswers
			const joining = await joiningOf(ask, facts, read, record)
			const { answers } = await prepareAnswers({ host, facts, read, path: source?.path, record, environment, joining })
			return answers
		},
		async evaluate(facts, given, record) {
			const joining = await joiningOf(ask, facts, { given, problems: [] }, record)
			return evaluateAnswers({ host, facts, given, record, environment, joining })
		},
		probe: (facts, answers) => probeMirror(host, facts, answers),
		resolve: (facts, answers, known) => resolve({ host, facts, answers, known }),
	}
}

/** The cluster to join is asked by a host that is in none yet; undefined: there is nothing to join, or nothing to ask. */
async function joiningOf(
	ask: Ask,
	facts: Facts,
	{ given, problems }: Pick<ReadAnswers, 'given' | 'problems'>,
	record: Answers | undefined,
): Promise<Joining | undefined> {
	const role = given.role ?? record?.role ?? 'init'
	const join = given.join === undefined ? record?.join : joinOf(given.join)
	if (problems.length > 0 || role === 'init' || join === undefined || facts.cluster.role !== 'none') return undefined
	return ask({ role, join, name: given.hostname ?? record?.hostname ?? facts.hostname })
}

type Ask = (wants: Omit<WantsToJoin, 'host'>) => Promise<Joining>

/** Milliseconds that an answer of a cluster is good for, while one answer after the other is given. */
const askedFor = 15_000

function askNowAndThen(host: Host): Ask {
	let last: { key: string; at: number; answer: Promise<Joining> } | undefined
	return wants => {
		const [key, at] = [JSON.stringify(wants), host.now().getTime()]
		if (last?.key !== key || at - last.at > askedFor) last = { key, at, answer: askCluster({ host, ...wants }) }
		return last.answer
	}
}

/** The bundle stands beside its entry; from the sources there is no built entry, which `installProgram` says. */
function runningProgram(): RunningProgram {
	const bundle = fileURLToPath(import.meta.url)
	const entry = bundle.endsWith('.mjs') ? join(dirname(bundle), 'cli.js') : bundle
	return { entry, node: process.execPath }
}
