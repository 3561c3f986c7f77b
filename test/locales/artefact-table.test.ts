import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { artefactTable } from '../../source/locales/artefact-table.ts'
import { message } from '../../source/locales/message.ts'

const rowOf = (what: 'images' | 'os-packages') => ({
	what: message(`resolve.artefact.${what}`),
	where: message('command.verbatim', { text: 'registry.example.net' }),
	found: message('command.proofs.found', { proven: 8, present: 0, missing: 0, milliseconds: 38 }),
})

test.each(['en', 'zh'] as const)('columns line up as a terminal measures them (%s)', language => {
	const lines = artefactTable([rowOf('images'), rowOf('os-packages')], language, 80)
	expect(lines).toHaveLength(2)
	const places = lines.map(line => stringWidth(line.slice(0, line.indexOf('registry'))))
	expect(new Set(places).size).toBe(1)
	expect(lines.map(line => stringWidth(line))).toEqual([80, 80])
})
