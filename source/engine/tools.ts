import type { ChangeBase, ChangeKind } from '../changes/change.ts'
import type { Host } from '../host/host.ts'

/** What every part of the engine works with. */
export interface Tools {
	readonly host: Host
	/** The kind of a change, also of one read back from a journal. Throws for a kind that this version does not know. */
	kindOf(change: ChangeBase): ChangeKind<ChangeBase>
}
