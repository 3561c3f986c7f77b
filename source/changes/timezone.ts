import { succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { giveBack, imageOf, isAs, type PathImage } from './path-image.ts'
import { commandLine } from './quote.ts'

export interface TimezoneChange extends ChangeBase {
	readonly kind: 'timezone'
	/** 'Asia/Shanghai' */
	readonly zone: string
}

interface Before {
	/** Empty: /etc/localtime is no link into the zones. */
	readonly zone: string
	readonly localtime: PathImage
	/** Debian's /etc/timezone. */
	readonly named: PathImage
}

const localtime = '/etc/localtime'
const named = '/etc/timezone'

async function zoneOf(host: Host): Promise<string> {
	const state = await host.stat(localtime)
	// No link at all is UTC, says localtime(5).
	if (!state) return 'UTC'
	return /\/zoneinfo\/(.+)$/.exec(state.target ?? '')?.[1] ?? ''
}

export const timezone: ChangeKind<TimezoneChange, Before> = {
	kind: 'timezone',
	describe: ({ zone }) => message('change.timezone', { zone }),

	async inspect({ zone }, { host, keep }) {
		const now = await zoneOf(host)
		if (now === zone) return { state: 'settled' }
		return {
			state: 'pending',
			before: {
				zone: now,
				localtime: await imageOf(host, localtime, keep),
				named: await imageOf(host, named, keep),
			},
			diff: [`-timezone ${now}`, `+timezone ${zone}`],
			after: { timezone: zone },
		}
	},

	async apply({ zone }, { host, log, signal }) {
		succeeded(await host.act(['timedatectl', 'set-timezone', zone], { log, signal }), log)
	},

	async undo({ zone }, before, { host, log, signal, kept }) {
		const now = await zoneOf(host)
		if (now !== zone && !(await isAs(host, localtime, before.localtime))) {
			return { undone: false, kept: message('change.kept.timezone', { zone: now }) }
		}
		// Through timedated where it can be said there, so that it and the kernel know too.
		if (now !== before.zone && before.zone !== '') {
			succeeded(await host.act(['timedatectl', 'set-timezone', before.zone], { log, signal }), log)
		}
		await giveBack(host, localtime, before.localtime, kept)
		await giveBack(host, named, before.named, kept)
		return { undone: true }
	},

	shell: ({ zone }) => [commandLine(['timedatectl', 'set-timezone', zone])],
}
