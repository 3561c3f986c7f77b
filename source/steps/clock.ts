import { message } from '../locales/message.ts'
import { packageChanges } from './changes.ts'
import type { PlanContext, Step } from './step.ts'

/** Row 7: time zone by choice, hardware clock in UTC, and something that keeps the time. */
export const clock: Step = {
	id: 'clock',
	rows: [7],
	needs: ['host-packages'],
	notes: ({ facts }) => (facts.container === undefined ? [] : [message('step.clock.ofTheMachine')]),
	changes: context => {
		const { answers, facts } = context
		return [
			...(answers.timezone === 'keep' ? [] : [{ kind: 'timezone' as const, zone: answers.timezone }]),
			...(facts.container === undefined ? [{ kind: 'local-rtc-off' as const }] : []),
			...packageChanges('clock', context, ['/var/lib/chrony', '/var/log/chrony', '/run/chrony']),
			...keeper(context).map(unit => ({ kind: 'service' as const, unit, enabled: true, running: true })),
		]
	},
}

const installed = { rpm: 'chronyd.service', deb: 'chrony.service' } as const

/** The unit that keeps the time: what runs already stays, chrony where nothing does. */
function keeper({ facts, resolution }: PlanContext): string[] {
	if (facts.container !== undefined || !facts.timeSync.looked) return []
	if (facts.timeSync.value !== 'none') return [`${facts.timeSync.value}.service`]
	return resolution.packages.clock.install.length > 0 ? [installed[facts.os.family]] : []
}
