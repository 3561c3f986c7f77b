import { readHistory } from '../../engine/history.ts'
import { type HostKnowledge, knownOfHost } from '../../engine/known.ts'
import { layOut } from '../../engine/plan.ts'
import { createRedactor, type Redactor } from '../../engine/redaction.ts'
import { secretsOf } from '../../engine/secrets.ts'
import { type Diagnosed, diagnose } from '../../failures/diagnose.ts'
import { collectEvidence } from '../../failures/evidence.ts'
import type { Evidence, EvidenceSource } from '../../failures/failure.ts'
import type { Facts } from '../../host/facts.ts'
import type { Host } from '../../host/host.ts'
import { kubectl } from '../../host/kubectl.ts'
import { type HostState, readHost } from '../prepare.ts'
import type { World } from '../world.ts'

export interface Examined {
	readonly diagnosed: Diagnosed
	/** Something is plainly wrong, whether it is known or not. */
	readonly ailing: boolean
	readonly unread: Evidence['unread']
	/** Knows the secrets that the answers point at. */
	readonly redactor: Redactor
	/** What a fix takes its values from. */
	readonly behind: Omit<HostKnowledge, 'steps'>
}

/** Seconds of journals that are looked through. */
const seconds = 900

/** Looks at everything, all at once; alters nothing. Throws Refusal where it cannot look at all. */
export async function examine(world: World): Promise<Examined> {
	const { host } = world.tools
	const state = await readHost(world)
	const behind = behindOf(state)
	const steps = behind.context ? layOut(world.steps, behind.context) : []
	const [given, ailing] = await Promise.all([lastOutput(host), isAiling(host, state)])
	const evidence = await collectEvidence(host, { seconds, given })
	const diagnosed = await diagnose(world.failures, evidence, host, knownOfHost({ ...behind, steps }))
	const redactor = createRedactor(behind.context ? await secretsOf(host, behind.context.answers) : [])
	return {
		diagnosed: { ...diagnosed, unknown: ailing ? redactor.value(diagnosed.unknown) : [] },
		ailing,
		// An API server that does not answer has no events: that is a finding, not a look that failed.
		unread: evidence.unread.filter(({ name }) => name !== 'events'),
		redactor,
		behind,
	}
}

/** The plan behind this host: of the run that did not come to its end, or of the last one that did. */
function behindOf({ facts, record, unfinished }: HostState): Examined['behind'] {
	const asked = unfinished?.request?.context
	if (asked) return { facts, context: { ...asked, facts }, stepsDone: unfinished?.past.stepsDone }
	const context = record && { facts, answers: record.answers, resolution: record.resolution }
	return { facts, context, stepsDone: undefined }
}

/** Output of the steps that failed in the last run, where that is what is unfinished. */
async function lastOutput(host: Host): Promise<EvidenceSource[]> {
	const last = (await readHistory(host)).runs.filter(({ purpose }) => purpose === 'run').at(-1)
	if (!last || last.result === 'done') return []
	return Promise.all(
		last.failures.map(async ({ error }) => ({
			name: error.command?.[0] ?? 'k8s-wizard',
			trust: 'host' as const,
			text: `${(error.log && (await host.readText(error.log))) ?? ''}\n${error.lines.join('\n')}`,
		})),
	)
}

async function isAiling(host: Host, { facts, unfinished }: HostState): Promise<boolean> {
	if (unfinished?.past.result === 'failed') return true
	if (facts.cluster.role === 'control-plane') return !facts.cluster.apiAnswers || !(await isReady(host, facts))
	return false
}

async function isReady(host: Host, { hostname }: Facts): Promise<boolean> {
	const path = 'jsonpath={.status.conditions[?(@.type=="Ready")].status}'
	const argv = kubectl('/etc/kubernetes/admin.conf', 'get', 'node', hostname.toLowerCase(), '-o', path)
	return (await host.look(argv)).stdout.trim() === 'True'
}
