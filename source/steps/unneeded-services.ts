import type { Step } from './step.ts'

/** Row 8, by choice: services of a mail relay that a cluster's node has no use for. */
export const unneededServices: Step = {
	id: 'unneeded-services',
	rows: [8],
	needs: [],
	when: ({ answers }) => answers.optional.includes('unneeded-services'),
	changes: () => [{ kind: 'service', unit: 'postfix.service', enabled: false, running: false }],
}
