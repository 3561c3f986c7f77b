import type { Answers } from '../answers/answers.ts'
import { hideSecrets } from '../answers/secrets.ts'
import type { Leave } from '../changes/change.ts'
import type { Facts } from '../host/facts.ts'
import type { Host } from '../host/host.ts'
import type { PlanContext } from '../steps/step.ts'
import { hashOfValue } from './hash.ts'
import { runPaths } from './paths.ts'
import type { Announced } from './plan.ts'
import { makeRunDirectories, writePrivateFile } from './private-files.ts'

/** Who decides when a step fails: the operator · nobody, and only fixes without risk are made · nobody, and none is. */
export type FixPolicy = 'ask' | 'safe' | 'none'

/** What a viewer asks of a runner; the file is root's alone, for it may hold a password. */
export type RunRequest =
	| {
			readonly purpose: 'run'
			readonly context: PlanContext
			readonly planHash: string
			readonly announced: Announced
			readonly fix: FixPolicy
			/** Ids of the steps that alone are carried out; left out: all of the plan. */
			readonly only?: readonly string[]
	  }
	| {
			readonly purpose: 'fix'
			/** The known failure, and the hash of what was agreed to. */
			readonly failure: string
			readonly fixKey: string
			/** Facts, and the plan that stands behind this host, where there is one. */
			readonly facts: Facts
			readonly context: PlanContext | undefined
			readonly stepsDone: readonly string[] | undefined
	  }
	| {
			readonly purpose: 'undo' | 'reset'
			/** What the cluster holds of this node goes too. */
			readonly leave?: Leave
	  }

/** Writes the request of a new run (0600), with all the folders that the run needs. */
export async function writeRequest(host: Host, run: string, request: RunRequest): Promise<void> {
	const places = runPaths(run)
	await makeRunDirectories(host, places)
	await writePrivateFile(host, places.request, `${JSON.stringify(request)}\n`)
}

/** Undefined: this run has no request that can be read. */
export async function readRequest(host: Host, run: string): Promise<RunRequest | undefined> {
	const text = await host.readText(runPaths(run).request)
	if (text === undefined) return undefined
	try {
		return JSON.parse(text) as RunRequest
	} catch {
		return undefined
	}
}

/** What promise 9 compares; passwords are left out of it. */
export function answersHashOf(answers: Answers): string {
	return hashOfValue(hideSecrets(answers))
}

/** 'YYYYMMDD-HHMMSS' in UTC, with '-2', '-3' … behind it when there is such a run already: names sort by time. */
export async function newRunId(host: Host): Promise<string> {
	const [date = '', time = ''] = host.now().toISOString().split('T')
	const id = `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`
	for (let copy = 1; ; copy += 1) {
		const candidate = copy === 1 ? id : `${id}-${copy}`
		if (!(await host.stat(runPaths(candidate).directory))) return candidate
	}
}
