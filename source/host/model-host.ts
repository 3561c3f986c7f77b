import { endOf } from './end-of.ts'
import type { ActOptions, Argv, CommandResult, Host, LookOptions } from './host.ts'
import { bootCommands } from './model-host/boot-commands.ts'
import { VirtualClock } from './model-host/clock.ts'
import { clusterCommands } from './model-host/cluster-commands.ts'
import { ModelFiles } from './model-host/files.ts'
import { firewallCommands } from './model-host/firewall-commands.ts'
import type { Handlers, Model, ModelModule, ModelUnit, OfferedPackage, Outcome, Recorded } from './model-host/model.ts'
import { packageCommands } from './model-host/package-commands.ts'
import { systemCommands } from './model-host/system-commands.ts'
import type { InstalledPackage } from './package-manager/package-manager.ts'
import { strip } from './strip.ts'

/** What a model host is at the start. What is left out is not there. */
export interface ModelDescription {
	/** Contents by path; a path that ends with '/' is a folder. */
	readonly files?: Readonly<Record<string, string>>
	readonly links?: Readonly<Record<string, string>>
	readonly units?: Readonly<Record<string, Partial<ModelUnit>>>
	readonly packages?: readonly InstalledPackage[]
	readonly offered?: readonly OfferedPackage[]
	readonly registry?: Readonly<Record<string, string>>
	readonly rules?: Readonly<Record<string, string>>
	readonly routes?: readonly string[]
	readonly modules?: Readonly<Record<string, ModelModule>>
	readonly web?: Readonly<Record<string, string | Uint8Array>>
	/** Outputs of commands that only look, by their command line. */
	readonly recorded?: Readonly<Record<string, string | Recorded>>
	/** Commands that are known not to be there. */
	readonly absent?: readonly string[]
	/** ISO time of the virtual clock's start. */
	readonly now?: string
}

/** A command that a model host was not told about: the test or the demo would show something that no host does. */
export class UnexpectedCommand extends Error {
	constructor(argv: Argv) {
		super(`unexpected command on the model host: ${argv.join(' ')}`)
		this.name = 'UnexpectedCommand'
	}
}

export interface ModelHost extends Host {
	readonly kind: 'model'
	/** What it is made of, for tests and the demo to look at and to play the operator with. */
	readonly model: Model
	/** Every command that was acted, in order. */
	readonly acted: readonly Argv[]
}

const handlers: Handlers = {
	...systemCommands,
	...packageCommands,
	...clusterCommands,
	...firewallCommands,
	...bootCommands,
}

