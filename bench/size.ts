import { execFileSync } from 'node:child_process'

const limit = 700_000

interface Packed {
	size: number
	unpackedSize: number
	files: { path: string; size: number }[]
}

/** Prints what the published package weighs; false when it is over its limit. */
export function benchSize(): boolean {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	})
	const [packed] = JSON.parse(output) as [Packed]
	console.log(
		`package: ${kilobytes(packed.size)} packed (limit ${kilobytes(limit)}), ${kilobytes(packed.unpackedSize)} unpacked`,
	)
	for (const { path, size } of packed.files) console.log(`  ${path.padEnd(24)} ${kilobytes(size)}`)
	return packed.size <= limit
}

function kilobytes(bytes: number): string {
	return `${(bytes / 1000).toFixed(1)} kB`
}
