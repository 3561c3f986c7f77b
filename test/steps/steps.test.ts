import { expect, test } from 'vitest'
import { say } from '../../source/locales/message.ts'
import { steps } from '../../source/steps/index.ts'

test('every row of the founding procedure that this role has is carried out by a step', () => {
	const rows = new Set(steps.flatMap(step => step.rows))
	// 27: a known failure, 28: the command `status`.
	const elsewhere = [27, 28]
	const expected = Array.from({ length: 29 }, (_, row) => row).filter(row => !elsewhere.includes(row))
	expect([...rows].sort((one, other) => one - other)).toEqual(expected)
})

test('no step waits for itself, by whatever way', () => {
	const done = new Set<string>()
	for (let found = true; found; ) {
		const next = steps.find(({ id, needs }) => !done.has(id) && needs.every(need => done.has(need)))
		found = next !== undefined
		if (next !== undefined) done.add(next.id)
	}
	expect(done.size).toBe(steps.length)
})

test('images are pulled while the Kubernetes packages are installed', () => {
	const allNeeds = (id: string): string[] =>
		(steps.find(step => step.id === id)?.needs ?? []).flatMap(need => [need, ...allNeeds(need)])
	const pulled = ['images', 'control-plane-images']
	for (const step of pulled) {
		expect(allNeeds(step).filter(need => ['kubernetes-packages', ...pulled].includes(need))).toEqual([])
		expect(allNeeds('kubernetes-packages')).not.toContain(step)
	}
	expect(allNeeds('kubeadm-init')).toEqual(expect.arrayContaining([...pulled, 'kubernetes-packages']))
	// The pod network's come while kubeadm works, and no node is called ready without them.
	expect(allNeeds('cni-images')).not.toContain('kubeadm-init')
	expect(allNeeds('kubeadm-init')).not.toContain('cni-images')
	expect(allNeeds('kubeadm-join')).not.toContain('cni-images')
	expect(allNeeds('ready')).toContain('cni-images')
})

test.each(['en', 'zh'] as const)('every step has a title and a reason in %s', language => {
	for (const { id } of steps) {
		expect(say({ key: `step.${id}.title` }, language)).not.toBe('')
		expect(say({ key: `step.${id}.why` }, language).length).toBeGreaterThan(10)
	}
})
