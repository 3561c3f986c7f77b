import { message } from '../locales/message.ts'
import { file } from './changes.ts'
import { succeeds } from './checks/command.ts'
import { crictlConfig } from './render/crictl.ts'
import type { Step } from './step.ts'

/** Row 14: crictl (from the Kubernetes packages) knows its socket, and the runtime answers it. */
export const criTools: Step = {
	id: 'cri-tools',
	rows: [14],
	needs: ['kubernetes-packages', 'containerd-config'],
	changes: () => [file('/etc/crictl.yaml', crictlConfig())],
	checks: () => [succeeds(message('step.cri-tools.answers'), ['crictl', 'info'], 30_000)],
}
