import { message } from '../locales/message.ts'
import type { Step } from './step.ts'

const path = '/etc/selinux/config'

/** Row 5: SELinux lets containers read what the kubelet hands them. */
export const selinux: Step = {
	id: 'selinux',
	rows: [5],
	needs: [],
	when: ({ answers, facts }) =>
		answers.selinux !== 'leave' && facts.selinux.looked && ['enforcing', 'permissive'].includes(facts.selinux.value),
	notes: ({ answers }) => (answers.selinux === 'disabled' ? [message('step.selinux.needsReboot')] : []),
	changes: ({ answers }) => {
		const wanted = answers.selinux === 'disabled' ? 'disabled' : 'permissive'
		const others = ['enforcing', 'permissive', 'disabled'].filter(mode => mode !== wanted)
		return [
			{ kind: 'selinux-mode', mode: 'permissive' },
			{ kind: 'lines-off', path, lines: others.map(mode => `SELINUX=${mode}`) },
			{ kind: 'block', path, marker: 'selinux', lines: [`SELINUX=${wanted}`] },
		]
	},
}
