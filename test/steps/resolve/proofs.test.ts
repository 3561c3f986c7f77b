import { describe, expect, test } from 'vitest'
import { proofRows, proofText } from '../../../source/commands/text/proof-text.ts'
import { say } from '../../../source/locales/message.ts'
import { resolve } from '../../../source/steps/resolve/index.ts'
import { MirrorError, UnconfirmedKeys } from '../../../source/steps/resolve/mirror-error.ts'
import { contextOf, fingerprint, hosts, isRpm, type ModelPlanOptions } from '../versions/model-mirror.ts'

async function refusal(host: (typeof hosts)[number], options: ModelPlanOptions): Promise<MirrorError> {
	const error = await contextOf(host, '1.31.0', 'init', options).catch((thrown: unknown) => thrown)
	expect(error).toBeInstanceOf(MirrorError)
	return error as MirrorError
}

const words = (error: MirrorError): string[] => error.problems.map(problem => say(problem, 'en'))

describe.each(hosts)('%s', host => {
	test('a mirror that has everything is told by kind and place, with how fast it answered', async () => {
		const { resolution } = await contextOf(host, '1.31.0', 'init')
		expect(proofRows(resolution.proofs).map(({ kind, where, missing }) => ({ kind, where, missing }))).toEqual([
			{ kind: 'os-packages', where: '', missing: 0 },
			{ kind: 'containerd', where: 'mirror.test', missing: 0 },
			{ kind: 'kubernetes-packages', where: 'mirror.test', missing: 0 },
			{ kind: 'images', where: 'registry.test:5000', missing: 0 },
		])
		const images = resolution.proofs.filter(({ kind }) => kind === 'images')
		expect(images).toHaveLength(7)
		for (const { result, milliseconds } of images) expect([result, milliseconds]).toEqual(['proven', 20])
	})

	test('a mirror that lacks one image is told by its name, with all that it has', async () => {
		const error = await refusal(host, { gone: url => url.includes('/etcd/') })
		expect(words(error)).toEqual([
			expect.stringMatching(/registry\.test:5000\/k8s\/etcd:3\.5\.15-0 \(404 at .*Push what is missing there/),
		])
		const rows = proofRows(error.proofs)
		expect(rows.find(({ kind }) => kind === 'images')).toMatchObject({ proven: 6, missing: 1 })
		expect(rows.find(({ kind }) => kind === 'kubernetes-packages')?.missing).toBe(0)
		const [head, ...lines] = proofText(error.proofs, 'en', 80)
		expect(head).toBe('Where everything comes from:')
		expect(lines.find(line => line.includes('registry.test:5000'))).toMatch(
			/images of Kubernetes .* 6 there, 1 missing/,
		)
		for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
	})

	test('a registry that has none of the images is told once, with all of their names', async () => {
		const error = await refusal(host, { gone: url => url.includes('registry.test') })
		expect(words(error)).toHaveLength(1)
		for (const { what } of error.proofs.filter(({ kind }) => kind === 'images')) expect(words(error)[0]).toContain(what)
		expect(proofRows(error.proofs).find(({ kind }) => kind === 'images')).toMatchObject({ proven: 0, missing: 7 })
	})

	test('a mirror without this version is told by its repository, and everything else is still asked', async () => {
		const error = await refusal(host, { gone: url => url.includes('/kubernetes/') || url.includes('/pause/') })
		const list = isRpm(host) ? 'rpm/repodata/repomd.xml' : 'deb/Release'
		expect(words(error).join('\n')).toContain(
			`packages of Kubernetes (404 at http://mirror.test/kubernetes/v1.31/${list})`,
		)
		expect(words(error).join('\n')).toContain('pause:3.10')
		expect(proofRows(error.proofs).find(({ kind }) => kind === 'kubernetes-packages')).toMatchObject({ missing: 1 })
	})
})

const unpinned =
	'mirror:\n  kubernetes: http://mirror.test/kubernetes/v1.31/rpm\n  containerd: http://mirror.test/docker-ce/rocky-9\n  registry: registry.test:5000/k8s\n  plainHttp: true\n  keys: [{ url: http://mirror.test/key.asc }]\n'

test('a key without a fingerprint is shown, with the answer line that trusts it', async () => {
	const error = await refusal('rocky-9', { mirror: unpinned })
	expect(error).toBeInstanceOf(UnconfirmedKeys)
	expect((error as UnconfirmedKeys).keys.map(key => key.fingerprint)).toContain(fingerprint)
	expect(words(error).join('\n')).toContain(`trustKeys: [${fingerprint}]`)
})

test('once it is trusted, it is the key that is written', async () => {
	const options = { mirror: unpinned, answers: `trustKeys: [${fingerprint}]\n` }
	const { resolution } = await contextOf('rocky-9', '1.31.0', 'init', options)
	expect(resolution.repositories.kubernetes?.keys.map(key => key.fingerprint)).toEqual([fingerprint])
})

test('a key whose confirmation was taken back is asked about again', async () => {
	const options = { mirror: unpinned, answers: `trustKeys: [${fingerprint}]\n` }
	const { host, facts, answers, resolution } = await contextOf('rocky-9', '1.31.0', 'init', options)
	expect((await resolve({ host, facts, answers, known: resolution })).repositories).toEqual(resolution.repositories)
	const withdrawn = { ...answers, trustKeys: [] }
	await expect(resolve({ host, facts, answers: withdrawn, known: resolution })).rejects.toBeInstanceOf(UnconfirmedKeys)
})

test('a password file that is something else is named, without what it holds', async () => {
	const mirrorLines = '  authFile: /root/mirror-auth\n'
	for (const content of [
		'{"auths": {"registry.test:5000": {"auth": "c2VjcmV0"}}}\n',
		'anna\n',
		'anna:one\nberta:two\n',
		'\n',
	])
		expect(words(await refusal('debian-12', { mirrorLines, files: { '/root/mirror-auth': content } }))).toEqual([
			'/root/mirror-auth has to be one line: user:password',
		])
})
