import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { unicodeSets } from '../scripts/build/unicode-sets.ts'
import { openTerminal } from '../test/ui/pseudo-terminal.ts'

const lines = 100_000
const seconds = 10
const line = (number: number): string => `${number} 正在拉取 registry.example/kube-apiserver: layer done\n`

/** 10 000 lines a second for 10 s into a log that the run screen shows: what it costs, and how soon a key is answered. */
export async function benchFlood(node: string): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'flood-'))
	const [log, report, viewer] = ['log', 'report', 'viewer.mjs'].map(name => join(folder, name)) as [
		string,
		string,
		string,
	]
	await bundleViewer(viewer)
	const file = createWriteStream(log)
	file.write('0 begin\n')
	const terminal = openTerminal([node, viewer, log, report])
	await terminal.until(/0 begin/)
	const flooded = flood(text => void file.write(text))
	const keys: number[] = []
	for (let round = 0; round < 10; round += 1) {
		keys.push(await answered(() => terminal.type('l'), terminal.until(/End|scroll/)))
		keys.push(await answered(() => terminal.type('\u001b'), terminal.until(/of 2 steps/)))
		await new Promise(resolve => setTimeout(resolve, 600))
	}
	await flooded
	await new Promise(resolve => file.end(resolve))
	terminal.type('\u0003')
	await terminal.until(/still going on/)
	terminal.type('2')
	await terminal.ended
	const { core, resident } = JSON.parse(readFileSync(report, 'utf8')) as { core: number; resident: number }
	const written = readFileSync(log, 'utf8').split('\n').length - 2
	console.log(`${lines / seconds} lines a second for ${seconds} s`)
	console.log(`  processor ${(100 * core).toFixed(0)} % of a core (at most 20)`)
	console.log(`  memory    ${(resident / 1024 ** 2).toFixed(0)} MiB resident (at most 150)`)
	console.log(`  keys      ${Math.max(...keys).toFixed(0)} ms at worst, terminal and emulator included (at most 100)`)
	console.log(`  log       ${written} of ${lines} lines`)
	rmSync(folder, { recursive: true, force: true })
}

async function flood(write: (text: string) => void): Promise<void> {
	const started = Date.now()
	let done = 0
	while (done < lines) {
		const due = Math.min(lines, Math.floor(((Date.now() - started) / 1000 / seconds) * lines))
		let text = ''
		for (; done < due; done += 1) text += line(done)
		if (text !== '') write(text)
		await new Promise(resolve => setTimeout(resolve, 10))
	}
}

async function answered(type: () => void, shown: Promise<void>): Promise<number> {
	const started = performance.now()
	type()
	await shown
	return performance.now() - started
}

async function bundleViewer(outfile: string): Promise<void> {
	await build({
		entryPoints: ['bench/flood-viewer.ts'],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node16',
		jsx: 'automatic',
		inject: ['scripts/build/polyfills.ts'],
		alias: { 'react-devtools-core': './scripts/build/react-devtools.ts' },
		define: { 'process.env.NODE_ENV': '"production"' },
		banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);" },
		plugins: [unicodeSets],
		logLevel: 'error',
	})
}
