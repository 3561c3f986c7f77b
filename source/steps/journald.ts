import { journaldSettings } from '../catalog/settings.ts'
import { contentOf, file } from './changes.ts'
import type { Step } from './step.ts'

const unit = 'systemd-journald.service'

/** Row 9: logs that survive a boot and stay bounded. */
export const journald: Step = {
	id: 'journald',
	rows: [9],
	needs: [],
	changes: ({ facts }) => {
		const { settings, renamed } = journaldSettings
		const name = (key: string) => (key === renamed.key && facts.systemd < renamed.before ? renamed.as : key)
		const lines = settings.map(([key, value]) => `${name(key)}=${value}`)
		const content = `# Written by k8s-wizard.\n[Journal]\n${lines.join('\n')}\n`
		const dropIn = file('/etc/systemd/journald.conf.d/90-k8s-wizard.conf', content, { readBy: [unit] })
		return [dropIn, { kind: 'service', unit, restartOn: contentOf(dropIn) }]
	},
}
