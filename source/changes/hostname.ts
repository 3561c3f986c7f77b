import { succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, ChangeBase, ChangeKind } from './change.ts'
import { giveBack, imageOf, type PathImage } from './path-image.ts'
import { commandLine } from './quote.ts'

/** The host's name, now and after a boot. The "pretty" name is left alone. */
export interface HostnameChange extends ChangeBase {
	readonly kind: 'hostname'
	readonly name: string
}

interface Names {
	readonly fixed: string
	readonly transient: string
}

interface Before extends Names {
	readonly file: PathImage
}

const path = '/etc/hostname'

async function names(host: Host): Promise<Names> {
	const lines = ((await host.readText(path)) ?? '').split('\n').map(line => line.trim())
	return {
		fixed: lines.find(line => line !== '' && !line.startsWith('#')) ?? '',
		transient: ((await host.readText('/proc/sys/kernel/hostname')) ?? '').trim(),
	}
}

async function set({ host, log, signal }: ApplyContext, which: 'static' | 'transient', name: string): Promise<void> {
	succeeded(await host.act(['hostnamectl', `--${which}`, 'set-hostname', name], { log, signal }), log)
}

export const hostname: ChangeKind<HostnameChange, Before> = {
	kind: 'hostname',
	describe: ({ name }) => message('change.hostname', { name }),

	async inspect({ name }, { host, keep }) {
		const now = await names(host)
		if (now.fixed === name && now.transient === name) return { state: 'settled' }
		return {
			state: 'pending',
			before: { ...now, file: await imageOf(host, path, keep) },
			diff: [`-hostname ${now.fixed || now.transient}`, `+hostname ${name}`],
			after: { hostname: name },
		}
	},

	async apply({ name }, context) {
		await set(context, 'static', name)
		await set(context, 'transient', name)
	},

	async undo({ name }, before, context) {
		const now = await names(context.host)
		if (now.fixed !== name && now.fixed !== before.fixed) {
			return { undone: false, kept: message('change.kept.hostname', { name: now.fixed }) }
		}
		if (now.fixed !== before.fixed) await set(context, 'static', before.fixed)
		if ((await names(context.host)).transient !== before.transient) await set(context, 'transient', before.transient)
		await giveBack(context.host, path, before.file, context.kept)
		return { undone: true }
	},

	shell: ({ name }) => [
		commandLine(['hostnamectl', '--static', 'set-hostname', name]),
		commandLine(['hostnamectl', '--transient', 'set-hostname', name]),
	],
}
