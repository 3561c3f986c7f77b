import { kindOf } from '../changes/index.ts'
import { knownFailures } from '../failures/index.ts'
import { centos7 } from '../host/model-hosts/centos-7.ts'
import { composedHost } from '../host/model-hosts/composed-host.ts'
import { steps } from '../steps/index.ts'
import { demoResolution } from './demo-resolution.ts'
import { type DemoWorld, version, type Worlds } from './world.ts'
import { looksOf } from './worlds.ts'

/** The founding procedure's choices. */
const answers = `role: init
hostname: k8s-master01
mirror: aliyun
kubernetesVersion: 1.24.0
podSubnet: 10.244.0.0/16
cni: bridge
osRepos: mirror
`

function demoWorld(): DemoWorld {
	const host = composedHost(centos7)
	return {
		world: {
			tools: { host, kindOf },
			steps,
			failures: knownFailures,
			version,
			pid: process.pid,
			...looksOf(host),
			resolve: async (facts, given) => demoResolution(facts, given),
			startRun: async () => undefined,
		},
		answers: { text: answers, file: 'answers.yaml', path: undefined },
	}
}

/** Model hosts that a plan can be shown for. */
export const demoWorlds: Worlds['demo'] = new Map([['centos-7.6', demoWorld]])
