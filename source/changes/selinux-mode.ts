import { succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'

/** The mode that SELinux is in now. */
export interface SelinuxModeChange extends ChangeBase {
	readonly kind: 'selinux-mode'
	readonly mode: 'permissive'
}

async function isEnforcing(host: Host): Promise<boolean> {
	return (await host.readText('/sys/fs/selinux/enforce'))?.trim() === '1'
}

export const selinuxMode: ChangeKind<SelinuxModeChange, 'enforcing'> = {
	kind: 'selinux-mode',
	describe: ({ mode }) => message('change.selinuxMode', { mode }),

	async inspect({ mode }, { host }) {
		if (!(await isEnforcing(host))) return { state: 'settled' }
		return { state: 'pending', before: 'enforcing', diff: ['-enforcing', `+${mode}`], after: { selinux: mode } }
	},

	async apply(_change, { host, log, signal }) {
		succeeded(await host.act(['setenforce', '0'], { log, signal }), log)
	},

	async undo(_change, _before, { host, log, signal }) {
		if (!(await isEnforcing(host))) succeeded(await host.act(['setenforce', '1'], { log, signal }), log)
		return { undone: true }
	},

	shell: () => ['setenforce 0'],
}
