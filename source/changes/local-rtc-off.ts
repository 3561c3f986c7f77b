import { succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { giveBack, imageOf, type PathImage } from './path-image.ts'

/** The hardware clock is kept in UTC. */
export interface LocalRtcOffChange extends ChangeBase {
	readonly kind: 'local-rtc-off'
}

const path = '/etc/adjtime'

/** The third line of /etc/adjtime; without it the clock is in UTC. */
async function isLocal(host: Host): Promise<boolean> {
	return (await host.readText(path))?.split('\n')[2]?.trim() === 'LOCAL'
}

export const localRtcOff: ChangeKind<LocalRtcOffChange, PathImage> = {
	kind: 'local-rtc-off',
	describe: () => message('change.localRtcOff'),

	async inspect(_change, { host, keep }) {
		if (!(await isLocal(host))) return { state: 'settled' }
		return {
			state: 'pending',
			before: await imageOf(host, path, keep),
			diff: ['-LOCAL', '+UTC'],
			after: { hardwareClock: 'UTC' },
		}
	},

	async apply(_change, { host, log, signal }) {
		succeeded(await host.act(['timedatectl', 'set-local-rtc', '0'], { log, signal }), log)
	},

	async undo(_change, before, { host, log, signal, kept }) {
		if (!(await isLocal(host))) succeeded(await host.act(['timedatectl', 'set-local-rtc', '1'], { log, signal }), log)
		await giveBack(host, path, before, kept)
		return { undone: true }
	},

	shell: () => ['timedatectl set-local-rtc 0'],
}
