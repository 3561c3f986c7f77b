import { describe, expect, test } from 'vitest'
import { diagnoseLog } from '../../source/failures/diagnose.ts'
import { knownFailures } from '../../source/failures/index.ts'
import { hitsOf } from '../../source/failures/match.ts'
import { evidenceOf, fixturesOf } from './fixtures.ts'

const fixtures = fixturesOf('fixtures')

describe('a whole output names its failure first', () => {
	test.each(fixtures)('$name', ({ id, text }) => {
		const { diagnoses, unknown } = diagnoseLog(knownFailures, evidenceOf(text))
		expect(diagnoses[0]?.failure.id).toBe(id)
		expect(diagnoses[0]?.evidence.length).toBeGreaterThan(0)
		for (const { line } of diagnoses[0]?.evidence ?? []) expect(text).toContain(line)
		expect(unknown).toEqual([])
	})

	test('every known failure has one, and each says where it comes from', () => {
		const ids = new Set(fixtures.map(({ id }) => id))
		expect(knownFailures.map(({ id }) => id).filter(id => !ids.has(id))).toEqual([])
		expect([...ids].filter(id => !knownFailures.some(failure => failure.id === id))).toEqual([])
		expect(fixtures.filter(({ origin }) => !/^# (?:captured on|composed from) /.test(origin))).toEqual([])
	})

	test('there is nothing to apply for a log from elsewhere', () => {
		for (const { text } of fixtures) {
			const { diagnoses } = diagnoseLog(knownFailures, evidenceOf(text))
			expect(diagnoses.filter(({ fix }) => fix.risk !== 'manual')).toEqual([])
		}
	})
})

describe('an output of a run that ended well', () => {
	const quiet = fixturesOf('quiet')

	test.each(quiet)('$name names nothing, and nothing in it looks wrong', ({ text }) => {
		expect(diagnoseLog(knownFailures, evidenceOf(text))).toEqual({ diagnoses: [], unknown: [] })
	})

	test('there are at least ten, captured', () => {
		expect(quiet.filter(({ origin }) => /^# captured on /.test(origin)).length).toBeGreaterThanOrEqual(10)
	})
})

describe('what is not known', () => {
	test('stays unknown, with the lines that tell most and without noise', () => {
		const text = [
			'[init] Using Kubernetes version: v1.20.2',
			'E0412 09:31:10.70 3111 kubelet.go:2419] "Error getting node" err="node \\"node-1\\" not found"',
			'error execution phase addon: cannot frobnicate the widget',
			'all is well here',
		].join('\n')
		const { diagnoses, unknown } = diagnoseLog(knownFailures, evidenceOf(text))
		expect(diagnoses).toEqual([])
		expect(unknown).toEqual([{ source: 'log', line: 'error execution phase addon: cannot frobnicate the widget' }])
	})

	test('an empty log says nothing', () => {
		expect(diagnoseLog(knownFailures, evidenceOf(''))).toEqual({ diagnoses: [], unknown: [] })
	})

	test('a warning of a kubeadm that came to its good end proves nothing', () => {
		const warned = '\t[WARNING Hostname]: hostname "x" could not be reached\n'
		expect(diagnoseLog(knownFailures, evidenceOf(warned)).diagnoses).toHaveLength(1)
		const ended = `${warned}Your Kubernetes control-plane has initialized successfully!\n`
		expect(diagnoseLog(knownFailures, evidenceOf(ended)).diagnoses).toEqual([])
	})

	test('what a kubelet says until the network is there is over when it says it no more', () => {
		const said = 'NetworkReady=false reason:NetworkPluginNotReady message:cni plugin not initialized\n'
		const later = 'I0412 reconciler.go:157] Reconciler: start to sync state\n'.repeat(80)
		expect(diagnoseLog(knownFailures, evidenceOf(said)).diagnoses).toHaveLength(1)
		expect(diagnoseLog(knownFailures, evidenceOf(said + later)).diagnoses).toEqual([])
	})
})

describe('a long log', () => {
	test('hostile lines do not hold a pattern up', () => {
		for (const failure of knownFailures) {
			for (const { text } of failure.signatures) {
				for (const filler of ['"', '\\"', ' ', 'a', '/', 'a"a ', '(', ': ', '1']) {
					const line = `${text}${filler.repeat(1_000)}${text}${filler.repeat(1_000)}`
					expect(hitsOf(failure, evidenceOf(line)).length).toBeLessThanOrEqual(failure.signatures.length)
				}
			}
		}
	})

	test('a line without an end is read too', () => {
		const line = `${'x y=z '.repeat(300_000)} running with swap on is not supported, please disable swap`
		const { diagnoses } = diagnoseLog(knownFailures, evidenceOf(line))
		expect(diagnoses[0]?.failure.id).toBe('kubelet-swap-on')
	})

	test('no pattern repeats what itself repeats', () => {
		const nested = /\((?:[^()\\]|\\.)*(?:[*+]|\{\d+,\d*\})(?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,\d*\})/
		expect('(a+)+').toMatch(nested)
		const patterns = knownFailures.flatMap(({ signatures }) =>
			signatures.flatMap(({ pattern }) => pattern?.source ?? []),
		)
		expect(patterns.length).toBeGreaterThan(20)
		expect(patterns.filter(pattern => nested.test(pattern) || /\.\*|\.\+/.test(pattern))).toEqual([])
	})
})
