import type { Answers } from '../../source/answers/answers.ts'
import type { Change } from '../../source/changes/index.ts'
import { parseArguments } from '../../source/commands/arguments.ts'
import { runCommand } from '../../source/commands/run-command.ts'
import { runRunner } from '../../source/commands/runner.ts'
import type { Terminal } from '../../source/commands/terminal.ts'
import type { World } from '../../source/commands/world.ts'
import type { Facts } from '../../source/host/facts.ts'
import type { StepId } from '../../source/steps/index.ts'
import type { Resolution } from '../../source/steps/resolution.ts'
import type { Step } from '../../source/steps/step.ts'
import type { MemoryHost } from '../engine/memory-host.ts'
import { set, type ToySet, toyTools } from '../engine/toy.ts'

const facts = {
	root: true,
	systemd: 252,
	hostname: 'toy',
	os: { name: 'Toy Linux', family: 'deb' },
	kernel: { release: '6.1.0' },
	cluster: { role: 'none', apiAnswers: false },
} as Facts

/** Toy changes under the names of real steps; what they write follows from the answers. */
function toySteps(sysctl: string): Step[] {
	const step = (id: StepId, needs: readonly StepId[], changes: (answers: Answers) => readonly ToySet[]): Step => ({
		id,
		rows: [],
		needs,
		changes: context => changes(context.answers) as unknown as Change[],
	})
	return [
		step('swap', [], ({ hostname }) => [set('/etc/swap', `off\non ${hostname}`)]),
		step('sysctls', [], () => [set('/etc/sysctl', sysctl)]),
		step('kubeadm-init', ['swap', 'sysctls'], () => [{ kind: 'toy-once', path: '/etc/cluster', content: 'made' }]),
		step('cni', ['kubeadm-init'], () => [set('/etc/cni', 'flannel')]),
	]
}

/** A world on a memory host; an answers file there is just the hostname. The runner runs in this process. */
export function toyWorld(host: MemoryHost, sysctl = 'new', failures: World['failures'] = []): World {
	const world: World = {
		tools: toyTools(host),
		steps: toySteps(sysctl),
		failures,
		version: 'test',
		pid: 1,
		readFacts: async () => facts,
		readAnswers: async (_, source, record) =>
			({ hostname: source?.text ?? record?.hostname, mirror: { name: 'aliyun' }, cni: { name: 'none' } }) as Answers,
		evaluate: async () => {
			throw new Error('no draft is made whole here')
		},
		probe: async () => ({ state: 'unreachable', reason: 'no network' }),
		endRun: async () => undefined,
		resolve: async () => ({ proofs: [], images: {} }) as unknown as Resolution,
		startRun: async run => {
			await runRunner(world, run, new AbortController().signal)
		},
	}
	return world
}

export interface Output {
	code: number
	/** Standard output and standard error, as they came. */
	text: string
}

/** Runs a command line on a world, with a terminal that gives these answers (none: no terminal). */
export async function command(world: World, line: string, typed?: readonly string[]): Promise<Output> {
	const parsed = parseArguments(line.split(' ').filter(word => word !== ''))
	if ('wrong' in parsed) throw new Error(parsed.wrong.key)
	const lines: string[] = []
	const left = [...(typed ?? [])]
	const terminal: Terminal = {
		language: parsed.arguments.lang ?? 'en',
		columns: 80,
		colour: false,
		interactive: typed !== undefined,
		isSerial: false,
		out: text => void lines.push(text),
		error: text => void lines.push(text),
		ask: async question => {
			lines.push(question)
			return left.shift()
		},
		readInput: async () => 'from-stdin',
	}
	const code = await runCommand(parsed.arguments, terminal, { real: () => world, demo: new Map() })
	return { code, text: lines.join('\n') }
}
