import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { withKey } from '../../source/failures/containerd-state.ts'

const table = ['plugins', 'io.containerd.grpc.v1.cri', 'containerd', 'runtimes', 'runc', 'options']
const value = (text: string): unknown => {
	let at: unknown = parse(text)
	for (const key of [...table, 'SystemdCgroup']) at = (at as Record<string, unknown>)[key]
	return at
}
const header = '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]'

test.each([
	[
		'in the place of the line that is there',
		`version = 2\n# mine\n  ${header}\n    SystemdCgroup = false # why\n    BinaryName = "runc"\n[debug]\n`,
	],
	["after its table's header", `version = 2\n${header}\n[debug]\nSystemdCgroup = false\n`],
	['with single quotes', `version = 2\n${header.replaceAll('"', "'")}\n`],
	['in a table of its own', 'version = 2'],
	['in an empty file', ''],
])('a value is written %s', (_, text) => {
	const written = withKey(text, table, 'SystemdCgroup', 'true')
	expect(value(written)).toBe(true)
	for (const line of text.split('\n')) if (!line.includes('SystemdCgroup')) expect(written.split('\n')).toContain(line)
	expect(withKey(written, table, 'SystemdCgroup', 'true')).toBe(written)
})
