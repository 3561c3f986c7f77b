import { spawnSync } from 'node:child_process'

/** How the built program came out. */
export interface Outcome {
	exitCode: number | null
	stdout: string
	stderr: string
}

/** Runs the built program under a Node, without a terminal, in a quiet environment. */
export function runBuilt(node: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
	const result = spawnSync(node, ['dist/cli.js', ...args], {
		encoding: 'utf8',
		env: { PATH: process.env['PATH'], HOME: '/nonexistent', LANG: 'C.UTF-8', ...env },
		timeout: 30_000,
	})
	return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr }
}
