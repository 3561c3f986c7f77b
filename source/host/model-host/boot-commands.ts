import type { Handlers, Model } from './model.ts'

const choice = '/boot/grub2/grubenv'
const menu = '/boot/grub2/grub.cfg'

/** grubby where it is installed, and GRUB's own tools: the kernels of a model host are its files /boot/vmlinuz-*. */
export const bootCommands: Handlers = {
	grubby(model, { rest: [option = ''] }) {
		if (!model.files.has('/usr/sbin/grubby')) return undefined
		if (option === '--default-kernel') return { stdout: `${chosen(model)}\n` }
		const image = /^--set-default=(.+)$/.exec(option)?.[1]
		if (image === undefined) return undefined
		if (!model.files.has(image)) return { exitCode: 1, stderr: `The param ${image} is incorrect\n` }
		return choose(model, image)
	},

	'grub2-editenv': (model, { rest }) => (rest[0] === 'list' ? { stdout: `saved_entry=${chosen(model)}\n` } : undefined),
	'grub2-set-default': (model, { rest: [title = ''] }) => choose(model, title),

	'grub2-mkconfig'(model, { rest }) {
		if (rest[1] !== menu) return undefined
		const entries = model.files
			.paths()
			.flatMap(path => /^\/boot\/vmlinuz-(.+)$/.exec(path)?.[1] ?? [])
			.map(
				release =>
					`menuentry 'CentOS Linux (${release}) 7 (Core)' --class centos {\n\tlinux16 /vmlinuz-${release} ro\n}\n`,
			)
		model.files.put(menu, entries.reverse().join(''))
		return { stdout: 'Generating grub configuration file ...\ndone\n', takes: 3000 }
	},
}

function chosen(model: Model): string {
	return /^saved_entry=(.*)$/m.exec(model.files.text(choice) ?? '')?.[1] ?? ''
}

function choose(model: Model, name: string) {
	model.files.put(choice, `# GRUB Environment Block\nsaved_entry=${name}\n`)
	return {}
}
