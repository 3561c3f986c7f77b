import { readDraft } from '../../source/answers/draft.ts'
import { evaluateAnswers } from '../../source/answers/prepare.ts'
import type { JournalLine, RunEvent } from '../../source/engine/events.ts'
import type { Facts } from '../../source/host/facts.ts'
import { modelHost } from '../../source/host/model-host.ts'
import { modelHostNamed } from '../../source/host/model-hosts/index.ts'
import { readFacts } from '../../source/host/read-facts.ts'
import { message } from '../../source/locales/message.ts'
import type { PlanView, Port } from '../../source/ui/port.ts'

const verbatim = (text: string) => message('command.verbatim', { text })

export const plan: PlanView = {
	hostname: 'node-1',
	artefacts: [
		{
			what: message('resolve.artefact.images'),
			where: message('command.verbatim', { text: 'registry.example.net' }),
			found: message('command.proofs.found', { proven: 8, present: 0, missing: 1, milliseconds: 38 }),
		},
	],
	pending: 3,
	settled: 1,
	unknown: 1,
	reboots: false,
	steps: [
		{
			id: 'swap',
			title: message('step.swap.title'),
			why: message('step.swap.why'),
			notes: [],
			changes: [
				{
					what: verbatim('file /etc/fstab'),
					why: undefined,
					state: 'pending',
					reason: undefined,
					diff: ['-/swap none', '+# /swap none'],
					commands: ['swapoff /swap'],
					irreversible: undefined,
					recovery: undefined,
				},
			],
		},
		{
			id: 'kubeadm-init',
			title: message('step.kubeadm-init.title'),
			why: message('step.kubeadm-init.why'),
			notes: [],
			changes: [
				{
					what: verbatim('packages conntrack'),
					why: undefined,
					state: 'pending',
					reason: undefined,
					diff: ['+conntrack 1.4'],
					commands: [],
					irreversible: verbatim('rpm remembers'),
					recovery: undefined,
				},
			],
		},
	],
}

/** The answers are evaluated for real, on a composed Rocky 9; all else is made up. */
export function fakePort(): Port {
	const host = modelHost(modelHostNamed('rocky-9') ?? {})
	let facts: Promise<Facts> | undefined
	return {
		version: '9.9',
		demo: undefined,
		now: () => Date.parse('2026-01-01T00:01:00Z'),
		situation: async () => ({ kind: 'fresh', draft: {}, kept: false }),
		async look(tell) {
			tell({ id: 'system', label: verbatim('System'), value: verbatim('Rocky Linux 9'), state: 'ok' })
			tell({ id: 'swap', label: verbatim('Swap'), value: verbatim('on'), state: 'warning', note: verbatim('goes off') })
			tell({
				id: 'ports',
				label: verbatim('Ports'),
				value: verbatim('6443'),
				state: 'problem',
				note: verbatim('free it'),
			})
			tell({ id: 'clock', label: verbatim('Clock'), value: verbatim('no answer'), state: 'unknown' })
		},
		async evaluate(draft) {
			facts ??= readFacts(host)
			const { given, problems } = readDraft(draft)
			const evaluated = await evaluateAnswers({ host, facts: await facts, given })
			return problems.length === 0 ? evaluated : { ...evaluated, problems }
		},
		probe: async ({ mirror }) =>
			mirror === 'aliyun'
				? { state: 'whole', milliseconds: 20, asked: 7 }
				: { state: 'unreachable', reason: 'no route to host' },
		plan: async () => plan,
		trust: () => undefined,
		start: async () => 'run-1',
		watch: () => new Promise(() => undefined),
		tail: async () => ['first line', 'last line'],
		stop: async () => undefined,
		answer: async () => undefined,
		finish: async () => ({
			answers: '/answers.yaml',
			logs: '/logs',
			kubeconfig: '/etc/kubernetes/admin.conf',
			join: { command: 'kubeadm join cluster.local:6443 --token abcdef.0123456789abcdef', until: '2026-01-02 00:00' },
		}),
		saveAnswers: async () => '/root/answers.yaml',
		keepDraft: () => undefined,
		keepLanguage: () => undefined,
	}
}

/** A run that is told by these events, one second apart, and then goes on or ends. */
export function running(events: readonly RunEvent[], ends = false): Pick<Port, 'watch' | 'situation'> {
	return {
		situation: async () => ({ kind: 'running', run: 'run-1' }),
		async watch(run, tell) {
			events.forEach((event, index) => {
				const at = new Date(Date.parse('2026-01-01T00:00:00Z') + index * 1000).toISOString()
				tell({ at, run, ...event } as JournalLine)
			})
			const end = events.find(event => event.type === 'run-ended')
			if (ends && end?.type === 'run-ended') return end.result
			return new Promise(() => undefined)
		},
	}
}

export const started: RunEvent = {
	type: 'run-started',
	version: '9.9',
	purpose: 'run',
	planHash: '',
	answersHash: '',
	steps: ['swap', 'sysctls', 'kubeadm-init'],
	pid: 1,
}
