import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../bed/bed.ts'
import { diff } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { keepDisk } from '../bed/hosts/hosts.ts'
import { checkout, hostsRoot } from '../bed/paths.ts'
import type { Snapshot } from '../bed/snapshot.ts'
import { removeTree } from '../bed/store.ts'
import { answersFor, answersPath, bareHost, wizardMust, writeAnswers } from './wizard.ts'

/** Hosts to break: prepared once, and kept as disks that every scenario starts from. */

/** A cluster's certificates and database name both. */
const name = 'faulty'
const address = '10.77.0.60'
const profile = 'debian-12'

/** What is on a disk, its record too, follows from the mirror and from what the program does to a host. */
function keyOf(): string {
	const hash = createHash('sha256').update(answersFor({ profile } as Host, { hostname: name }))
	for (const folder of ['steps', 'catalog', 'changes', 'answers'])
		for (const file of readdirSync(join(checkout, 'source', folder), { recursive: true, encoding: 'utf8' }).sort())
			if (file.endsWith('.ts')) hash.update(readFileSync(join(checkout, 'source', folder, file)))
	return hash.digest('hex').slice(0, 12)
}

const kept = (kind: Kind): string => join(hostsRoot, `.kept-failures-${kind}-${keyOf()}`)

export type Kind = 'prepared' | 'cluster'

/** A host with everything up to kubeadm init, or with a cluster that was Ready. */
export async function failingHost(bed: Bed, kind: Kind): Promise<Host> {
	if (!existsSync(kept('cluster')) || !existsSync(kept('prepared'))) await prepare(bed)
	return bareHost(bed, name, profile, { address, from: kept(kind) })
}

async function prepare(bed: Bed): Promise<void> {
	for (const old of readdirSync(hostsRoot))
		if (old.startsWith('.kept-failures-')) await removeTree(join(hostsRoot, old))
	const host = await bareHost(bed, name, profile, { address })
	await writeAnswers(host, answersFor(host, { hostname: name }))
	await wizardMust(host, ['--answers', answersPath, '--yes'])
	await host.must('systemctl stop kubelet containerd; sync')
	await keepDisk(name, `failures-cluster-${keyOf()}`)
	await host.must('systemctl start containerd kubelet')
	await wizardMust(host, ['reset', '--yes'])
	await host.must('systemctl stop kubelet containerd; sync')
	await keepDisk(name, `failures-prepared-${keyOf()}`)
	await bed.down(name)
}

export interface Reported {
	id: string
	confidence: string
	evidence: { source: string; line: string }[]
	fix: { risk: string; destructive: boolean; changes: { what: string; diff: string[]; commands: string[] }[] }
}

export function diagnosesOf(json: string): Reported[] {
	return (JSON.parse(json) as { diagnoses: Reported[] }).diagnoses
}

/**
 * The wizard at a terminal of the host: types the next answer whenever it asks. Returns what was on the screen. The
 * terminal is util-linux's `script`.
 */
export async function atTerminal(
	host: Host,
	words: readonly string[],
	typed: readonly string[],
	timeout = 600_000,
): Promise<string> {
	const script = `
		rm -rf /run/typed; mkdir /run/typed; mkfifo /run/typed/in; : > /run/typed/out
		script -qefc "node /opt/k8s-wizard/dist/cli.js ${words.join(' ')}" /run/typed/out < /run/typed/in > /dev/null &
		exec 3> /run/typed/in
		trap '' PIPE
		asked=0
		for answer in "$@"; do
			asked=$((asked + 1))
			until [ "$(grep -cE 'Enter for 1:|\\[y/N\\]' /run/typed/out)" -ge "$asked" ] || ! kill -0 $! 2> /dev/null; do sleep 0.1; done
			echo "$answer" >&3 || break
		done
		wait $!; echo "exit $?" >> /run/typed/out
		cat /run/typed/out`
	return host.must(['bash', '-c', script, 'typed', ...typed], { timeout })
}

/** Differences that a fix did not announce: by the name of what differs in the words, diffs and commands of its changes. */
export function unannounced(before: Snapshot, after: Snapshot, { fix }: Reported): string[] {
	const announced = JSON.stringify(fix.changes)
	return (
		diff(before, after)
			// The wizard's own journal, and the books that a running containerd keeps.
			.filter(({ name: one }) => !/^\/var\/lib\/(?:k8s-wizard|containerd)(\/|$)/.test(one))
			.filter(({ name: one }) => !announced.includes(one.replace(/ state$/, '')))
			.filter(({ kind, name: one }) => !(kind === 'file' && isLinkOfUnit(one, announced)))
			// The kernel sets every link's own values with ip_forward: a router takes no redirects.
			.filter(
				({ kind, name: one }) =>
					!(
						kind === 'sysctl' &&
						/^net\.ipv4\.conf\.[^.]+\.(forwarding|accept_redirects)$/.test(one) &&
						announced.includes('ip_forward')
					),
			)
			.map(({ kind, name: one, before: was, after: is }) => `${kind} ${one}: ${was} → ${is}`)
	)
}

/** Enabling a unit is a link in the folder of what wants it; the folder's own time is not compared. */
function isLinkOfUnit(path: string, announced: string): boolean {
	const unit = /^\/etc\/systemd\/system\/[\w.@-]+\.wants\/([\w.@-]+)$/.exec(path)?.[1]
	return unit !== undefined && announced.includes(unit)
}

export interface Result {
	id: string
	what: string
	named: string
	fix: string
	after: string
}

const table = join(checkout, 'test/bed/faults/RESULTS.md')
const head = `# What was broken on the bed, and what came of it

Written by the scenarios in \`test/e2e/failures-*.test.ts\`; not to be edited.

| failure | what was done to the host | named | fix | after it |
|---|---|---|---|---|
`

/** Puts rows into the table, in the place of those for the same fault. */
export function writeResults(results: readonly Result[]): void {
	if (results.length === 0) return
	const rows = new Map<string, string>()
	const text = existsSync(table) ? readFileSync(table, 'utf8') : ''
	for (const line of text.split('\n')) {
		const [, id, what] = /^\| `([^`]+)` \| ([^|]+) \|/.exec(line) ?? []
		if (id !== undefined) rows.set(`${id} ${what}`, line)
	}
	for (const { id, what, named, fix, after } of results)
		rows.set(`${id} ${what}`, `| \`${id}\` | ${what} | ${named} | ${fix} | ${after} |`)
	const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line)
	writeFileSync(table, `${head}${sorted.join('\n')}\n`)
}
