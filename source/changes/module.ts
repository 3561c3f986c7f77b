import { succeeded } from '../host/errors.ts'
import { isLoaded, loadedModules } from '../host/modules.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind, UndoContext } from './change.ts'
import { commandLine } from './quote.ts'

/** A kernel module that is loaded now; one that is built in counts as loaded. */
export interface ModuleChange extends ChangeBase {
	readonly kind: 'module'
	readonly name: string
}

interface Before {
	/** What was loaded before; null: this kernel has no modules. */
	readonly loaded: readonly string[] | null
}

export const module: ChangeKind<ModuleChange, Before> = {
	kind: 'module',
	describe: ({ name }) => message('change.module', { name }),

	async inspect({ name }, { host }) {
		if (await isLoaded(host, name)) return { state: 'settled' }
		const loaded = await loadedModules(host)
		return {
			state: 'pending',
			before: { loaded: loaded ? [...loaded.keys()] : null },
			diff: [`+modprobe ${name}`],
			after: { module: name, loaded: true },
		}
	},

	async apply({ name }, { host, log, signal }) {
		succeeded(await host.act(['modprobe', '--', name], { log, signal }), log)
	},

	async undo({ name }, before, context) {
		const spelled = name.replaceAll('-', '_')
		const now = await loadedModules(context.host)
		const own = now?.get(spelled)
		if (!now || !own || before.loaded?.includes(spelled)) return { undone: true }
		if (own.uses > 0) return { undone: false, kept: message('change.kept.module', { name, by: own.by.join(', ') }) }
		// modprobe -r would also unload what was there before it: only what came with it goes.
		const came = [...now].filter(([other, { by }]) => by.includes(spelled) && !before.loaded?.includes(other))
		await unload(context, spelled)
		for (const [other] of came) {
			if ((await loadedModules(context.host))?.get(other)?.uses === 0) await unload(context, other)
		}
		return { undone: true }
	},

	shell: ({ name }) => [commandLine(['modprobe', '--', name])],
}

async function unload({ host, log, signal }: UndoContext, name: string): Promise<void> {
	succeeded(await host.act(['rmmod', name], { log, signal }), log)
}
