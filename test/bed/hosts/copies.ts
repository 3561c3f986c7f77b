import { mkdirSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { run } from '../shell.ts'
import type { Host } from './host.ts'
import type { ArgvFor } from './verbs.ts'

/** Copies as tar streams through the way that commands take into the host, so that its mounts count. */
export function tarCopies(name: string, argvFor: ArgvFor): Pick<Host, 'copyIn' | 'copyOut'> {
	return {
		copyIn: async (from, to) => {
			const isFolder = statSync(from).isDirectory()
			const source = isFolder ? ['-C', from, '.'] : ['-C', dirname(from), basename(from)]
			const inside = argvFor(['bash', '-c', unpack, 'unpack', to, isFolder ? 'folder' : 'file'], {}, false)
			await run(`copy to ${name}`, ['bash', '-c', sendTo, 'copy', ...source, ...inside])
		},
		copyOut: async (from, to) => {
			mkdirSync(dirname(to), { recursive: true })
			const inside = argvFor(['bash', '-c', packItem, 'pack', from], {}, false)
			await run(`copy from ${name}`, ['bash', '-c', receive, 'copy', to, ...inside])
		},
	}
}

const sendTo = ['set -euo pipefail', 'source=("${@:1:3}")', 'shift 3', 'tar --create "${source[@]}" | "$@"'].join('\n')

/** Replaces a path on the host by what comes as a tar stream; what was there stays until all has come. */
const unpack = [
	'set -euo pipefail',
	'to=$1 kind=$2',
	'mkdir -p -- "$(dirname -- "$to")"',
	'fresh=$(mktemp -d -- "$(dirname -- "$to")/.copy.XXXXXX")',
	`trap 'rm -rf -- "$fresh"' EXIT`,
	'tar --extract --no-same-owner -C "$fresh"',
	'rm -rf -- "$to"',
	'if [ "$kind" = folder ]; then chmod 0755 "$fresh"; mv -- "$fresh" "$to"; else mv -- "$fresh"/* "$to"; fi',
].join('\n')

/** Whatever its name is on the host, it is called `item` on the way; targets of links stay as they are. */
const packItem = [
	'set -euo pipefail',
	'from=$(readlink -e -- "$1") || { echo "error: $1 does not exist" >&2; exit 1; }',
	`if [ -d "$from" ]; then tar --create --transform 's,^\\.,item,S' -C "$from" .`,
	`else tar --create --transform 's,.*,item,S' -C "$(dirname -- "$from")" -- "$(basename -- "$from")"; fi`,
].join('\n')

const receive = [
	'set -euo pipefail',
	'to=$1',
	'shift',
	'fresh=$(mktemp -d -- "$(dirname -- "$to")/.copy.XXXXXX")',
	`trap 'rm -rf -- "$fresh"' EXIT`,
	// When the host had nothing to send, it has said why; that tar got nothing is no news then.
	'"$@" | tar --extract -C "$fresh" 2> "$fresh/.errors" || { [ "${PIPESTATUS[0]}" -ne 0 ] || cat -- "$fresh/.errors" >&2; exit 1; }',
	'rm -rf -- "$to"',
	'mv -- "$fresh/item" "$to"',
].join('\n')
