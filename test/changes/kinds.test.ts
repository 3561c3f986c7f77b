import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kindOf, UnknownKind } from '../../source/changes/index.ts'
import { createRedactor } from '../../source/engine/redaction.ts'
import { runChange } from '../../source/engine/run-change.ts'
import { modelHost } from '../../source/host/model-host.ts'
import { log, runOn } from './round-trip.ts'

test('a change of a kind that this version does not know is named as such', () => {
	expect(() => kindOf({ kind: 'from-the-future' })).toThrow(UnknownKind)
})

test('every kind that has a file is registered under its name', () => {
	const helpers = new Set([
		'change',
		'index',
		'packages-undo',
		'kubeadm-reset',
		'cluster-remains',
		'fresh-join',
		'leave-cluster',
		'scratch',
		'cluster-state',
		'iptables-rules',
		'leftovers',
	])
	const more = ['path-image', 'edited-file', 'diff-lines', 'quote', 'refused', 'sha256']
	const names = readdirSync(new URL('../../source/changes', import.meta.url), { withFileTypes: true })
		.filter(entry => entry.isFile())
		.map(entry => entry.name.replace('.ts', ''))
		.filter(name => !helpers.has(name) && !more.includes(name))
	expect(names.length).toBeGreaterThan(20)
	for (const name of names) expect(kindOf({ kind: name }).kind).toBe(name)
})

test('the content of a secret file reaches the journal in no form', async () => {
	const host = modelHost()
	const lines: string[] = []
	const change = { kind: 'file', path: '/etc/auth', content: 'login hunter2 secret\n', mode: 0o600, secret: true }
	const { context } = runOn(host)
	const altered = await runChange(
		{
			tools: { host, kindOf },
			history: { runs: [], changes: [], outputs: new Map() },
			journal: { append: async (event: unknown) => void lines.push(JSON.stringify(event)) } as never,
			images: { keep: async () => 'hash', kept: async () => new Uint8Array() },
			redactor: createRedactor(),
			announced: {},
			step: 'test',
			context,
		},
		change,
		0,
	)
	expect(altered).toBe(true)
	expect(lines.join('\n')).toContain('change-applied')
	expect(lines.join('\n')).not.toContain('hunter2')
	expect(host.model.files.text(log)).toBeUndefined()
})