/** A host in memory, which every kind of Change updates. Time passes only on its virtual clock. */
export function modelHost(description: ModelDescription = {}): ModelHost {
	const model = modelOf(description)
	const absent = new Set(description.absent)
	const acted: Argv[] = []

	const run = (argv: Argv, input: string, user: string | undefined): Outcome | undefined => {
		const line = argv.join(' ')
		const recorded = model.recorded.get(line)
		if (recorded !== undefined) return typeof recorded === 'string' ? { stdout: recorded } : recorded
		const handled = handlers[argv[0]]?.(model, { argv, rest: argv.slice(1), input, user })
		if (handled) return handled
		if (absent.has(argv[0])) return undefined
		throw new UnexpectedCommand(argv)
	}
	const resultOf = (argv: Argv, outcome: Outcome | undefined): CommandResult => {
		if (!outcome) return { argv, exitCode: -1, stdout: '', stderr: '', cut: 'not-found' }
		const { exitCode = 0, stdout = '', stderr = '' } = outcome
		return { argv, exitCode, stdout, stderr, ...(exitCode === -1 && { cut: 'stopped' }) }
	}

	return {
		kind: 'model',
		model,
		acted,
		now: () => new Date(model.clock.now()),
		sleep: (milliseconds, signal) => model.clock.sleep(milliseconds, signal),
		async look(argv: Argv, options: LookOptions = {}) {
			return resultOf(argv, run(argv, options.input ?? '', undefined))
		},
		async act(argv: Argv, options: ActOptions) {
			if (options.signal?.aborted) return { argv, exitCode: -1, stdout: '', stderr: '', cut: 'stopped' }
			acted.push(argv)
			const outcome = run(argv, options.input ?? '', options.user)
			const { stdout, stderr, ...result } = resultOf(argv, outcome)
			const output = `${stdout}${stderr}`
			if (!model.files.has(options.log)) model.files.put(options.log, '', 0o600)
			const lines = output.split(/(?<=\n)/).filter(line => line !== '')
			const pause = (outcome?.takes ?? 0) / Math.max(1, lines.length)
			for (const line of lines) {
				await model.clock.sleep(pause, options.signal)
				if (options.signal?.aborted) return { argv, exitCode: -1, stdout: output, stderr: '', cut: 'stopped' }
				await model.files.appendFile(options.log, line, { mode: 0o600, uid: 0, gid: 0 })
				if (line.trim() !== '') options.onLine?.(strip(line).trimEnd())
			}
			if (lines.length === 0) await model.clock.sleep(pause, options.signal)
			return { ...result, stdout: output, stderr: '' }
		},
		stat: path => model.files.stat(path),
		readText: path => model.files.readText(path),
		readBytes: path => model.files.readBytes(path),
		readEnd: async (path, maximumBytes) => endOf(await model.files.readText(path), maximumBytes),
		list: path => model.files.list(path),
		writeFile: (path, content, attributes) => model.files.writeFile(path, content, attributes),
		appendFile: (path, content, attributes) => model.files.appendFile(path, content, attributes),
		makeDirectory: (path, attributes) => model.files.makeDirectory(path, attributes),
		makeLink: (path, target) => model.files.makeLink(path, target),
		setAttributes: (path, attributes) => model.files.setAttributes(path, attributes),
		remove: (path, options) => model.files.remove(path, options),
		rewrite: (path, content) => model.files.rewrite(path, content),
		writeKernel: (path, content) => model.files.writeKernel(path, content),
		async request({ url }) {
			if (model.cluster.running && /:443\/version$/.test(url)) {
				return { ok: true, status: 200, headers: {}, body: Buffer.from('{}'), milliseconds: 3 }
			}
			const body = model.web.get(url)
			if (body === undefined) return { ok: true, status: 404, headers: {}, body: Buffer.from(''), milliseconds: 20 }
			return { ok: true, status: 200, headers: {}, body: Buffer.from(body), milliseconds: 20 }
		},
		// Cluster DNS has the tenth address of the services' subnet, and the API server the first.
		queryDns: async (_name, { server }) =>
			model.cluster.running
				? { looked: true, value: [server.replace(/\d+$/, '1')] }
				: { looked: false, reason: `${server}: ETIMEOUT` },
	}
}

function modelOf(description: ModelDescription): Model {
	const clock = new VirtualClock(description.now ?? '2026-11-24T08:00:00Z')
	const files = new ModelFiles(() => clock.now())
	for (const [path, content] of Object.entries(description.files ?? {})) {
		if (path.endsWith('/')) files.folder(path.slice(0, -1))
		else files.put(path, content)
	}
	for (const [path, target] of Object.entries(description.links ?? {})) files.link(path, target)
	const stopped: ModelUnit = { enabled: false, running: false, masked: false, startedAt: 0 }
	return {
		clock,
		files,
		units: new Map(Object.entries(description.units ?? {}).map(([name, unit]) => [name, { ...stopped, ...unit }])),
		packages: new Map((description.packages ?? []).map(item => [item.name, item])),
		offered: [...(description.offered ?? [])],
		images: new Map(),
		registry: new Map(Object.entries(description.registry ?? {})),
		rules: new Map(Object.entries(description.rules ?? {})),
		modules: new Map(Object.entries(description.modules ?? {})),
		cluster: { running: false, applied: new Set(), taints: [], configMaps: new Map(), tokens: [] },
		web: new Map(Object.entries(description.web ?? {})),
		recorded: new Map(Object.entries(description.recorded ?? {})),
		firewall: new Map(),
		routes: new Set(description.routes ?? []),
	}
}
