import { newestAllowed } from '../../answers/ceiling.ts'
import { minimumHost } from '../../catalog/kubernetes.ts'
import { deadRepositories } from '../../catalog/mirrors.ts'
import type { Facts } from '../../host/facts.ts'
import type { Looked } from '../../host/host.ts'
import { type Message, message } from '../../locales/message.ts'
import type { Finding } from '../../ui/port.ts'

const verbatim = (text: string): Message => message('command.verbatim', { text })
const none = message('ui.found.none')

type Found = Pick<Finding, 'value' | 'state'> & { readonly note?: Message | undefined }
const ok = (value: Message): Found => ({ value, state: 'ok' })
const warning = (value: Message, note?: Message): Found => ({ value, state: 'warning', note })
const problem = (value: Message, note?: Message): Found => ({ value, state: 'problem', note })

/** A look that failed is neither good nor bad. */
function looked<Value>(look: Looked<Value>, found: (value: Value) => Found): Found {
	return look.looked ? found(look.value) : { value: verbatim(look.reason), state: 'unknown' }
}

/** What the facts of this host mean for a plan, in the order in which they are shown. */
export function findingsOf(facts: Facts): Finding[] {
	const rows: readonly (readonly [id: string, label: Message, found: Found])[] = [
		['system', message('ui.found.system'), ok(verbatim(facts.os.name))],
		['kernel', message('ui.found.kernel'), kernel(facts)],
		['kubernetes', message('ui.found.kubernetes'), kubernetes(facts)],
		['machine', message('ui.found.machine'), machine(facts)],
		['address', message('ui.found.address'), address(facts)],
		['cluster', message('ui.found.cluster'), cluster(facts)],
		['runtime', message('ui.found.runtime'), runtime(facts)],
		['swap', message('ui.found.swap'), swap(facts)],
		['selinux', message('ui.found.selinux'), selinux(facts)],
		['firewall', message('ui.found.firewall'), firewall(facts)],
		['clock', message('ui.found.clock'), clock(facts)],
		['ports', message('ui.found.ports'), ports(facts)],
	]
	return rows.map(([id, label, { note, ...found }]) => ({ id, label, ...found, ...(note && { note }) }))
}

function kernel({ kernel: { release }, cgroup, container }: Facts): Found {
	const value = message('ui.found.kernelValue', { release, cgroup })
	return container === undefined ? ok(value) : warning(value, message('ui.found.container', { container }))
}

function kubernetes(facts: Facts): Found {
	const { version, why } = newestAllowed({ facts, mirror: { name: 'upstream' }, kernel: 'stock' })
	if (version === undefined) return problem(message('ui.found.noVersion'), why[0])
	const value = message('ui.found.newest', { version })
	return why[0] ? { ...ok(value), note: why[0] } : ok(value)
}

function machine({ cpus, memoryBytes, architecture, container }: Facts): Found {
	const memory = (memoryBytes / 1024 ** 3).toFixed(1)
	const value = message('ui.found.machineValue', { cpus, memory, architecture })
	const mebibytes = (bytes: number) => Math.floor(bytes / 1024 ** 2)
	if (cpus < minimumHost.controlPlaneCpus && container === undefined) {
		return problem(value, message('answers.tooFewCpus', { found: cpus, least: minimumHost.controlPlaneCpus }))
	}
	if (memoryBytes < minimumHost.memoryBytes) {
		const parameters = { found: mebibytes(memoryBytes), least: mebibytes(minimumHost.memoryBytes) }
		return problem(value, message('answers.tooLittleMemory', parameters))
	}
	return ok(value)
}

function address({ defaultAddress }: Facts): Found {
	if (!defaultAddress) return warning(message('ui.found.noRoute'), message('ui.found.noRouteNote'))
	return ok(message('ui.found.addressValue', { address: defaultAddress.address, device: defaultAddress.interface }))
}

function cluster({ cluster: { role, remains } }: Facts): Found {
	if (role !== 'none') return warning(message('ui.found.clusterRole', { role }))
	if (remains.length === 0) return ok(message('ui.found.noCluster'))
	return problem(message('ui.found.remains', { paths: remains.join(', ') }), message('ui.found.remainsNote'))
}

function runtime({ docker, containerd }: Facts): Found {
	if (docker.looked && docker.value?.running) {
		const { version, containers } = docker.value
		return ok(message('ui.found.docker', { version, containers }))
	}
	return looked(containerd, value =>
		ok(value ? message('ui.found.containerd', { version: value.version }) : message('ui.found.noRuntime')),
	)
}

function swap({ swap }: Facts): Found {
	return looked(swap, ({ active }) =>
		active.length === 0
			? ok(message('ui.found.off'))
			: warning(message('ui.found.swapOn', { devices: active.join(', ') }), message('ui.found.swapNote')),
	)
}

function selinux({ selinux }: Facts): Found {
	return looked(selinux, value =>
		value === 'enforcing'
			? warning(verbatim(value), message('ui.found.selinuxNote'))
			: ok(value === 'absent' ? none : verbatim(value)),
	)
}

function firewall({ firewall }: Facts): Found {
	return looked(firewall, value =>
		value === 'none' ? ok(none) : { ...ok(verbatim(value)), note: message('ui.found.firewallNote') },
	)
}

function clock({ timeSync, container }: Facts): Found {
	return looked(timeSync, value =>
		value === 'none' && container === undefined
			? warning(message('ui.found.noClock'), message('ui.found.noClockNote'))
			: ok(value === 'none' ? none : verbatim(value)),
	)
}

/** Ports that a control plane listens on; taken ones are no news where a cluster runs. */
const wanted = [6443, 2379, 2380, 10250, 10257, 10259]

function ports({ ports, cluster: { role } }: Facts): Found {
	return looked(ports, listening => {
		const taken = listening.filter(({ port }) => wanted.includes(port))
		if (taken.length === 0 || role !== 'none') return ok(message('ui.found.portsFree'))
		const words = taken.map(({ port, program }) => (program === undefined ? `${port}` : `${port} (${program})`))
		return problem(message('ui.found.portsTaken', { ports: words.join(', ') }))
	})
}

/** The system's own repositories, where this release's are known to be gone. */
export function repositoryFinding(texts: readonly string[]): Finding | undefined {
	const gone = deadRepositories.find(({ host }) => texts.some(text => text.includes(host)))
	if (!gone) return undefined
	return {
		id: 'repositories',
		label: message('ui.found.repositories'),
		value: message('ui.found.repositoriesDead'),
		state: 'warning',
		note: message('ui.found.repositoriesNote'),
	}
}
