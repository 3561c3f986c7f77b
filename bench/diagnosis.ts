import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const megabytes = 10
const rounds = 5
/** Seconds and megabytes of memory for one log, the start of the program included. */
const limits = { seconds: 1, memory: 200 }

/** Lines as a kubelet writes them, none of which is a known failure but the last. */
function logOf(bytes: number): string {
	const lines: string[] = []
	for (let size = 0, count = 0; size < bytes; count += 1) {
		const line =
			count % 3 === 0
				? `E0412 09:31:${String(count % 60).padStart(2, '0')}.701921    3111 kubelet.go:2419] "Error getting node" err="node \\"node-1\\" not found"`
				: `I0412 09:31:${String(count % 60).padStart(2, '0')}.801921    3111 reconciler.go:224] operationExecutor.VerifyControllerAttachedVolume started for volume "ca-certs" (UniqueName: "kubernetes.io/host-path/${count}-ca-certs") pod "kube-apiserver-node-1"`
		lines.push(line)
		size += line.length + 1
	}
	lines.push(
		'F0412 09:31:59.1 3111 server.go:269] failed to run Kubelet: running with swap on is not supported, please disable swap!',
	)
	return `${lines.join('\n')}\n`
}

/** Prints what the diagnosis of a long log takes; false when one is over its limit. */
export function benchDiagnosis(): boolean {
	const folder = mkdtempSync(join(tmpdir(), 'k8s-wizard-bench-'))
	const log = join(folder, 'kubelet.log')
	try {
		writeFileSync(log, logOf(megabytes * 1_000_000))
		const unknown = join(folder, 'unknown.log')
		writeFileSync(unknown, logOf(megabytes * 1_000_000).replace(/.*swap on.*\n/, ''))
		return [log, unknown].map((file, index) => measure(file, index === 0 ? 'known' : 'unknown')).every(Boolean)
	} finally {
		rmSync(folder, { recursive: true })
	}
}

function measure(file: string, what: string): boolean {
	const script = `process.argv = [process.argv[0], 'dist/cli.js', 'troubleshoot', '--json', '--log', ${JSON.stringify(file)}]
process.on('exit', () => console.error(process.resourceUsage().maxRSS / 1024))
require(${JSON.stringify(join(process.cwd(), 'dist/cli.js'))})`
	const runs = Array.from({ length: rounds }, () => {
		const started = process.hrtime.bigint()
		const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
		return {
			seconds: Number(process.hrtime.bigint() - started) / 1e9,
			memory: Number(stderr.trim().split('\n').at(-1)),
		}
	})
	const seconds =
		[...runs].sort((one, other) => one.seconds - other.seconds)[Math.floor(rounds / 2)]?.seconds ?? Number.NaN
	const memory = Math.max(...runs.map(run => run.memory))
	console.log(
		`diagnosis of a ${megabytes} MB log, ${what} failure: ${seconds.toFixed(2)} s (limit ${limits.seconds} s), ${memory.toFixed(0)} MB (limit ${limits.memory} MB), median and maximum of ${rounds}`,
	)
	return seconds <= limits.seconds && memory <= limits.memory
}
