import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * How long the program takes to start, beside a Node that does nothing. The candidates take turns, so that a busy
 * machine is unfair to all of them alike; what counts is the ratio of the medians, never the milliseconds.
 */
const rounds = 21
const candidates: Readonly<Record<string, readonly string[]>> = {
	'node -e 0': ['-e', '0'],
	'--version': ['dist/cli.js', '--version'],
	'--help': ['dist/cli.js', '--help'],
	'first plan': ['dist/cli.js', '--demo'],
}

export function benchStart(node: string): void {
	const times = new Map(Object.keys(candidates).map(name => [name, [] as number[]]))
	for (let round = 0; round < rounds; round++) {
		for (const [name, args] of Object.entries(candidates)) times.get(name)?.push(milliseconds(node, args))
	}
	const base = median(times.get('node -e 0') ?? [])
	console.log(`start, ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}, median of ${rounds}`)
	for (const [name, each] of times) {
		const ratio = (median(each) / base).toFixed(2)
		console.log(`  ${name.padEnd(12)} ${ratio.padStart(6)} × node -e 0   (${median(each).toFixed(0)} ms)`)
	}
}

function milliseconds(node: string, args: readonly string[]): number {
	const started = process.hrtime.bigint()
	execFileSync(node, args, { stdio: 'ignore', env: { PATH: process.env['PATH'], HOME: process.env['HOME'] } })
	return Number(process.hrtime.bigint() - started) / 1e6
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b)
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

if (!existsSync('dist/cli.js')) throw new Error('no dist: npm run build')
