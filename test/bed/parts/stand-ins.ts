import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Part } from '../cache.ts'
import { installTools } from '../debian.ts'
import { bedRoot } from '../paths.ts'
import { run } from '../shell.ts'
import { goEnvironment, kubernetes } from './kubernetes.ts'

const sources = join(bedRoot, 'stand-ins')

/** Folder of the source, and the name of the program made from it. */
const programs = { coredns: 'coredns', crictl: 'crictl', flanneld: 'flanneld', 'flannel-cni': 'flannel' } as const

/**
 * Stand-ins for what Debian does not have, each of which says in its `--version` that it is one.
 *
 * - `bin/coredns`, `bin/flanneld`, `bin/flannel` (the CNI plugin), `bin/crictl`: static
 */
export const standIns: Part = {
	name: 'stand-ins',
	files: [import.meta.filename, ...Object.keys(programs).map(name => join(sources, name))],
	needs: [kubernetes],
	async build(into, { dir, scratch, log }) {
		await installTools(['golang-go'])
		const given = dir(kubernetes)
		const gocache = join(scratch, 'gocache')
		// A copy, because Go also writes to its cache.
		await run('copy Go’s cache', ['cp', '--archive', '--reflink=auto', join(given, 'gocache'), gocache], { log })
		const tree = join(scratch, 'gopath/src/k8s.io/kubernetes')
		mkdirSync(join(tree, 'bed'), { recursive: true })
		// Below the import path of Kubernetes itself, so that its vendored libraries count as compiled.
		symlinkSync(join(given, 'source/vendor'), join(tree, 'vendor'))
		for (const name of Object.keys(programs)) cpSync(join(sources, name), join(tree, 'bed', name), { recursive: true })
		const env = goEnvironment(join(scratch, 'gopath'), gocache)
		const go = async (what: string, argv: readonly string[]) =>
			run(what, ['nice', 'go', ...argv], { cwd: tree, env, log })
		for (const [folder, program] of Object.entries(programs))
			await go(`compile ${program}`, ['build', '-ldflags=-s -w', '-o', join(into, 'bin', program), `./bed/${folder}`])
		await go('test the stand-ins', ['test', '-vet=off', './bed/coredns'])
	},
}
