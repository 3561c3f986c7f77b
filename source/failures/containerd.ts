import lt from 'semver/functions/lt.js'
import type { Change } from '../changes/index.ts'
import { sha256 } from '../changes/sha256.ts'
import { message } from '../locales/message.ts'
import {
	at,
	type ContainerdConfig,
	containerdConfigPath,
	containerdUnit,
	readContainerdConfig,
	settingOf,
	tableOf,
	withConfig,
	withSetting,
} from './containerd-state.ts'
import {
	confirmed,
	type Finding,
	hint,
	type KnownFailure,
	type ProbeContext,
	proof,
	refuted,
	unknown,
} from './failure.ts'
import { outputOf } from './read-host.ts'

/** Milliseconds in which containerd is up again with another config. */
const restart = 30_000

const criDisabled: KnownFailure = {
	id: 'containerd-cri-disabled',
	stage: 'containerd',
	title: message('failure.criDisabled.title'),
	cause: message('failure.criDisabled.cause'),
	advice: message('failure.criDisabled.advice'),
	signatures: [
		proof('unknown service runtime.v1', /unknown service runtime\.v1(?:alpha2)?\.(?:Runtime|Image)Service/),
		hint('unable to determine runtime API version'),
		hint('unable to determine image API version'),
		proof('invalid plugin key URI', /invalid plugin key URI \\*"cri\\*"/),
	],
	alone: 'likely',
	conclusive: true,
	explains: ['preflight-cri-not-running'],
	async probe({ host }) {
		const { text, effective } = await readContainerdConfig(host)
		// In a file of version 2 the short name "cri" is an error: containerd does not even start.
		const disabled = at(effective ?? tableOf(text), 'disabled_plugins') ?? (effective ? [] : undefined)
		if (!Array.isArray(disabled)) return unknown
		const off = disabled.filter(
			plugin => plugin === 'cri' || /^io\.containerd\.(?:grpc\.v1\.cri|cri\.v1\.)/.test(String(plugin)),
		)
		if (off.length === 0) return refuted
		const lines = [{ source: containerdConfigPath, line: `disabled_plugins = ${JSON.stringify(disabled)}` }]
		const listed = /^[ \t]*disabled_plugins[ \t]*=[ \t]*\[[^\]]*\]/m
		if (text === undefined || !listed.test(text)) return confirmed(lines)
		const rest = disabled.filter(plugin => !off.includes(plugin))
		return confirmed(lines, {
			risk: 'safe',
			destructive: false,
			what: message('failure.criDisabled.fix'),
			changes: withConfig(text.replace(listed, `disabled_plugins = ${JSON.stringify(rest)}`)),
		})
	},
	check: { what: message('failure.criDisabled.check'), within: restart },
	source: 'containerd.io package; containerd services/server/config; kubelet remote_runtime.go; cri-client',
}

const notRunning: KnownFailure = {
	id: 'preflight-cri-not-running',
	stage: 'containerd',
	title: message('failure.notRunning.title'),
	cause: message('failure.notRunning.cause'),
	advice: message('failure.notRunning.advice'),
	signatures: [
		// A containerd that was only restarted leaves these behind too, further up.
		...[
			/dial unix (?:\/var)?\/run\/containerd\/containerd\.sock: connect: (?:no such file|connection refused)/,
			/(?:\/var)?\/run\/containerd\/containerd\.sock: (?:no such file or directory|connect: connection refused)/,
		].map(pattern => ({ ...proof('/containerd/containerd.sock', pattern), goesOn: true }) as const),
		proof('Cannot connect to the Docker daemon at unix://'),
		proof('docker service is not active'),
		hint('[ERROR CRI]: container runtime is not running'),
		hint("Couldn't create the interface used for talking to the container runtime"),
	],
	alone: 'likely',
	conclusive: true,
	async probe({ host, facts }) {
		if (!facts.containerd.looked || facts.containerd.value === undefined) return unknown
		const shown = outputOf(
			await host.look([
				'systemctl',
				'show',
				'-p',
				'LoadState',
				'-p',
				'ActiveState',
				'-p',
				'UnitFileState',
				containerdUnit,
			]),
		)
		if (shown === undefined || shown.includes('LoadState=not-found')) return unknown
		if (/^ActiveState=(?:active|activating|reloading)$/m.test(shown)) return refuted
		const lines = shown
			.trim()
			.split('\n')
			.map(line => ({ source: containerdUnit, line }))
		return confirmed(lines, {
			risk: 'safe',
			destructive: false,
			what: message('failure.notRunning.fix'),
			changes: [{ kind: 'service', unit: containerdUnit, masked: false, enabled: true, running: true }],
		})
	},
	check: { what: message('failure.notRunning.check'), within: restart },
	source: 'kubeadm preflight ContainerRuntimeCheck; Go net; docker client',
}

const sandboxImage: KnownFailure = {
	id: 'containerd-sandbox-image-unreachable',
	stage: 'containerd',
	title: message('failure.sandbox.title'),
	cause: message('failure.sandbox.cause'),
	advice: message('failure.sandbox.advice'),
	signatures: [
		proof('failed to get sandbox image', /failed to get sandbox image \\*"[^"]{1,300}"/),
		proof('nable to pull sandbox image', /nable to pull sandbox image \\*"[^"]{1,300}"/),
		hint('failed pulling image', /failed pulling image \\*"[^"]{1,300}pause[^"]{0,100}"/),
		hint('of the container runtime is inconsistent with that used by kubeadm'),
	],
	alone: 'possible',
	conclusive: true,
	probe: probeSandbox,
	check: { what: message('failure.sandbox.check'), within: restart },
	source: 'containerd pkg/cri/server/sandbox_run.go; dockershim docker_sandbox.go; kubeadm preflight',
}

