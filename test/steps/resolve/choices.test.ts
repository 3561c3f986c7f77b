import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { resolveAnswers } from '../../../source/answers/defaults.ts'
import { readAnswers } from '../../../source/answers/read.ts'
import { layOut } from '../../../source/engine/plan.ts'
import { say } from '../../../source/locales/message.ts'
import { steps } from '../../../source/steps/index.ts'
import { MirrorError } from '../../../source/steps/resolve/mirror-error.ts'
import { sourcesOf } from '../../../source/steps/resolve/sources.ts'
import { wantedPackages } from '../../../source/steps/resolve/wanted-packages.ts'
import { contextOf, fingerprint } from '../versions/model-mirror.ts'

/** CentOS 7 as its last image has it: repositories that are gone, and the key that its packages have always been signed with. */
const key = readFileSync(new URL('../keys/keyring.asc', import.meta.url), 'utf8')
const base = '/etc/yum.repos.d/CentOS-Base.repo'
const keyFile = '/etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7'
const dead = {
	[base]: `[base]\nmirrorlist=http://mirrorlist.centos.org/?release=7\ngpgcheck=1\ngpgkey=file://${keyFile}\n`,
	[keyFile]: key,
}
const archive = 'http://mirror.test/centos-vault/7.9.2009/os'

const planned = (answers: string, files: Readonly<Record<string, string>> = dead) =>
	contextOf('centos-7.6', '1.24.0', 'init', {
		answers,
		files,
		mirrorLines: `  os: ${archive}\n`,
		web: { [`${archive}/repodata/repomd.xml`]: '' },
	})

describe('repositories of the system that are gone', () => {
	test('are named, with what to do, as long as nobody agreed', async () => {
		const error = await planned('').catch((thrown: unknown) => thrown)
		expect(error).toBeInstanceOf(MirrorError)
		const [problem] = (error as MirrorError).problems.map(what => say(what, 'en'))
		expect(problem).toContain(`${base} names mirrorlist.centos.org, which is gone`)
		expect(problem).toContain('osRepos: mirror')
	})

	test('give way to the archive, whose packages are checked with the key that the host has always trusted', async () => {
		const context = await planned('osRepos: mirror\n')
		expect(context.resolution.repositories.dead).toEqual([base])
		const [archived] = context.resolution.repositories.os
		expect(archived).toMatchObject({ baseUrl: archive, signedPackages: true })
		expect(archived?.keys.length).toBeGreaterThan(0)
		const [step] = layOut(steps, context)
		expect(step?.id).toBe('os-repositories')
		expect(step?.changes[0]).toEqual({ kind: 'absent', path: base })
		const file = step?.changes.find(change => 'path' in change && String(change.path).endsWith('/k8s-wizard-os.repo'))
		expect(file).toMatchObject({ content: expect.stringMatching(/gpgcheck=1\n[\s\S]*gpgkey=file:\/\/\S+/) })
	})

	test('whose own key is gone too leave the mirror’s keys', async () => {
		const { [keyFile]: _, ...files } = dead
		const context = await planned('osRepos: mirror\n', files)
		expect(context.resolution.repositories.os[0]?.keys.map(found => found.fingerprint)).toEqual([fingerprint])
	})
})

test('a copy of a pinned manifest on this host is known by the pinned sum', async () => {
	const { facts } = await contextOf('rocky-9', '1.31.0', 'init')
	const cniOf = (text: string) =>
		resolveAnswers({ given: readAnswers(`kubernetesVersion: 1.31.0\nmirror: aliyun\n${text}`, 'a.yaml').given, facts })
	const copy = cniOf('cni: { name: calico, version: 3.29.7, manifest: /root/calico.yaml }\n')
	expect(copy.problems).toEqual([])
	expect(copy.answers.cni).toMatchObject({
		manifest: '/root/calico.yaml',
		sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
	})
	const other = cniOf('cni: { name: calico, version: 3.0.0, manifest: /root/calico.yaml }\n')
	expect(other.problems.map(({ what }) => say(what, 'en')).join()).toContain('SHA-256')
})

test('the newest version for this host and mirror says why it is not a newer one', async () => {
	const context = await contextOf('centos-7.6', '1.24.0', 'init')
	const notesOf = (kubernetesVersion: string) => {
		const answers = { ...context.answers, mirror: { name: 'upstream' as const }, kubernetesVersion }
		return layOut(steps, { ...context, answers }).flatMap(({ notes }) => notes.map(note => say(note, 'en')))
	}
	expect(notesOf('1.31.14').join('\n')).toMatch(
		/1\.31\.14 is the newest for this host\. Kubernetes 1\.32\.0 needs a kernel of 4\.19/,
	)
	expect(notesOf('1.24.0').join('\n')).not.toContain('is the newest')
})

test('EL10 gets the modules that its kernel comes without, of the kernel that runs', async () => {
	const { answers, facts } = await contextOf('rocky-9', '1.36.3', 'init')
	const el10 = { ...facts, os: { ...facts.os, repositoryRelease: '10' } }
	const wanted = (on: typeof facts) => wantedPackages(answers, on, sourcesOf(answers, on), undefined).host
	expect(wanted(el10)).toContain('kernel-modules-extra')
	expect(wanted(facts)).not.toContain('kernel-modules-extra')
	expect(wanted({ ...el10, container: 'lxc' })).not.toContain('kernel-modules-extra')
})
