import { message } from '../locales/message.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { type ControlPlaneNode, type FreshJoin, freshJoin } from './fresh-join.ts'
import { secretPlaces } from './kubeadm-join.ts'
import { commandLine } from './quote.ts'

/** Answers files (0600) that other hosts join with, made with a token and a certificate key of their own. */
export interface JoinAnswersChange extends ChangeBase, ControlPlaneNode {
	readonly kind: 'join-answers'
	readonly folder: string
	readonly files: readonly {
		readonly name: string
		/** With `secretPlaces` and `caHashPlace` where the cluster's own values go. */
		readonly text: string
		/** For a control plane: no longer good than the certificates are there. */
		readonly certificates: boolean
	}[]
}

/** What stands in a text for the hash of the cluster's CA. */
export const caHashPlace = 'CA-HASH-GOES-HERE'

/** The text with what a host needs to join, and in its first line until when it is good. */
export function filled(text: string, fresh: FreshJoin, certificates: boolean): string {
	const whole = text
		.replace(secretPlaces.token, fresh.token)
		.replace(secretPlaces.certificateKey, fresh.certificateKey ?? '')
		.replace(caHashPlace, fresh.caCertHash)
	return `# k8s-wizard, → ${untilOf(fresh, certificates)}\n${whole}`
}

export function untilOf({ tokenUntil, certificatesUntil }: FreshJoin, certificates: boolean): string {
	return certificates ? certificatesUntil : tokenUntil
}

const privateFile = { mode: 0o600, uid: 0, gid: 0 }

export const joinAnswers: ChangeKind<JoinAnswersChange, null> = {
	kind: 'join-answers',
	describe: ({ folder }) => message('change.joinAnswers', { folder }),

	// Those that have expired are no reason for a run: `join-command` makes fresh ones at any time.
	async inspect({ folder, files }, { host }) {
		const present = (await host.list(folder)) ?? []
		const names = files.map(({ name }) => name)
		if (names.every(name => present.includes(name))) return { state: 'settled' }
		return {
			state: 'pending',
			before: null,
			diff: names.map(name => `+${folder}/${name} (0600)`),
			after: { folder, files: names },
		}
	},

	async apply(change, context) {
		const { host } = context
		const { folder, files } = change
		const fresh = await freshJoin(
			context,
			change,
			files.some(({ certificates }) => certificates),
		)
		if (!(await host.stat(folder))) await host.makeDirectory(folder, { ...privateFile, mode: 0o700 })
		for (const { name, text, certificates } of files) {
			const path = `${folder}/${name}`
			await host.writeFile(path, filled(text, fresh, certificates), privateFile)
			context.progress(message('change.joinAnswers.until', { path, until: untilOf(fresh, certificates) }))
		}
		context.setOutput('join-answers', folder)
	},

	async undo({ folder, files }, _before, { host }) {
		for (const { name } of files) await host.remove(`${folder}/${name}`)
		if ((await host.list(folder))?.length === 0) await host.remove(folder)
		return { undone: true }
	},

	shell: ({ kubeconfig }) => [
		commandLine(['kubeadm', `--kubeconfig=${kubeconfig}`, 'token', 'create', '--print-join-command']),
	],
}
