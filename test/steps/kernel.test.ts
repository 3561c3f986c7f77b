import { describe, expect, test } from 'vitest'
import { type Change, kindOf } from '../../source/changes/index.ts'
import { layOut } from '../../source/engine/plan.ts'
import { modelHost } from '../../source/host/model-host.ts'
import { say } from '../../source/locales/message.ts'
import { steps } from '../../source/steps/index.ts'
import { MirrorError, UnconfirmedKeys } from '../../source/steps/resolve/mirror-error.ts'
import { roundTrip, runOn, stateOf } from '../changes/round-trip.ts'
import { contextOf, fingerprint, kernels } from './versions/model-mirror.ts'

const stock = '3.10.0-957.el7.x86_64'
const entry = (release: string): string =>
	`menuentry 'CentOS Linux (${release}) 7 (Core)' --class centos {\n\tlinux16 /vmlinuz-${release} ro\n}\n`
const image = `/boot/vmlinuz-${kernels['centos-7.6']}.x86_64`

/** How EL7 boots: with grubby, and without it. */
const boots = {
	grubby: {
		'/usr/sbin/grubby': '',
		'/boot/grub2/grubenv': `# GRUB Environment Block\nsaved_entry=/boot/vmlinuz-${stock}\n`,
	},
	grub2: {
		'/etc/default/grub': 'GRUB_TIMEOUT=5\nGRUB_DEFAULT=saved\n',
		'/boot/grub2/grubenv': `# GRUB Environment Block\nsaved_entry=CentOS Linux (${stock}) 7 (Core)\n`,
		'/boot/grub2/grub.cfg': entry(stock),
	},
}
const links = { '/etc/grub2.cfg': '../boot/grub2/grub.cfg' }

describe.each(['grubby', 'grub2'] as const)('the default by name, with %s', tool => {
	const files = { ...boots[tool], [`/boot/vmlinuz-${stock}`]: '', [image]: '' }
	const change: Change = { kind: 'default-kernel', image }

	test('is set, and given back', async () => {
		await roundTrip(modelHost({ files, links }), change)
	})

	test('is left alone where the operator has chosen another one since', async () => {
		const host = modelHost({ files: { ...files, '/boot/vmlinuz-6.0.0': '' }, links })
		const run = runOn(host)
		const before = await run.apply(change)
		const other = tool === 'grubby' ? '/boot/vmlinuz-6.0.0' : 'Rescue'
		await host.act(tool === 'grubby' ? ['grubby', `--set-default=${other}`] : ['grub2-set-default', other], {
			log: '/log',
		})
		const result = await run.undo(change, before)
		expect(result.undone ? '' : say(result.kept, 'en')).toContain(other)
	})
})

test('a default that GRUB would not look at is refused', async () => {
	const files = { ...boots.grub2, '/etc/default/grub': 'GRUB_DEFAULT=0\n', [image]: '' }
	const run = runOn(modelHost({ files, links }))
	const change: Change = { kind: 'default-kernel', image }
	await expect(run.apply(change)).rejects.toThrow('notSaved')
})

describe.each([
	['centos-7.6', '1.31.0'],
	['rocky-9', '1.36.3'],
] as const)('kernel: lt on %s', (name, version) => {
	const bootFiles = { ...boots.grubby, [`/boot/vmlinuz-${stock}`]: '' }
	const planned = async () => {
		const context = await contextOf(name, version, 'init', { answers: 'kernel: lt\n', files: bootFiles })
		const step = layOut(steps, context).find(({ id }) => id === 'kernel')
		return { context, step, changes: (step?.changes ?? []) as Change[] }
	}

	test('is installed, signed, and made the default by its name', async () => {
		const { context, changes } = await planned()
		const release = `${kernels[name]}.x86_64`
		expect(changes.map(({ kind }) => kind)).toEqual(['file', 'file', 'packages', 'default-kernel'])
		expect(changes[1]).toMatchObject({ path: '/etc/yum.repos.d/elrepo-kernel.repo' })
		expect(changes[2]).toMatchObject({ install: [{ name: 'kernel-lt', version: kernels[name] }] })
		expect(changes[3]).toEqual({ kind: 'default-kernel', image: `/boot/vmlinuz-${release}` })

		const before = stateOf(context.host)
		const run = runOn(context.host)
		const images: unknown[] = []
		for (const change of changes) images.push(await run.apply(change))
		expect((await context.host.look(['grubby', '--default-kernel'])).stdout.trim()).toBe(`/boot/vmlinuz-${release}`)
		for (const [index, change] of [...changes.entries()].reverse())
			expect(await kindOf(change).undo(change, images[index], run.context as never)).toEqual({ undone: true })
		expect(stateOf(context.host)).toEqual(before)
	})

	test('is said to wait for a reboot', async () => {
		const { step, context } = await planned()
		const [note] = step?.notes ?? []
		expect(note && say(note, 'en')).toContain(`${kernels[name]}.x86_64 runs only after a reboot`)
		expect(note && say(note, 'zh')).toContain(context.facts.kernel.release)
	})
})

test('a kernel that runs is not removed by undo', async () => {
	const context = await contextOf('centos-7.6', '1.31.0', 'init', { answers: 'kernel: lt\n', files: boots.grubby })
	const change = layOut(steps, context)
		.find(({ id }) => id === 'kernel')
		?.changes.find(({ kind }) => kind === 'packages') as Change
	const run = runOn(context.host)
	const before = await run.apply(change)
	context.host.model.files.put('/proc/sys/kernel/osrelease', `${kernels['centos-7.6']}.x86_64\n`)
	const result = await run.undo(change, before)
	expect(result.undone ? '' : say(result.kept, 'en')).toContain(`kernel-lt ${kernels['centos-7.6']}`)
	expect(context.host.model.packages.has('kernel-lt')).toBe(true)
})

test('ELRepo’s own key is for the operator to confirm', async () => {
	const mirror = `mirror:
  kubernetes: http://mirror.test/kubernetes/v1.31/rpm
  containerd: http://mirror.test/docker-ce/centos-7.6
  registry: registry.test:5000/k8s
  plainHttp: true
  keys: [{ url: http://mirror.test/key.asc, fingerprint: ${fingerprint} }]
`
	const error = await contextOf('centos-7.6', '1.31.0', 'init', { mirror, answers: 'kernel: lt\n' }).catch(
		(thrown: unknown) => thrown,
	)
	expect(error).toBeInstanceOf(MirrorError)
	expect(error).not.toBeInstanceOf(UnconfirmedKeys)
	expect((error as MirrorError).problems.map(problem => say(problem, 'en')).join('\n')).toMatch(
		/kernel \(404 at https:\/\/mirrors\.aliyun\.com\/elrepo\/archive\/kernel\/el7\/x86_64/,
	)
})
