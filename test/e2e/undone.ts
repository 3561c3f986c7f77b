import { residueOf } from '../../source/engine/residue.ts'
import { type Difference, diff } from '../bed/diff.ts'
import type { Host } from '../bed/hosts/host.ts'
import { type Snapshot, snapshot } from '../bed/snapshot.ts'

/** The wizard's word for the package manager of a host. */
export function familyOf(host: Host): 'rpm' | 'deb' {
	return ['rocky-9', 'centos-7'].includes(host.profile) ? 'rpm' : 'deb'
}

/** What differs from before, without the exact paths that the wizard's own list of residue names. */
export async function notGivenBack(host: Host, before: Snapshot): Promise<Difference[]> {
	const paths = residueOf(familyOf(host)).map(({ path }) => path)
	const isResidue = ({ kind, name }: Difference): boolean =>
		kind === 'file' && paths.some(path => name === path || name.startsWith(`${path}/`))
	const found = diff(before, await snapshot(host))
	const residue = found.filter(isResidue)
	console.log(
		`${host.name}: ${residue.length} differences in the residue list, ${found.length - residue.length} outside`,
	)
	return found.filter(difference => !isResidue(difference))
}
