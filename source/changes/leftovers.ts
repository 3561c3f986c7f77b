import type { Host } from '../host/host.ts'
import type { ApplyContext } from './change.ts'

/**
 * Removes trees that were not there before, after unmounting what is mounted in them. Returns those that had to stay,
 * because something in them is still mounted: what is behind a mount may be anyone's.
 */
export async function removeTrees(
	{ host, log, signal }: Pick<ApplyContext, 'host' | 'log' | 'signal'>,
	paths: readonly string[],
	before: readonly string[],
): Promise<string[]> {
	const stay: string[] = []
	for (const path of paths) {
		if (before.includes(path) || !(await host.stat(path))) continue
		for (const mount of await mountsBelow(host, path)) await host.act(['umount', mount], { log, signal })
		if ((await mountsBelow(host, path)).length > 0) stay.push(path)
		else await host.remove(path, { recursive: true })
	}
	return stay
}

/** Mount points at and below a path, innermost first. */
export async function mountsBelow(host: Host, path: string): Promise<string[]> {
	const lines = ((await host.readText('/proc/self/mounts')) ?? '').split('\n')
	const points = lines.flatMap(line => {
		const point = line
			.split(' ')[1]
			?.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
		return point !== undefined && (point === path || point.startsWith(`${path}/`)) ? [point] : []
	})
	return points.reverse()
}
