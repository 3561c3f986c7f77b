import { CommandError, succeeded } from '../host/errors.ts'
import type { Argv, Host } from '../host/host.ts'
import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { commandLine, quote } from './quote.ts'
import { ChangeRefused } from './refused.ts'

/** An image in containerd's k8s.io namespace, pulled with ctr. */
export interface ImageChange extends ChangeBase {
	readonly kind: 'image'
	/** Full name: 'registry.example:5000/pause:3.2'. */
	readonly reference: string
	/** Folder of hosts.toml files: '/etc/containerd/certs.d'. */
	readonly hostsDirectory?: string
	/** A 0600 environment file with the proxy: it is ctr that fetches, not containerd. */
	readonly proxyFile?: string
	/** 'sha256:…', compared where it is known. */
	readonly digest?: string
}

interface Before {
	/** Names of images that were there. */
	readonly present: readonly string[]
}

interface Listed {
	readonly name: string
	readonly digest: string
}

/** Images by name; undefined: containerd is not there, or not running yet. */
async function listed(host: Host): Promise<Listed[] | undefined> {
	const result = await host.look(ctr('images', 'ls'), { timeout: 30_000 })
	const text = `${result.stdout}\n${result.stderr}`
	if (result.cut === 'not-found' || (result.exitCode !== 0 && /connect: |no such file or directory/.test(text))) {
		return undefined
	}
	return succeeded(result)
		.stdout.split('\n')
		.slice(1)
		.flatMap(line => {
			const [name, , digest] = line.split(/\s+/)
			return name === undefined || name === '' || digest === undefined ? [] : [{ name, digest }]
		})
}

function ctr(...rest: readonly string[]): Argv {
	return ['ctr', '--namespace=k8s.io', ...rest]
}

function pull({ reference, hostsDirectory }: ImageChange): Argv {
	return ctr('images', 'pull', ...(hostsDirectory === undefined ? [] : [`--hosts-dir=${hostsDirectory}`]), reference)
}

/** `NAME="value"` lines. */
async function environmentOf(host: Host, { proxyFile }: ImageChange): Promise<Record<string, string>> {
	const text = proxyFile === undefined ? '' : ((await host.readText(proxyFile)) ?? '')
	return Object.fromEntries([...text.matchAll(/^(\w+)="(.*)"$/gm)].map(([, name = '', value = '']) => [name, value]))
}

export const image: ChangeKind<ImageChange, Before> = {
	kind: 'image',
	describe: ({ reference }) => message('change.image', { reference }),

	async inspect({ reference, digest }, { host }) {
		const images = await listed(host)
		const found = images?.find(({ name }) => name === reference)
		if (found && (digest === undefined || found.digest === digest)) return { state: 'settled' }
		return {
			state: 'pending',
			before: { present: images?.map(({ name }) => name) ?? [] },
			diff: [...(found ? [`-${reference}@${found.digest}`] : []), `+${reference}`],
			after: { image: reference, ...(digest !== undefined && { digest }) },
		}
	},

	async apply(change, { host, log, signal, progress }) {
		const { reference, digest } = change
		const env = await environmentOf(host, change)
		succeeded(await host.act(pull(change), { log, signal, env }), log)
		const found = (await listed(host))?.find(({ name }) => name === reference)
		if (digest !== undefined && found && found.digest !== digest) {
			await host.act(ctr('images', 'rm', reference), { log })
			throw new ChangeRefused(message('change.image.otherDigest', { reference }), [found.digest, digest])
		}
		progress(message('change.image.pulled', { reference }))
	},

	async undo({ reference }, before, { host, log }) {
		const images = await listed(host)
		const own = images?.find(({ name }) => name === reference)
		if (!images || !own || before.present.includes(reference)) return { undone: true }
		// Names that the runtime gave the same image: by its digest and by its content.
		const same = images.filter(({ name, digest }) => digest === own.digest && !before.present.includes(name))
		const others = same.filter(({ name }) => name !== reference && !/^sha256:|@sha256:/.test(name))
		const names = others.length > 0 ? [reference] : same.map(({ name }) => name)
		const result = await host.act(ctr('images', 'rm', '--sync', ...names), { log })
		if (result.exitCode !== 0) throw new CommandError(result, log)
		return { undone: true }
	},

	shell: change => [
		change.proxyFile === undefined
			? commandLine(pull(change))
			: `(set -a; . ${quote(change.proxyFile)}; ${commandLine(pull(change))})`,
	],
}
