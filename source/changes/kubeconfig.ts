import { dirname } from 'node:path'
import { HostError, succeeded } from '../host/errors.ts'
import type { Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ApplyContext, ChangeBase, ChangeKind } from './change.ts'
import type { Owner } from './file.ts'
import { imageOf, missingParents, type PathImage } from './path-image.ts'
import { commandLine, quote } from './quote.ts'
import { sha256 } from './sha256.ts'

/** A user's copy of the administrator's kubeconfig (0600); one that is there is kept for undo and as PATH.before-k8s-wizard. */
export interface KubeconfigChange extends ChangeBase {
	readonly kind: 'kubeconfig'
	/** '/etc/kubernetes/admin.conf' */
	readonly source: string
	/** '/root/.kube/config' */
	readonly path: string
	/** Its user's name: files in a home are written as their owner. */
	readonly user: string
	readonly owner: Owner
}

interface Before {
	readonly image: PathImage
	/** Folders that were not there, outermost first. */
	readonly missing: readonly string[]
	/** There was a copy of an earlier file already. */
	readonly copied: boolean
}

function copyOf(path: string): string {
	return `${path}.before-k8s-wizard`
}

/** Runs as the user: what root writes into a home may be led elsewhere by a link. */
async function asUser(
	{ host, log, signal }: ApplyContext,
	user: string,
	argv: readonly [string, ...string[]],
	input?: string,
): Promise<void> {
	succeeded(await host.act(argv, { log, signal, user, ...(input !== undefined && { input }) }), log)
}

/** Reads what it inherits: /dev/stdin would be opened again, which another user than root may not. */
export const writeScript =
	'umask 077 && cat >"$1.k8s-wizard-new" && chmod "$2" "$1.k8s-wizard-new" && mv -f "$1.k8s-wizard-new" "$1"'

function writeAsUser(context: ApplyContext, user: string, path: string, mode: string, content: string): Promise<void> {
	return asUser(context, user, ['sh', '-c', writeScript, 'sh', path, mode], content)
}

/** 'certificate-authority-data' tells clusters apart; a user's context or namespace is their own business. */
function clusterOf(kubeconfig: string | undefined): string | undefined {
	return /certificate-authority-data: *(\S+)/.exec(kubeconfig ?? '')?.[1]
}

async function isSettled(host: Host, { source, path, owner }: KubeconfigChange): Promise<boolean> {
	const [wanted, is, state] = [await host.readText(source), await host.readText(path), await host.stat(path)]
	if (wanted === undefined || is === undefined || state?.uid !== owner.uid) return false
	return is === wanted || (clusterOf(is) !== undefined && clusterOf(is) === clusterOf(wanted))
}

export const kubeconfig: ChangeKind<KubeconfigChange, Before> = {
	kind: 'kubeconfig',
	describe: ({ path, user }) => message('change.kubeconfig', { path, user }),

	async inspect(change, { host, keep }) {
		const { path, source, owner } = change
		if (await isSettled(host, change)) return { state: 'settled' }
		const before: Before = {
			image: await imageOf(host, path, keep),
			missing: await missingParents(host, path),
			copied: (await host.stat(copyOf(path))) !== undefined,
		}
		return {
			state: 'pending',
			before,
			diff: [
				...(before.image.type === 'nothing' ? [] : [`-${path}`, `+${copyOf(path)}`]),
				`+${path} (${source}, 0600, ${owner.uid}:${owner.gid})`,
			],
			after: { path, copyOf: source, owner },
		}
	},

	async apply({ source, path, user }, context) {
		const { host } = context
		const content = await host.readText(source)
		if (content === undefined) throw new HostError('read', source, 'ENOENT')
		await asUser(context, user, ['mkdir', '-p', dirname(path)])
		const there = await host.stat(path)
		if (there && !(await host.stat(copyOf(path)))) await asUser(context, user, ['cp', '-p', path, copyOf(path)])
		await writeAsUser(context, user, path, '0600', content)
	},

	async undo({ path, user, source }, before, context) {
		const { host, kept } = context
		const now = await imageOf(host, path, async bytes => sha256(bytes))
		if (now.type === 'nothing') return { undone: true }
		const text = await host.readText(path)
		const admin = await host.readText(source)
		const untouched = now.type === 'file' && before.image.type === 'file' && now.hash === before.image.hash
		// After a reset the administrator's file is gone, and what names its cluster is of no use to anyone.
		const ours = admin === undefined ? isAdministrators(text) : text === admin
		if (!untouched && !ours) return { undone: false, kept: message('change.kept.edited', { path }) }
		if (before.image.type === 'file') {
			const mode = before.image.mode.toString(8).padStart(4, '0')
			const old = Buffer.from(await kept(before.image.hash)).toString('utf8')
			await writeAsUser(context, user, path, mode, old)
		} else {
			await asUser(context, user, ['rm', '-f', path])
		}
		if (!before.copied) await asUser(context, user, ['rm', '-f', copyOf(path)])
		for (const folder of [...before.missing].reverse()) {
			// kubectl's cache, which only the commands of this user's own have filled.
			const left = ((await host.list(folder)) ?? []).filter(name => name !== 'cache' && name !== 'http-cache')
			if (left.length > 0) break
			await asUser(context, user, ['rm', '-rf', folder])
		}
		return { undone: true }
	},

	shell: ({ source, path, user, owner }) => [
		`runuser -u ${quote(user)} -- mkdir -p ${quote(dirname(path))}`,
		`[ ! -e ${quote(path)} ] || runuser -u ${quote(user)} -- ${commandLine(['cp', '-p', path, copyOf(path)])}`,
		`install -m 0600 -o ${owner.uid} -g ${owner.gid} ${quote(source)} ${quote(path)}`,
	],
}

/** As kubeadm writes it, with nothing added. */
function isAdministrators(text: string | undefined): boolean {
	return (
		text !== undefined && /^current-context: kubernetes-admin@/m.test(text) && text.split('- context:').length === 2
	)
}