async function probeSandbox({ host, pauseImage }: ProbeContext): Promise<Finding> {
	const config = await readContainerdConfig(host)
	const configured = settingOf(config, 'sandbox')
	const listed = outputOf(await host.look(['ctr', '--namespace=k8s.io', 'images', 'ls', '-q']))
	if (typeof configured !== 'string' || listed === undefined) return unknown
	const images = listed.split('\n')
	if (images.includes(configured)) return refuted
	const wanted = pauseImage ?? images.filter(name => /\/pause:[\w.-]+$/.test(name)).at(-1)
	const lines = [
		{ source: 'containerd config dump', line: `sandbox image: ${configured}` },
		{ source: 'ctr images ls', line: `${configured}: not here` },
	]
	// Where it is already the right one, only its registry is in the way.
	if (wanted === undefined || wanted === configured) return unknown
	return confirmed(lines, {
		risk: 'safe',
		destructive: false,
		what: message('failure.sandbox.fix', { image: wanted }),
		changes: withConfig(withSetting(config, 'sandbox', JSON.stringify(wanted))),
	})
}

const kubeletConfig = '/var/lib/kubelet/config.yaml'

const cgroupDriver: KnownFailure = {
	id: 'containerd-systemdcgroup-false',
	stage: 'containerd',
	title: message('failure.cgroup.title'),
	cause: message('failure.cgroup.cause'),
	advice: message('failure.cgroup.advice'),
	signatures: [
		proof('kubelet cgroup driver: ', /kubelet cgroup driver: \\*"\w{1,20}\\*" is different from docker cgroup driver/),
	],
	alone: 'likely',
	async probe(context) {
		const drivers = await driversOf(context)
		if (drivers === undefined) return unknown
		const { config, kubelet, containerd } = drivers
		if (kubelet !== 'systemd' || containerd !== 'cgroupfs') return refuted
		return confirmed(driverLines(drivers), {
			risk: context.facts.cluster.apiAnswers ? 'ask' : 'safe',
			destructive: false,
			what: message('failure.cgroup.fix'),
			changes: withConfig(withSetting(config, 'runc', 'true')),
		})
	},
	check: { what: message('failure.cgroup.check'), within: restart },
	source: 'containerd cri config; dockershim',
}

const cgroupsPath: KnownFailure = {
	id: 'containerd-cgroupspath-format',
	stage: 'containerd',
	title: message('failure.cgroupsPath.title'),
	cause: message('failure.cgroupsPath.cause'),
	advice: message('failure.cgroupsPath.advice'),
	signatures: [
		proof(
			'expected cgroupsPath to be of format',
			/expected cgroupsPath to be of format \\*"slice:prefix:name\\*" for systemd cgroups/,
		),
	],
	alone: 'likely',
	conclusive: true,
	async probe(context) {
		const drivers = await driversOf(context)
		if (drivers === undefined) return unknown
		const { kubelet, containerd, kubeletText } = drivers
		if (kubelet !== 'cgroupfs' || containerd !== 'systemd') return refuted
		const content = /^cgroupDriver:/m.test(kubeletText)
			? kubeletText.replace(/^cgroupDriver:.*$/m, 'cgroupDriver: systemd')
			: `${kubeletText.replace(/\n*$/, '\n')}cgroupDriver: systemd\n`
		return confirmed(driverLines(drivers), {
			risk: context.facts.cluster.apiAnswers ? 'ask' : 'safe',
			destructive: false,
			what: message('failure.cgroupsPath.fix'),
			changes: withKubeletConfig(content),
		})
	},
	check: { what: message('failure.cgroupsPath.check'), within: restart },
	source: 'opencontainers/runc libcontainer/specconv',
}

interface Drivers {
	readonly config: ContainerdConfig
	readonly kubelet: 'systemd' | 'cgroupfs'
	readonly containerd: 'systemd' | 'cgroupfs'
	readonly kubeletText: string
}

/** Undefined: one of them is not known, or they settle it between themselves. */
async function driversOf({ host, facts }: ProbeContext): Promise<Drivers | undefined> {
	const text = await host.readText(kubeletConfig)
	const config = await readContainerdConfig(host)
	if (text === undefined || config.effective === undefined) return undefined
	const version = facts.containerd.looked ? facts.containerd.value?.version : undefined
	const kubelet = facts.cluster.kubelet
	// containerd 2 tells its driver to a kubelet that asks.
	if (version !== undefined && Number(version.split('.')[0]) >= 2 && kubelet !== undefined && !lt(kubelet, '1.34.0'))
		return undefined
	const driver = /^cgroupDriver: *["']?(\w+)/m.exec(text)?.[1] ?? 'cgroupfs'
	return {
		config,
		kubelet: driver === 'systemd' ? 'systemd' : 'cgroupfs',
		containerd: settingOf(config, 'runc') === true ? 'systemd' : 'cgroupfs',
		kubeletText: text,
	}
}

function driverLines({ kubelet, containerd }: Drivers) {
	return [
		{ source: kubeletConfig, line: `cgroupDriver: ${kubelet}` },
		{ source: 'containerd config dump', line: `SystemdCgroup = ${containerd === 'systemd'}` },
	]
}

/** A new content of the kubelet's config, and the kubelet started with it. */
export function withKubeletConfig(content: string): Change[] {
	return [
		{ kind: 'file', path: kubeletConfig, content, mode: 0o644, readBy: ['kubelet.service'] },
		{
			kind: 'service',
			unit: 'kubelet.service',
			running: true,
			restartOn: [{ path: kubeletConfig, sha256: sha256(content) }],
		},
	]
}

export const containerd: readonly KnownFailure[] = [criDisabled, notRunning, sandboxImage, cgroupDriver, cgroupsPath]
