import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../source/commands/arguments.ts'
import { demoWorlds } from '../../source/commands/demo-hosts.ts'
import { runCommand } from '../../source/commands/run-command.ts'

/** Runs a demo's command line; a real host is out of reach. */
async function demo(...argv: string[]): Promise<{ code: number; lines: string[] }> {
	const parsed = parseArguments(argv)
	if ('wrong' in parsed) throw new Error(parsed.wrong.key)
	const lines: string[] = []
	const write = (text: string): void => void lines.push(...text.split('\n'))
	const terminal = {
		language: parsed.arguments.lang ?? ('en' as const),
		columns: 80,
		colour: false,
		interactive: false,
		isSerial: false,
		out: write,
		error: write,
		ask: async () => undefined,
		readInput: async () => '',
	}
	const real = (): never => {
		throw new Error('a demo looks at no real host')
	}
	return { code: await runCommand(parsed.arguments, terminal, { real, demo: demoWorlds }), lines }
}

describe('k8s-wizard --demo', () => {
	test('shows the whole plan of the founding procedure for a bare CentOS 7.6, and that it is composed', async () => {
		const { code, lines } = await demo('--demo')
		const text = lines.join('\n')
		expect(code).toBe(0)
		expect(text).toMatch(/^A composed model host/)
		expect(text).toContain('+hostname k8s-master01')
		expect(text).toContain('registry.aliyuncs.com/google_containers/pause:3.7')
		expect(text).toContain('kubeadm 1.24.0-150500.1.1')
		expect(text).toContain('kubeadm init --config=')
		expect(text).not.toContain('? could not look')
	})

	test.each(['en', 'zh'])('fits its own words into 80 columns (%s)', async language => {
		const { lines } = await demo('--demo=centos-7.6', '--lang', language)
		// Diffs and single words are left whole.
		const own = lines.filter(line => !line.startsWith('        ') && line.trim().includes(' '))
		for (const line of own) expect([line, stringWidth(line) <= 80]).toEqual([line, true])
	})

	test('is JSON when asked for', async () => {
		const { lines } = await demo('--demo', '--json')
		const plan = lines
			.map(line => JSON.parse(line) as { type: string; steps: unknown[] })
			.find(({ type }) => type === 'plan')
		expect(plan?.steps.length).toBeGreaterThan(15)
	})

	test('names the model hosts there are', async () => {
		const { code, lines } = await demo('--demo=minix')
		expect(code).toBe(2)
		expect(lines.join('\n')).toContain('centos-7.6')
	})
})
