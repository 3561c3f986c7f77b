import { succeeded } from '../host/errors.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { commandLine } from './quote.ts'

/** A network link that must not be there: the CNI makes it again, with the address of today. */
export interface NetworkLinkAbsentChange extends ChangeBase {
	readonly kind: 'network-link-absent'
	/** 'cni0' */
	readonly name: string
}

export const networkLinkAbsent: ChangeKind<NetworkLinkAbsentChange, null> = {
	kind: 'network-link-absent',
	irreversible: message('change.networkLinkAbsent.irreversible'),
	describe: ({ name }) => message('change.networkLinkAbsent', { name }),

	async inspect({ name }, { host }) {
		if (!(await host.stat(`/sys/class/net/${name}`))) return { state: 'settled' }
		return { state: 'pending', before: null, diff: [`-link ${name}`], after: { link: name, present: false } }
	},

	async apply({ name }, { host, log, signal }) {
		succeeded(await host.act(['ip', 'link', 'delete', name], { log, signal }), log)
	},

	undo: async () => ({ undone: true }),

	shell: ({ name }) => [commandLine(['ip', 'link', 'delete', name])],
}
