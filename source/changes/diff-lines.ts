import { formatPatch, structuredPatch } from 'diff'

/** Lines of a unified diff, from '---' on; undefined stands for a file that is not there. */
export function diffLines(path: string, before: string | undefined, after: string | undefined): string[] {
	const name = (content: string | undefined): string => (content === undefined ? '/dev/null' : path)
	const patch = structuredPatch(name(before), name(after), before ?? '', after ?? '', undefined, undefined, {
		context: 2,
	})
	return formatPatch(patch)
		.split('\n')
		.filter(line => line !== '' && !line.startsWith('====='))
		.map(line => line.trimEnd())
}

/** "mode 0644 → 0600", for what is not content. */
export function attributeLines(
	before: { mode: number; uid: number; gid: number } | undefined,
	after: { mode: number; uid: number; gid: number },
): string[] {
	if (!before) return []
	const octal = (mode: number): string => mode.toString(8).padStart(4, '0')
	return [
		...(before.mode === after.mode ? [] : [`-mode ${octal(before.mode)}`, `+mode ${octal(after.mode)}`]),
		...(before.uid === after.uid && before.gid === after.gid
			? []
			: [`-owner ${before.uid}:${before.gid}`, `+owner ${after.uid}:${after.gid}`]),
	]
}
