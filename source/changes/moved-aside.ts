import { succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { commandLine } from './quote.ts'

/** A file or folder that must not stand where it does; it is moved beside, whole, and nothing of it is lost. */
export interface MovedAsideChange extends ChangeBase {
	readonly kind: 'moved-aside'
	readonly path: string
	/** A free name in the same folder. */
	readonly to: string
}

interface Before {
	readonly present: boolean
}

/** '/var/lib/etcd' → '/var/lib/etcd.before-k8s-wizard', with a number behind it when that is taken. */
export async function freePlaceBeside(host: Pick<Host, 'stat'>, path: string): Promise<string> {
	for (let copy = 1; ; copy += 1) {
		const to = `${path}.before-k8s-wizard${copy === 1 ? '' : `-${copy}`}`
		if (!(await host.stat(to))) return to
	}
}

export const movedAside: ChangeKind<MovedAsideChange, Before> = {
	kind: 'moved-aside',
	describe: ({ path, to }) => message('change.movedAside', { path, to }),

	async inspect({ path, to }, { host }) {
		// What stands there later is not what was moved: a cluster makes these paths again.
		if (!(await host.stat(path)) || (await host.stat(to))) return { state: 'settled' }
		return {
			state: 'pending',
			before: { present: true },
			diff: [`-${path}`, `+${to}`],
			after: { path, movedTo: to },
		}
	},

	async apply({ path, to }, { host, log, signal }) {
		succeeded(await host.act(['mv', '-T', '--', path, to], { log, signal }), log)
	},

	async undo({ path, to }, _before, { host, log }) {
		if (!(await host.stat(to))) return { undone: true }
		const inside = await host.list(path)
		if (inside?.length === 0) await host.remove(path)
		else if (await host.stat(path)) return { undone: false, kept: message('change.kept.movedAside', { path, to }) }
		succeeded(await host.act(['mv', '-T', '--', to, path], { log }), log)
		return { undone: true }
	},

	shell: ({ path, to }) => [commandLine(['mv', '-T', '--', path, to])],
}
