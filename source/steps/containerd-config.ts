import type { FileChange } from '../changes/index.ts'
import { message } from '../locales/message.ts'
import { contentOf, file, ownFolder } from './changes.ts'
import { succeeds } from './checks/command.ts'
import { containerdConfigFile, containerdSocket, containerdConfig as render } from './render/containerd-config.ts'
import { hostsToml, hostsTomlFile, registryCaFile } from './render/hosts-toml.ts'
import { proxyEnvironment } from './render/proxy-environment.ts'
import type { PlanContext, Step } from './step.ts'

const unit = 'containerd.service'

/** Row 13: a whole config.toml for this containerd; what was there is kept for undo. Docker is never restarted. */
export const containerdConfig: Step = {
	id: 'containerd-config',
	rows: [13],
	needs: ['container-runtime', 'kernel-modules'],
	notes: ({ facts }) => (facts.mayLowerOomScore ? [] : [message('step.containerd-config.oomScore')]),
	changes: context => {
		const config = file(containerdConfigFile, rendered(context), { readBy: [unit] })
		const proxy = proxyFiles(context)
		return [
			config,
			...registryFiles(context),
			...proxy,
			{
				kind: 'service',
				unit,
				enabled: true,
				running: true,
				restartOn: contentOf(config, ...proxy),
				makes: ['/opt/containerd/bin', '/opt/containerd/lib', '/opt/containerd'],
			},
		]
	},
	checks: () => [
		succeeds(message('step.containerd-config.answers'), ['ctr', '--address', containerdSocket, 'version'], 30_000),
	],
}

function rendered({ facts, resolution }: PlanContext): string {
	return render({
		configVersion: resolution.containerd.configVersion,
		sandboxImage: resolution.images.pause,
		restrictOomScore: !facts.mayLowerOomScore,
	})
}

/** Read at every pull: containerd need not be restarted for these. */
function registryFiles({ resolution }: PlanContext): FileChange[] {
	return resolution.images.registries.flatMap(registry => [
		file(
			hostsTomlFile(registry),
			hostsToml(registry),
			registry.credentials === undefined ? {} : { mode: 0o600, secret: true },
		),
		...(registry.ca === undefined ? [] : [file(registryCaFile(registry), registry.ca)]),
	])
}

/** A proxy's address may hold a password, which a unit's own environment would show to everyone. */
function proxyFiles({ answers }: PlanContext): FileChange[] {
	const environment = proxyEnvironment(answers)
	if (environment === undefined) return []
	const path = `${ownFolder}/proxy.env`
	return [
		file(path, environment, { mode: 0o600, secret: true, readBy: [unit] }),
		file(`/etc/systemd/system/${unit}.d/k8s-wizard.conf`, `[Service]\nEnvironmentFile=${path}\n`, { readBy: [unit] }),
	]
}
