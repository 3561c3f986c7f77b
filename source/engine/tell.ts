import type { Diagnosed } from '../failures/diagnose.ts'
import type { Diagnosis, Fix } from '../failures/failure.ts'
import { hashOnly } from './before-images.ts'
import type { ToldDiagnosis, ToldFix } from './events.ts'
import { hashOfValue } from './hash.ts'
import type { Tools } from './tools.ts'

/** A diagnosis as it is told, and what its fix would do on this host now. */
export interface Told {
	readonly diagnosis: Diagnosis
	readonly told: ToldDiagnosis
	/** Equal for the same fix for the same state of the host; undefined: there is nothing to apply. */
	readonly fixKey: string | undefined
}

/** Says what every fix would do, by inspecting its changes. Writes nothing. */
export async function tell(tools: Tools, { diagnoses }: Pick<Diagnosed, 'diagnoses'>): Promise<Told[]> {
	return Promise.all(
		diagnoses.map(async diagnosis => {
			const { failure, confidence, evidence } = diagnosis
			const fix = await tellFix(tools, diagnosis.fix)
			// Everything that it would do is so already: it cannot be what helps.
			const useless = fix.risk !== 'manual' && fix.changes.length === 0
			const told = useless ? manual(diagnosis) : fix
			return {
				diagnosis,
				fixKey: told.risk === 'manual' ? undefined : fixKeyOf(failure.id, diagnosis.fix),
				told: { id: failure.id, title: failure.title, confidence, cause: failure.cause, evidence, fix: told },
			}
		}),
	)
}

function manual({ failure }: Diagnosis): ToldFix {
	return { risk: 'manual', destructive: false, what: failure.advice, changes: [] }
}

async function tellFix({ host, kindOf }: Tools, fix: Fix): Promise<ToldFix> {
	const { risk, destructive, what } = fix
	if (risk === 'manual') return { risk, destructive, what, changes: [] }
	const changes = await Promise.all(
		fix.changes.map(async change => {
			const kind = kindOf(change)
			const inspection = await kind.inspect(change, { host, keep: hashOnly })
			if (inspection.state === 'settled') return []
			const diff = inspection.state === 'pending' ? inspection.diff : [inspection.reason]
			return [{ what: kind.describe(change), diff, commands: commandsOf(kind.shell(change)) }]
		}),
	)
	return { risk, destructive, what, changes: changes.flat() }
}

/** What writes a whole text only repeats the diff. */
function commandsOf(shell: readonly string[]): readonly string[] {
	return shell.some(line => line.includes("<<'")) ? [] : shell
}

/** Equal for the same fix of the same failure. */
export function fixKeyOf(failure: string, fix: Fix): string {
	return hashOfValue([failure, fix])
}
