import { CommandError, HostError } from '../host/errors.ts'
import { type AbsentChange, absent } from './absent.ts'
import { type BlockChange, block } from './block.ts'
import type { ChangeBase, ChangeKind } from './change.ts'
import { type ConfigMapChange, configMap } from './config-map.ts'
import { type DefaultKernelChange, defaultKernel } from './default-kernel.ts'
import { type FileChange, file } from './file.ts'
import { type FirewallPodsChange, firewallPods } from './firewall-pods.ts'
import { type FirewallPortsChange, firewallPorts } from './firewall-ports.ts'
import { type HostNetworkHostsChange, hostNetworkHosts } from './host-network-hosts.ts'
import { type HostnameChange, hostname } from './hostname.ts'
import { type ImageChange, image } from './image.ts'
import { type JoinAnswersChange, joinAnswers } from './join-answers.ts'
import { type KubeadmInitChange, kubeadmInit } from './kubeadm-init.ts'
import { type KubeadmJoinChange, kubeadmJoin } from './kubeadm-join.ts'
import { type KubeconfigChange, kubeconfig } from './kubeconfig.ts'
import { type LinesOffChange, linesOff } from './lines-off.ts'
import { type LinkChange, link } from './link.ts'
import { type LocalRtcOffChange, localRtcOff } from './local-rtc-off.ts'
import { type ManifestChange, manifest } from './manifest.ts'
import { type ModuleChange, module } from './module.ts'
import { type MovedAsideChange, movedAside } from './moved-aside.ts'
import { type NetworkLinkAbsentChange, networkLinkAbsent } from './network-link-absent.ts'
import { type PackagesChange, packages } from './packages.ts'
import { type SelinuxModeChange, selinuxMode } from './selinux-mode.ts'
import { type ServiceChange, service } from './service.ts'
import { type SwapOffChange, swapOff } from './swap-off.ts'
import { type SysctlChange, sysctl } from './sysctl.ts'
import { type TimezoneChange, timezone } from './timezone.ts'
import { type UntaintChange, untaint } from './untaint.ts'

/** Every alteration of a host that there is. */
export type Change =
	| AbsentChange
	| BlockChange
	| ConfigMapChange
	| DefaultKernelChange
	| FileChange
	| FirewallPodsChange
	| FirewallPortsChange
	| HostNetworkHostsChange
	| HostnameChange
	| ImageChange
	| JoinAnswersChange
	| KubeadmInitChange
	| KubeadmJoinChange
	| KubeconfigChange
	| LinesOffChange
	| LinkChange
	| LocalRtcOffChange
	| ManifestChange
	| ModuleChange
	| MovedAsideChange
	| NetworkLinkAbsentChange
	| PackagesChange
	| SelinuxModeChange
	| ServiceChange
	| SwapOffChange
	| SysctlChange
	| TimezoneChange
	| UntaintChange

export type {
	AbsentChange,
	BlockChange,
	ConfigMapChange,
	DefaultKernelChange,
	FileChange,
	FirewallPodsChange,
	FirewallPortsChange,
	HostNetworkHostsChange,
	HostnameChange,
	ImageChange,
	JoinAnswersChange,
	KubeadmInitChange,
	KubeadmJoinChange,
	KubeconfigChange,
	LinesOffChange,
	LinkChange,
	LocalRtcOffChange,
	ManifestChange,
	ModuleChange,
	MovedAsideChange,
	NetworkLinkAbsentChange,
	PackagesChange,
	SelinuxModeChange,
	ServiceChange,
	SwapOffChange,
	SysctlChange,
	TimezoneChange,
	UntaintChange,
}

/** A change of a kind that this version does not know, read from a journal of another version. */
export class UnknownKind extends Error {
	readonly kind: string

	constructor(kind: string) {
		super(`unknown kind of change: ${kind}`)
		this.name = 'UnknownKind'
		this.kind = kind
	}
}

const all: readonly ChangeKind<ChangeBase>[] = [
	absent,
	block,
	configMap,
	defaultKernel,
	file,
	firewallPods,
	firewallPorts,
	hostNetworkHosts,
	hostname,
	image,
	joinAnswers,
	kubeadmInit,
	kubeadmJoin,
	kubeconfig,
	linesOff,
	link,
	localRtcOff,
	manifest,
	module,
	movedAside,
	networkLinkAbsent,
	packages,
	selinuxMode,
	service,
	swapOff,
	sysctl,
	timezone,
	untaint,
]

const kinds: ReadonlyMap<string, ChangeKind<ChangeBase>> = new Map(all.map(kind => [kind.kind, looking(kind)]))

/** A look that failed is "could not look", whichever kind it was (promise 8). */
function looking(kind: ChangeKind<ChangeBase>): ChangeKind<ChangeBase> {
	return {
		...kind,
		async inspect(change, context) {
			try {
				return await kind.inspect(change, context)
			} catch (error) {
				if (error instanceof CommandError)
					return { state: 'unknown', reason: [error.message, ...error.lines].join('\n') }
				if (error instanceof HostError) return { state: 'unknown', reason: error.message }
				throw error
			}
		},
	}
}

/** The kind of a change, also of one read back from a journal. Throws UnknownKind. */
export function kindOf(change: ChangeBase): ChangeKind<ChangeBase> {
	const kind = kinds.get(change.kind)
	if (!kind) throw new UnknownKind(change.kind)
	return kind
}
