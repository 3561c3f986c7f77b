import { CommandError, succeeded } from '../errors.ts'
import type { Argv, CommandResult, Host } from '../host.ts'
import type { WorkOptions } from './package-manager.ts'

/** Milliseconds between tries, and until it is given up. */
const pause = 3_000
const longest = 15 * 60 * 1000

/** What package managers say when they end because another program holds their lock. */
const held =
	/Could not get lock (\S+)|Unable to acquire the dpkg frontend lock|can't create transaction lock on (\S+)|dpkg frontend lock was locked by another process|is another process using it/

/** Runs a command, again and again while another program holds the lock. Throws CommandError. */
export async function actWhenFree(host: Host, argv: Argv, options: WorkOptions): Promise<CommandResult> {
	const { onWait, ...act } = options
	const started = host.now().getTime()
	for (;;) {
		const result = await host.act(argv, act)
		const lock = result.exitCode === 0 || result.cut !== undefined ? null : held.exec(result.stdout)
		if (!lock) return succeeded(result, options.log)
		if (host.now().getTime() - started > longest) throw new CommandError(result, options.log)
		onWait(lock[1] ?? lock[2] ?? '/var/lib/dpkg/lock-frontend')
		await host.sleep(pause, options.signal)
		if (options.signal?.aborted) throw new CommandError({ ...result, exitCode: -1, cut: 'stopped' }, options.log)
	}
}
