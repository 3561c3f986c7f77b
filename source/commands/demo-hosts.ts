import { kindOf } from '../changes/index.ts'
import { knownFailures } from '../failures/index.ts'
import type { Pace } from '../host/model-host/clock.ts'
import { type ModelHost, modelHost } from '../host/model-host.ts'
import { modelHostNamed, modelHostNames } from '../host/model-hosts/index.ts'
import { stock } from '../host/model-hosts/stock.ts'
import { steps } from '../steps/index.ts'
import { packageStages, type Resolution } from '../steps/resolution.ts'
import { demoResolution } from './demo-resolution.ts'
import { runRunner } from './runner.ts'
import { type DemoWorld, version, type World, type Worlds } from './world.ts'
import { looksOf } from './worlds.ts'

type Draft = DemoWorld['draft']

/** The founding procedure's choices, on the host that it was written for; elsewhere what suits the host. */
const drafts: Readonly<Record<string, Draft>> = {
	'centos-7.6': {
		hostname: 'k8s-master01',
		mirror: 'aliyun',
		kubernetesVersion: '1.24.0',
		podSubnet: '10.244.0.0/16',
		cni: 'bridge',
		osRepos: 'mirror',
	},
}
const usual: Draft = { hostname: 'node-1', cni: 'bridge' }

/** Of the runner, which lives in this process: the model's /proc knows it. */
const pid = 4242
const unit = 'k8s-wizard-run.service'

/** Speeds of the mirrors, in milliseconds as a host in China sees them. */
const speeds = { aliyun: 38, upstream: 912, custom: 5 }

function demoWorld(name: string): DemoWorld {
	const host = waitsForAnswers(modelHost(modelHostNamed(name) ?? {}))
	host.model.files.put(`/proc/${pid}/stat`, `${pid} (node) S ${'0 '.repeat(18)}4711 0\n`)
	host.model.cluster.losesBridge = name === 'centos-7.6'
	let stopped = new AbortController()
	const world: World = {
		// A viewer waits in its own time: the host's may stand still.
		tools: { host: { ...host, sleep: wait }, kindOf },
		steps,
		failures: knownFailures,
		version,
		pid,
		...looksOf(host),
		async probe(_, { mirror }) {
			const milliseconds = speeds[mirror.name]
			await host.sleep(10 * milliseconds)
			return { state: 'whole', milliseconds, asked: 7 }
		},
		async resolve(facts, answers) {
			await host.sleep(3_000)
			const resolution = demoResolution(facts, answers)
			stock(host.model, stockOf(resolution))
			return resolution
		},
		async startRun(run) {
			stopped = new AbortController()
			setRunning(host, true)
			// The viewer sees by the lock that it has ended, and by the journal how.
			void runRunner({ ...world, tools: { host, kindOf } }, run, stopped.signal).finally(() => setRunning(host, false))
		},
		async endRun() {
			stopped.abort()
			host.model.clock.resume()
		},
	}
	return {
		world,
		os: name,
		draft: drafts[name] ?? usual,
		setPace: (pace: Pace) => host.model.clock.setPace(pace),
		now: () => host.model.clock.shown(),
	}
}

/** No time passes while the run waits for an answer: it is the onlooker's to take. */
function waitsForAnswers(host: ModelHost): ModelHost {
	const { clock } = host.model
	return {
		...host,
		async appendFile(path, content, attributes) {
			await host.appendFile(path, content, attributes)
			if (path.endsWith('.ndjson') && content.includes('"type":"question"')) clock.pause()
		},
		async writeFile(path, content, attributes) {
			await host.writeFile(path, content, attributes)
			if (/\/(answered\/[^/]+|stop)$/.test(path)) clock.resume()
		},
	}
}

function wait(milliseconds: number): Promise<void> {
	return new Promise(resolve => setTimeout(resolve, milliseconds))
}

function setRunning({ model }: ModelHost, running: boolean): void {
	model.units.set(unit, { enabled: false, running, masked: false, startedAt: running ? model.clock.now() : 0 })
}

function stockOf({ packages, images }: Resolution) {
	return {
		packages: packageStages.flatMap(stage => packages[stage].install),
		images: [...images.kubernetes, ...images.cni],
	}
}

/** Model hosts by name, the founding procedure's first. */
export const demoWorlds: Worlds['demo'] = new Map(modelHostNames.map(name => [name, () => demoWorld(name)]))
