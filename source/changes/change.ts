import type { Host } from '../host/host.ts'
import type { Message } from '../locales/message.ts'

/** What all changes have. A change is plain data: it survives JSON, and two plans can be compared by it. */
export interface ChangeBase {
	readonly kind: string
	/** Why this change, where the step's own reason does not say it. */
	readonly why?: Message
}

/** What inspecting found, without touching anything. */
export type Inspection<Before> =
	| { readonly state: 'settled' }
	| {
			readonly state: 'pending'
			/** What undo needs, as JSON; file contents go through `keep` and are named by their hash. */
			readonly before: Before
			/** Lines of a unified diff or commands: what will be different. */
			readonly diff: readonly string[]
			/** What will be true afterwards, as JSON: a plan and the run that follows it have the same. */
			readonly after: unknown
	  }
	/** Could not look: neither settled nor pending. */
	| { readonly state: 'unknown'; readonly reason: string }

export interface InspectContext {
	host: Host
	/** Keeps a before-image (0600) and returns its hash. While planning it only hashes. */
	keep(content: Uint8Array): Promise<string>
}

export interface ApplyContext {
	host: Host
	/** The log file of the step, for the output of commands. */
	log: string
	signal: AbortSignal
	/** Outputs of steps that have run, by name (a join token's file, an admin.conf's path). */
	outputs: ReadonlyMap<string, string>
	setOutput(name: string, value: string): void
	/** Something worth a line on screen while it goes on (a phase inside kubeadm, an image pulled). */
	progress(what: Message): void
}

export interface UndoContext extends ApplyContext {
	/** A before-image by its hash. */
	kept(hash: string): Promise<Uint8Array>
	/** What the cluster holds of this node goes too. */
	leave?: Leave
}

/** A node leaves a cluster that goes on without it. */
export interface Leave {
	readonly node: string
	/** A kubeconfig on this host that may delete nodes. */
	readonly kubeconfig: string
	/** Of control planes that stay, 'https://10.0.0.2:6443', tried in turn; none: the kubeconfig's own. */
	readonly servers: readonly string[]
	/** The node has an etcd member, which kubeadm reset takes out. */
	readonly etcdMember: boolean
}

/** What undoing one change came to. */
export type UndoResult =
	| { readonly undone: true }
	/** The operator changed it after us, or something else needs it now: kept, and said so. */
	| { readonly undone: false; readonly kept: Message }

/** What the host says of a change that was cut off and must not be repeated blindly (promise 3). */
export interface Recovery {
	/** Nothing of it is left, it may run · its remains are undone first, with consent · the operator has to look. */
	readonly decision: 'repeat' | 'clean-up' | 'stop'
	readonly why: Message
}

/** One kind of change: how to look, say, do, check, undo and print it. One object per kind, in a file of its name. */
export interface ChangeKind<Change extends ChangeBase, Before = unknown> {
	readonly kind: Change['kind']
	/** Held while it is applied or undone; two changes with the same lock never run at the same time. */
	readonly lock?: 'package-manager' | 'systemd' | 'firewall'
	/** Cannot be given back (told in the plan), or may not be run twice without looking at the evidence (promise 3). */
	readonly irreversible?: Message
	readonly repeatable?: false
	/** Waits long for what evidence may tell sooner: it is looked at meanwhile, and may end it. */
	readonly waits?: true
	/** Undone before everything else, whatever came after it (kubeadm reset). */
	readonly undoFirst?: true
	/** Texts in it that may stand in 0600 files only: taken out of journal, plan and screen. */
	secrets?(change: Change): readonly string[]
	/** In words, for a plan's line: "file /etc/crictl.yaml". */
	describe(change: Change): Message
	inspect(change: Change, context: InspectContext): Promise<Inspection<Before>>
	/** Throws a CommandError or HostError when it fails. Must be safe to run again after having been cut off. */
	apply(change: Change, context: ApplyContext): Promise<void>
	undo(change: Change, before: Before, context: UndoContext): Promise<UndoResult>
	/** Of kinds that are not repeatable, asked when it was cut off and is still pending. */
	recover?(change: Change, before: Before, context: InspectContext): Promise<Recovery>
	/** Lines of bash (under `set -euo pipefail`) that do the same; secrets are read from files. */
	shell(change: Change): readonly string[]
}
