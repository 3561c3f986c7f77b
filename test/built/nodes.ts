import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Majors of the Nodes in test/nodes: one that is refused, the oldest that is promised, the newest. */
export const majors = { refused: 6, oldest: 16, newest: 26 } as const

const folder = join('test', 'nodes')

/** The binary of a Node from test/nodes; undefined: npm has none for this system. */
export function nodeBinary(major: number): string | undefined {
	const path = join(folder, 'node_modules', `${process.platform}-${process.arch}-${major}`, 'bin', 'node')
	return existsSync(path) ? path : undefined
}

/** Fetches the Nodes at their pinned versions, when they are not here. */
export function installNodes(): void {
	if (process.platform !== 'linux' || nodeBinary(majors.oldest) !== undefined) return
	execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
}
