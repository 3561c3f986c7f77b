import { mkdirSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { openTerminal } from '../test/ui/pseudo-terminal.ts'

const rounds = 11
const folder = '.cache/bench'

/** How long the wizard takes to its first frame, beside an Ink app of one line as esbuild bundles it. */
export async function benchFirstFrame(node: string): Promise<void> {
	const trivial = await trivialApp()
	const candidates = { 'trivial Ink app': [trivial], wizard: ['dist/cli.js', '--demo'] }
	const times = new Map(Object.keys(candidates).map(name => [name, [] as number[]]))
	for (let round = 0; round < rounds; round += 1) {
		for (const [name, words] of Object.entries(candidates)) times.get(name)?.push(await untilFrame([node, ...words]))
	}
	const base = median(times.get('trivial Ink app') ?? [])
	console.log(`first frame, median of ${rounds}`)
	for (const [name, each] of times) {
		console.log(`  ${name.padEnd(16)} ${(median(each) / base).toFixed(2)} × trivial   (${median(each).toFixed(0)} ms)`)
	}
}

async function untilFrame(command: readonly string[]): Promise<number> {
	const started = process.hrtime.bigint()
	const terminal = openTerminal(command)
	await terminal.until(/k8s-wizard/)
	const milliseconds = Number(process.hrtime.bigint() - started) / 1e6
	terminal.close()
	return milliseconds
}

async function trivialApp(): Promise<string> {
	mkdirSync(folder, { recursive: true })
	writeFileSync(
		`${folder}/trivial.tsx`,
		"import { render, Text, useInput } from 'ink'\nfunction App() { useInput(() => undefined); return <Text>k8s-wizard</Text> }\nrender(<App />, { alternateScreen: true })\n",
	)
	await build({
		entryPoints: [`${folder}/trivial.tsx`],
		outfile: `${folder}/trivial.mjs`,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node20',
		minify: true,
		charset: 'utf8',
		jsx: 'automatic',
		alias: { 'react-devtools-core': './scripts/build/react-devtools.ts' },
		define: { 'process.env.NODE_ENV': '"production"' },
		banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);" },
	})
	return `${folder}/trivial.mjs`
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b)
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
