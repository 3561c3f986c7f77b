import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import { StepFailure } from './failure.ts'
import { runPaths } from './paths.ts'
import type { InstalledProgram } from './program.ts'

/** The transient unit that a run lives in; systemd allows only one of this name. */
export const runUnit = 'k8s-wizard-run'

/**
 * Starts the runner as a transient systemd unit, apart from this terminal. Only options of systemd 219; neither
 * answers nor secrets are among the arguments, the request file has them. Throws StepFailure when systemd refuses.
 */
export async function startRunner(host: Host, program: InstalledProgram, run: string): Promise<void> {
	const log = runPaths(run).runnerLog
	await freeUnit(host, log)
	const started = await host.act(
		['systemd-run', `--unit=${runUnit}`, `--description=k8s-wizard ${run}`, program.node, program.entry, 'runner', run],
		{ log },
	)
	if (started.exitCode !== 0) {
		throw new StepFailure(message('engine.runnerNotStarted'), [started.stdout.trim()], undefined, log)
	}
}

/** Milliseconds that what is left of an earlier runner may take to end; systemd kills it after 90 s. */
const leftoverPatience = 120_000

/** A unit whose runner was killed first ends what it had started, and then keeps its name until it is reset. */
async function freeUnit(host: Host, log: string): Promise<void> {
	const since = host.now().getTime()
	while ((await runnerIsActive(host)) && host.now().getTime() - since < leftoverPatience) await host.sleep(300)
	const { stdout } = await host.look(['systemctl', 'is-failed', `${runUnit}.service`])
	if (stdout.trim() === 'failed') await host.act(['systemctl', 'reset-failed', `${runUnit}.service`], { log })
}

/** Asks the runner to cut off what it is doing: SIGTERM to it alone, which then ends the command under way itself. */
export async function endRunner(host: Host, run: string): Promise<void> {
	const log = runPaths(run).runnerLog
	// This spelling is older than --kill-whom, and newer systemd still knows it.
	await host.act(['systemctl', 'kill', '--kill-who=main', '--signal=SIGTERM', `${runUnit}.service`], { log })
}

/** Whether systemd still sees the unit as starting or running. */
export async function runnerIsActive(host: Host): Promise<boolean> {
	const { stdout } = await host.look(['systemctl', 'is-active', `${runUnit}.service`])
	return ['active', 'activating', 'deactivating'].includes(stdout.trim())
}
