import { expect, test } from 'vitest'
import type { Answers, Role } from '../../source/answers/answers.ts'
import { layOut } from '../../source/engine/plan.ts'
import type { Facts } from '../../source/host/facts.ts'
import { steps } from '../../source/steps/index.ts'
import type { Resolution } from '../../source/steps/resolution.ts'
import { kubernetesImages } from '../../source/steps/resolve/images.ts'
import type { PlanContext, Step } from '../../source/steps/step.ts'

const ofCluster = ['kubeadm-config', 'kubeadm-init', 'kubeadm-join', 'kubeconfig', 'cni', 'ready', 'join-answers']

/** Only what says whether a step applies. */
const contextOf = (role: Role, name = 'flannel'): PlanContext => ({
	answers: { role, cni: { name } } as Answers,
	facts: {} as Facts,
	resolution: {} as Resolution,
})

const applying = (context: PlanContext): Step[] =>
	steps.filter(({ id }) => ofCluster.includes(id)).filter(step => step.when?.(context) ?? true)

test.each<[Role, readonly string[]]>([
	['init', ['kubeadm-config', 'kubeadm-init', 'kubeconfig', 'cni', 'ready', 'join-answers']],
	['join-worker', ['kubeadm-join', 'ready']],
	['join-control-plane', ['kubeadm-join', 'kubeconfig', 'ready']],
])('%s has the steps of its role', (role, ids) => {
	expect(applying(contextOf(role)).map(({ id }) => id)).toEqual(ids)
})

test('nobody joins a cluster of one host', () => {
	expect(applying(contextOf('init', 'bridge')).map(({ id }) => id)).not.toContain('join-answers')
})

test('a worker is ready only after it has joined, whatever steps lie between elsewhere', () => {
	const chosen = applying(contextOf('join-worker')).map(step => ({ ...step, changes: () => [] }) as Step)
	const laid = layOut(
		[...steps.filter(({ id }) => !ofCluster.includes(id)).map(quiet), ...chosen],
		contextOf('join-worker'),
	)
	expect(laid.find(({ id }) => id === 'ready')?.needs).toContain('kubeadm-join')
	expect(laid.find(({ id }) => id === 'kubeadm-join')?.needs).toEqual(
		expect.arrayContaining(['images', 'kubelet-environment', 'hostname-and-hosts']),
	)
})

const quiet = (step: Step): Step => ({ id: step.id, rows: step.rows, needs: step.needs, changes: () => [] })

test('a worker pulls nothing of the control plane', () => {
	const sources = { imageRepository: 'registry.example', dns: undefined }
	const { all } = kubernetesImages('1.20.2', 'join-worker', sources)
	expect(all).toEqual([
		'registry.example/kube-proxy:v1.20.2',
		'registry.example/pause:3.2',
		'registry.example/coredns:1.7.0',
	])
	expect(kubernetesImages('1.20.2', 'join-control-plane', sources).all).toEqual(
		kubernetesImages('1.20.2', 'init', sources).all,
	)
})
