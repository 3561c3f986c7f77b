import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, ChangeBase, ChangeKind, UndoContext } from './change.ts'
import { firewalld } from './firewall/firewalld.ts'
import { iptables } from './firewall/iptables.ts'
import { ufw } from './firewall/ufw.ts'
import { giveBack, imageOf, type PathImage } from './path-image.ts'

/** Ports that the firewall in use lets in, now and after a boot. */
export interface FirewallPortsChange extends ChangeBase {
	readonly kind: 'firewall-ports'
	readonly backend: 'firewalld' | 'ufw' | 'iptables'
	readonly ports: readonly OpenPort[]
	/** The interface that they are reached through: firewalld keeps its rules by zone. */
	readonly interface?: string
}

export interface OpenPort {
	/** One port, or first and last of a range. */
	readonly port: number | readonly [first: number, last: number]
	readonly protocol: 'tcp' | 'udp'
	/** CIDRs that may reach it; left out: everyone. */
	readonly sources?: readonly string[]
}

/** One opening: a port for one source, or for everyone. */
export interface Opening {
	readonly first: number
	readonly last: number
	readonly protocol: 'tcp' | 'udp'
	/** null: everyone. */
	readonly source: string | null
}

/** How one firewall is asked and told. `where` is its own name for a place ('runtime', a zone, a file). */
export interface Firewall {
	/** Places and openings that are missing there, as JSON. */
	missing(host: Host, openings: readonly Opening[], change: FirewallPortsChange): Promise<readonly Missing[]>
	open(context: ApplyContext, missing: readonly Missing[]): Promise<void>
	close(context: ApplyContext, opened: readonly Missing[]): Promise<void>
	/** Files that the firewall itself rewrites when it is told: what closing leaves in another wording goes back byte by byte. */
	files(missing: readonly Missing[]): readonly string[]
	shell(openings: readonly Opening[], change: FirewallPortsChange): readonly string[]
}

export interface Missing extends Opening {
	readonly where: string
}

const firewalls: Readonly<Record<FirewallPortsChange['backend'], Firewall>> = { firewalld, ufw, iptables }

function openingsOf({ ports }: FirewallPortsChange): Opening[] {
	return ports.flatMap(({ port, protocol, sources }) => {
		const [first, last] = typeof port === 'number' ? [port, port] : port
		return (sources ?? [null]).map(source => ({ first, last, protocol, source }))
	})
}

/** '10250/tcp', '30000-32767/tcp' */
export function portWords({ first, last, protocol }: Opening, between = '-'): string {
	return `${first === last ? first : `${first}${between}${last}`}/${protocol}`
}

interface Before {
	readonly missing: readonly Missing[]
	readonly files: Readonly<Record<string, PathImage>>
}

export const firewallPorts: ChangeKind<FirewallPortsChange, Before> = {
	kind: 'firewall-ports',
	lock: 'firewall',
	describe: change => {
		const ports = [...new Set(openingsOf(change).map(opening => portWords(opening)))].join(', ')
		return message('change.firewallPorts', { backend: change.backend, ports })
	},

	async inspect(change, { host, keep }) {
		const openings = openingsOf(change)
		const missing = await firewalls[change.backend].missing(host, openings, change)
		if (missing.length === 0) return { state: 'settled' }
		const files: Record<string, PathImage> = {}
		for (const path of firewalls[change.backend].files(missing)) files[path] = await imageOf(host, path, keep)
		return {
			state: 'pending',
			before: { missing, files },
			diff: missing.map(
				opening => `+${portWords(opening)}${opening.source === null ? '' : ` ← ${opening.source}`} (${opening.where})`,
			),
			after: { firewall: change.backend, open: openings },
		}
	},

	async apply(change, context) {
		const firewall = firewalls[change.backend]
		await firewall.open(context, await firewall.missing(context.host, openingsOf(change), change))
	},

	async undo(change, before, context) {
		const firewall = firewalls[change.backend]
		const missing = await firewall.missing(context.host, openingsOf(change), change)
		const isMissing = (opening: Missing): boolean =>
			missing.some(other => JSON.stringify(other) === JSON.stringify(opening))
		await firewall.close(
			context,
			before.missing.filter(opening => !isMissing(opening)),
		)
		await giveBackFiles(before.files, context)
		return { undone: true }
	},

	shell: change => firewalls[change.backend].shell(openingsOf(change), change),
}

/** Files that the firewall wrote anew, byte by byte as they were, where they still say the same. */
export async function giveBackFiles(files: Readonly<Record<string, PathImage>>, context: UndoContext): Promise<void> {
	for (const [path, image] of Object.entries(files)) {
		if (await saysTheSame(path, image, context)) await giveBack(context.host, path, image, context.kept)
	}
}

/** Blanks apart: a firewall writes its files in its own layout, and leaves an empty one where it had none. */
async function saysTheSame(path: string, image: PathImage, { host, kept }: UndoContext): Promise<boolean> {
	// A copy that the firewall keeps of its own last state says nothing.
	if (path.endsWith('.old')) return true
	const now = await host.readText(path)
	if (now === undefined || image.type === 'link') return false
	const standard = path.replace('/etc/firewalld/', '/usr/lib/firewalld/')
	const old =
		image.type === 'file' ? Buffer.from(await kept(image.hash)).toString('utf8') : await host.readText(standard)
	return old !== undefined && withoutBlanks(old) === withoutBlanks(now)
}

function withoutBlanks(text: string): string {
	return text.replace(/\s+/g, '')
}
