import { dirname, join } from 'node:path'
import { succeeded } from '../host/errors.ts'
import type { Argv, Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, ChangeBase, ChangeKind } from './change.ts'
import { giveBack, imageOf, type PathImage } from './path-image.ts'
import { commandLine, quote } from './quote.ts'
import { ChangeRefused } from './refused.ts'

/** The kernel that the next boot starts, by its name: places in the menu shift with every kernel that comes or goes. */
export interface DefaultKernelChange extends ChangeBase {
	readonly kind: 'default-kernel'
	/** '/boot/vmlinuz-5.4.278-1.el7.elrepo.x86_64' */
	readonly image: string
}

interface Before {
	/** What was chosen, in the tool's own words: an image (grubby) or a menu entry (grub2-set-default). */
	readonly chosen: string
	/** The menu and the choice, which grub2-mkconfig and grub2-set-default write. */
	readonly files: Readonly<Record<string, PathImage>>
}

/** How a host is asked and told: grubby, or on EL7 without it GRUB's own tools. */
interface Tool {
	chosen(host: Host): Promise<string>
	/** What to choose for an image; undefined: the menu does not have it yet. */
	nameOf(host: Host, image: string): Promise<string | undefined>
	choose(name: string): Argv
	/** Makes the menu anew from the kernels that are there. */
	refresh?(context: ApplyContext): Promise<void>
}

const grubby: Tool = {
	async chosen(host) {
		return succeeded(await host.look(['grubby', '--default-kernel'])).stdout.trim()
	},
	nameOf: async (host, image) => ((await host.stat(image)) === undefined ? undefined : image),
	choose: name => ['grubby', `--set-default=${name}`],
}

const grub2: Tool = {
	async chosen(host) {
		const list = succeeded(await host.look(['grub2-editenv', 'list'])).stdout
		return /^saved_entry=(.*)$/m.exec(list)?.[1] ?? ''
	},
	async nameOf(host, image) {
		return titleOf((await host.readText(await menuOf(host))) ?? '', image)
	},
	choose: name => ['grub2-set-default', name],
	async refresh({ host, log, signal }) {
		if (!/^GRUB_DEFAULT=["']?saved["']?\s*$/m.test((await host.readText(settings)) ?? ''))
			throw new ChangeRefused(message('change.defaultKernel.notSaved', { path: settings }), [])
		succeeded(await host.act(['grub2-mkconfig', '-o', await menuOf(host)], { log, signal }), log)
	},
}

const settings = '/etc/default/grub'
const choice = '/boot/grub2/grubenv'

/** The menu that this machine boots with, behind the link that the distribution keeps to it. */
async function menuOf(host: Host): Promise<string> {
	const efi = (await host.stat('/sys/firmware/efi')) !== undefined
	const link = efi ? '/etc/grub2-efi.cfg' : '/etc/grub2.cfg'
	const target = (await host.stat(link))?.target
	return target === undefined ? '/boot/grub2/grub.cfg' : join(dirname(link), target)
}

/** The menu entry that starts an image: "menuentry 'TITLE' … { … linux16 /vmlinuz-RELEASE …". */
function titleOf(menu: string, image: string): string | undefined {
	const name = image.slice(image.lastIndexOf('/') + 1)
	let title: string | undefined
	for (const line of menu.split('\n')) {
		title = /^\s*menuentry '([^']*)'/.exec(line)?.[1] ?? title
		const started = /^\s*linux(?:16|efi)?\s+(\S+)/.exec(line)?.[1]
		if (started?.slice(started.lastIndexOf('/') + 1) === name) return title
	}
	return undefined
}

async function toolOf(host: Host): Promise<Tool> {
	const paths = ['/usr/sbin/grubby', '/sbin/grubby']
	for (const path of paths) if ((await host.stat(path)) !== undefined) return grubby
	return grub2
}

export const defaultKernel: ChangeKind<DefaultKernelChange, Before> = {
	kind: 'default-kernel',
	describe: ({ image }) => message('change.defaultKernel', { image }),

	async inspect({ image }, { host, keep }) {
		const tool = await toolOf(host)
		const chosen = await tool.chosen(host)
		const name = await tool.nameOf(host, image)
		if (name !== undefined && name === chosen) return { state: 'settled' }
		const files: Record<string, PathImage> = {}
		for (const path of tool === grubby ? [choice] : [choice, await menuOf(host)])
			files[path] = await imageOf(host, path, keep)
		return {
			state: 'pending',
			before: { chosen, files },
			diff: [`-default ${chosen}`, `+default ${name ?? image}`],
			after: { defaultKernel: image },
		}
	},

	async apply({ image }, context) {
		const { host, log, signal } = context
		const tool = await toolOf(host)
		let name = await tool.nameOf(host, image)
		if (name === undefined && tool.refresh !== undefined) {
			await tool.refresh(context)
			name = await tool.nameOf(host, image)
		}
		if (name === undefined) throw new ChangeRefused(message('change.defaultKernel.notThere', { image }), [])
		succeeded(await host.act(tool.choose(name), { log, signal }), log)
	},

	async undo({ image }, before, { host, log, signal, kept }) {
		const tool = await toolOf(host)
		const chosen = await tool.chosen(host)
		if (chosen !== before.chosen) {
			if (chosen !== (await tool.nameOf(host, image)))
				return { undone: false, kept: message('change.kept.defaultKernel', { chosen }) }
			succeeded(await host.act(tool.choose(before.chosen), { log, signal }), log)
		}
		for (const [path, old] of Object.entries(before.files)) await giveBack(host, path, old, kept)
		return { undone: true }
	},

	shell: ({ image }) => [
		'if command -v grubby >/dev/null; then',
		`\t${commandLine(grubby.choose(image))}`,
		'else',
		'\tgrub2-mkconfig -o "$(readlink -f /etc/grub2.cfg)"',
		`\tgrub2-set-default "$(awk -F"'" -v image=${quote(image.slice(image.lastIndexOf('/') + 1))} '/^menuentry /{title = $2} $0 ~ "linux.*/" image " " {print title; exit}' /etc/grub2.cfg)"`,
		'fi',
	],
}
