import { execFileSync } from 'node:child_process'
import { installNodes } from './nodes.ts'

/** A fresh `dist` and the Nodes to run it under. */
export default function setup(): void {
	execFileSync(process.execPath, ['scripts/setup.mjs'], { stdio: 'inherit' })
	installNodes()
}
